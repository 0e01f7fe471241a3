/**
 * A real server in this process, listening on a port of its own, on a store that a test chooses. Time stands still
 * until the test moves it, unless it asks for the system's clock. What the server logs as an error fails the test.
 */
import { pino } from 'pino'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { ManualClock } from '../../src/lib/manual-clock.js'
import { systemClock } from '../../src/lib/system-clock.js'
import { startServer, type RunningServer } from '../../src/server/server.js'
import { readSettings } from '../../src/server/settings.js'
import { openMemoryStore } from '../../src/storage/memory/memory-store.js'
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.js'
import type { Store } from '../../src/storage/store.js'
import { rawRequest, type RawAnswer, type RawRequest } from './raw-http.js'
import { TemporaryDirectory } from './temporary-directory.js'

export type StoreKind = 'memory' | 'sqlite'

/** Every store a scenario is worth running on, for `describe.each`. */
export const storeKinds: readonly StoreKind[] = ['memory', 'sqlite']

// One switch runs every scenario that does not choose its store on another one.
const usualStore = process.env.PARLEY_TEST_STORE === 'sqlite' ? 'sqlite' : 'memory'

export interface ServerOptions {
  /** `memory`, or what PARLEY_TEST_STORE says, unless said otherwise. */
  readonly store?: StoreKind
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
  readonly #options: ServerOptions
  #directory: TemporaryDirectory | undefined
  #running: RunningServer | undefined
  #store: Store | undefined

  constructor(options: ServerOptions) {
    this.#options = options
  }

  get running(): RunningServer {
    if (this.#running === undefined) throw new Error('The server is not running.')
    return this.#running
  }

  /** Where a store that persists keeps its files. */
  get directory(): string {
    if (this.#directory === undefined) throw new Error('This store keeps no files.')
    return this.#directory.path
  }

  get address(): string {
    return this.running.address
  }

  async start(): Promise<void> {
    const { clock = 'manual', environment = {} } = this.#options
    const store = await this.#open()
    this.#store = store
    if ((await store.setup.all()).length === 0) {
      // Without any organization the server would make one for trying things out.
      const data = { name: 'Nobody', demo: false }
      await store.setup.change([
        { organizationId: '00DP00000000000', kind: 'organization', id: '00DP00000000000', expectedVersion: 0, data },
      ])
    }
    const settings = readSettings({ PORT: '0', ...environment })
    const logger = pino({ level: 'error' }, { write: (line: string) => void this.errors.push(line) })
    this.#running = await startServer({
      store,
      settings,
      logger,
      clock: clock === 'manual' ? this.clock : systemClock,
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
      while (this.#store !== undefined && this.#store.commitStatistics().waiting > 0)
    }
    await turn()
  }

  async #stop(): Promise<void> {
    await this.#running?.stop('at-once')
    this.#running = undefined
  }

  async #open(): Promise<Store> {
    if ((this.#options.store ?? usualStore) === 'memory') return openMemoryStore()
    this.#directory ??= await TemporaryDirectory.make()
    return openSqliteStore({ directory: this.#directory.path })
  }
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
