/**
 * A real server in this process, listening on a port of its own, on a store that a test chooses. Time stands still
 * until the test moves it, unless it asks for the system's clock. What the server logs as an error fails the test.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { PostgresRelay } from '../../src/bus/postgres/postgres-relay.js'
import { ManualClock } from '../../src/lib/manual-clock.js'
import { systemClock } from '../../src/lib/system-clock.js'
import { startServer, type RunningServer } from '../../src/server/server.js'
import { readSettings } from '../../src/server/settings.js'
import { openMemoryStore } from '../../src/storage/memory/memory-store.js'
import { BreakableConnection } from '../../src/storage/postgres/breakable-connection.contract.js'
import { borrowDatabase, databaseText } from '../../src/storage/postgres/opened-store.contract.js'
import { openPostgresStore } from '../../src/storage/postgres/postgres-store.js'
import { clientConfig } from '../../src/storage/postgres/sessions.js'
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.js'
import type { Store } from '../../src/storage/store.js'
import { countedStore, type CountedStore } from './counted-store.js'
import { rawRequest, type RawAnswer, type RawRequest } from './raw-http.js'
import { TemporaryDirectory } from './temporary-directory.js'
import { usualStore, type StoreKind } from './test-store.js'

/** From which level on a line of the log tells of an error. */
const errorLevel = 50

export interface ServerOptions {
  /** `usualStore` unless said otherwise. */
  readonly store?: StoreKind
  /** Whether a test can break the way to the store, which is PostgreSQL then. */
  readonly breakable?: boolean
  /** Whether there is no organization at all; a test makes its own otherwise, beside one of nobody. */
  readonly organizations?: 'none'
  /** Whether it is a node, which hears of others on its database by the same way; only for one that is `breakable`. */
  readonly isNode?: boolean
  /** The node whose database it shares, by a way of its own. */
  readonly beside?: InProcessServer
  /** `manual` unless said otherwise. */
  readonly clock?: 'manual' | 'system'
  /** Settings, by the names they have in the environment. */
  readonly environment?: Readonly<Record<string, string>>
}

export class InProcessServer {
  /** The server's time, unless it runs on the system's clock. */
  readonly clock = new ManualClock()
  /** What the server logged as an error or worse. */
  readonly errors: string[] = []
  /** What it warned of. */
  readonly warnings: string[] = []
  readonly #options: ServerOptions
  #directory: TemporaryDirectory | undefined
  #database: Awaited<ReturnType<typeof borrowDatabase>> | undefined
  #way: BreakableConnection | undefined
  #running: RunningServer | undefined
  #store: CountedStore | undefined

  constructor(options: ServerOptions) {
    this.#options = options
  }

  get running(): RunningServer {
    if (this.#running === undefined) throw new Error('The server is not running.')
    return this.#running
  }

  /** The way to the store of a server that is `breakable`. */
  get way(): BreakableConnection {
    if (this.#way === undefined) throw new Error('Nothing can be broken here.')
    return this.#way
  }

  /** Its database, for a node beside it, which does not give it back. */
  get sharedDatabase(): Awaited<ReturnType<typeof borrowDatabase>> | undefined {
    return this.#database && { url: this.#database.url, giveBack: () => Promise.resolve() }
  }

  get address(): string {
    return this.running.address
  }

  async start(): Promise<void> {
    const { clock = 'manual', environment = {}, isNode = false } = this.#options
    const store = countedStore(await this.#open())
    this.#store = store
    if (this.#options.organizations !== 'none' && (await store.setup.all()).length === 0) {
      // Without any organization the server would make one for trying things out.
      const data = { name: 'Nobody', demo: false }
      await store.setup.change([
        { organizationId: '00DP00000000000', kind: 'organization', id: '00DP00000000000', expectedVersion: 0, data },
      ])
    }
    const settings = readSettings({ PORT: '0', ...environment })
    const logger = pino({ level: 'warn' }, { write: (line: string) => this.#heard(line) })
    this.#running = await startServer({
      store,
      settings,
      logger,
      clock: clock === 'manual' ? this.clock : systemClock,
      relay: isNode ? new PostgresRelay(clientConfig(this.way.url)) : undefined,
    })
  }

  /** Stops the server and starts another on the same store. Only for stores that persist. */
  async restart(): Promise<void> {
    await this.#stop()
    await this.start()
  }

  /** Stops for good. Fails when the server logged an error. */
  async end(): Promise<void> {
    await this.#stop()
    await this.#directory?.[Symbol.asyncDispose]()
    await this.#database?.giveBack()
    expect(this.errors).toEqual([])
  }

  request(options: RawRequest): Promise<RawAnswer> {
    return rawRequest(this.address, options)
  }

  /** Lets time pass, in steps as small as those in which the server looks at it, and no faster than it writes. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 250) {
      this.clock.advance(Math.min(250, left))
      do await turn()
      while (this.#store !== undefined && this.#store.underWay() > 0)
    }
    await turn()
  }

  /** Everything that the store keeps, as text; only for stores that persist. */
  async storedText(): Promise<string> {
    if (this.#database !== undefined) return databaseText(this.#database.url)
    const directory = this.#directory?.path
    if (directory === undefined) throw new Error('This store keeps nothing.')
    const files = (await readdir(directory)).filter((name) => name.includes('.db'))
    return (await Promise.all(files.map((name) => readFile(join(directory, name), 'latin1')))).join('')
  }

  #heard(line: string): void {
    const { level } = JSON.parse(line) as { level: number }
    if (level >= errorLevel) this.errors.push(line)
    else this.warnings.push(line)
  }

  async #stop(): Promise<void> {
    await this.#running?.stop('at-once')
    this.#running = undefined
  }

  async #open(): Promise<Store> {
    const { breakable = false, store = breakable ? 'postgres' : usualStore, beside } = this.#options
    if (store === 'memory') return openMemoryStore()
    if (store === 'postgres') {
      this.#database ??= beside?.sharedDatabase ?? (await borrowDatabase())
      if (breakable) this.#way ??= await BreakableConnection.to(this.#database.url)
      return openPostgresStore({ url: this.#way?.url ?? this.#database.url })
    }
    this.#directory ??= await TemporaryDirectory.make()
    return openSqliteStore({ directory: this.#directory.path })
  }
}

/** Breaks the way to a server's database, or mends it, and waits until the server knows. */
export const setReach = async (server: InProcessServer, reach: 'away' | 'back'): Promise<void> => {
  if (reach === 'away') server.way.break()
  else server.way.mend()
  const isAway = async () => (await server.request({ method: 'GET', path: '/readyz' })).status === 503
  while ((await isAway()) !== (reach === 'away')) await turn()
}

/** Starts a server for the running test, which ends with it. */
export const startInProcess = async (options: ServerOptions = {}): Promise<InProcessServer> => {
  const server = new InProcessServer(options)
  onTestFinished(() => server.end())
  await server.start()
  return server
}

/** A server that the tests of a file or of a `describe` share; each makes an organization of its own on it. */
export const shareInProcess = (options: ServerOptions = {}): InProcessServer => {
  const server = new InProcessServer(options)
  beforeAll(() => server.start())
  afterAll(() => server.end())
  return server
}

/** Lets everything happen that waits for nothing but its turn. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Waits until something is so; fails after a few seconds of real time. */
export const until = async (condition: () => boolean, what: string): Promise<void> => {
  const deadline = Date.now() + 5000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`)
    await turn()
  }
}
