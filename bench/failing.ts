/**
 * Scenario F: how long those who chat wait when a server is killed, and when the database fails over to a synchronous
 * standby. Three servers behind the balancer of the tests, which asks each four times a second whether it is ready. How long it
 * takes somebody to find out that the database is dead is not measured: here the standby is promoted at once.
 */
import type { Options } from './options.js'
import { DatabaseSwitch } from './database-switch.js'
import { percentile } from './percentiles.js'
import { addAgents, prepareParley, type PreparedParley } from './parley.js'
import type { ServerProcess } from './server-process.js'
import { Talk, type Took } from './talk.js'
import { Balancer } from '../tests/support/faults/balancer.js'
import { freePort } from '../tests/support/free-port.js'
import { PostgresServer } from '../tests/support/postgres/postgres-server.js'
import { systemPostgres } from '../tests/support/postgres/system-postgres.js'

const nodesCount = 3
const chatsCount = 16
/** How long it is calm before each fault, and after it. */
const calmMs = 2000

/** One fault, and how long the longest wait was that it met or began. */
export interface FailingRow {
  readonly what: 'a server is killed' | 'the database fails over'
  readonly requestMs: number
  readonly messageMs: number
  /** The same before the fault. */
  readonly usual: {
    readonly requestP50Ms: number
    readonly requestP99Ms: number
    readonly messageP50Ms: number
    readonly messageP99Ms: number
  }
  /** After how long the standby took writes; `null` where there was none. */
  readonly readyMs: number | null
}

const wait = ({ fromMs, untilMs }: Took): number => untilMs - fromMs

/** What took how long before a fault and from it on; what was under way at the time counts as met by it. */
const rowOf = (
  what: FailingRow['what'],
  took: readonly Took[],
  faultMs: number,
  readyMs: number | null,
): FailingRow => {
  const of = (kind: Took['what'], isMet: boolean): Float64Array =>
    Float64Array.from(
      took.filter(({ what, untilMs }) => what === kind && untilMs > faultMs === isMet),
      wait,
    )
  const [requests, messages] = [of('request', false), of('message', false)]
  return {
    what,
    requestMs: percentile(of('request', true), 1),
    messageMs: percentile(of('message', true), 1),
    usual: {
      requestP50Ms: percentile(requests, 0.5),
      requestP99Ms: percentile(requests, 0.99),
      messageP50Ms: percentile(messages, 0.5),
      messageP99Ms: percentile(messages, 0.99),
    },
    readyMs,
  }
}

/** Servers on one database behind a balancer, each at an address that it keeps. */
class Servers {
  readonly balancer: Balancer
  readonly #prepared: PreparedParley
  readonly #settings: Readonly<Record<string, string>>
  readonly #ports: readonly number[]
  readonly #running: ServerProcess[] = []

  private constructor(
    prepared: PreparedParley,
    settings: Readonly<Record<string, string>>,
    ports: readonly number[],
    balancer: Balancer,
  ) {
    this.#prepared = prepared
    this.#settings = settings
    this.#ports = ports
    this.balancer = balancer
  }

  static async start(prepared: PreparedParley, settings: Readonly<Record<string, string>>): Promise<Servers> {
    const ports: number[] = []
    while (ports.length < nodesCount) ports.push(await freePort())
    const balancer = await Balancer.open(ports.map((port) => `http://127.0.0.1:${port}`))
    const servers = new Servers(prepared, settings, ports, balancer)
    for (let n = 0; n < nodesCount; n += 1) await servers.startOne(n)
    return servers
  }

  /** Starts one; settles when it is asked again. */
  async startOne(n: number): Promise<void> {
    const { server } = await this.#prepared.start({ ...this.#settings, PORT: String(this.#ports[n]) })
    this.#running[n] = server
    while (!this.balancer.isReady(n)) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  async kill(n: number): Promise<void> {
    await this.#running[n]?.kill()
  }

  async stop(): Promise<void> {
    this.balancer[Symbol.dispose]()
    for (const server of this.#running) await server.stop()
  }
}

/** Starts servers on a database, and chats that go on while `work` does something to them. */
const withTalk = async <T>(
  directory: string,
  url: string,
  work: (talk: Talk, servers: Servers) => Promise<T>,
): Promise<T> => {
  const settings = { PARLEY_DATABASE_URL: url }
  const prepared = await prepareParley(directory, settings)
  try {
    const [agent] = await addAgents(prepared, chatsCount)
    if (agent === undefined) throw new RangeError('Somebody has to answer.')
    const servers = await Servers.start(prepared, settings)
    try {
      const talk = new Talk(servers.balancer.address, prepared.entrance)
      await talk.begin(agent, chatsCount)
      const result = await work(talk, servers)
      await talk.end()
      return result
    } finally {
      await servers.stop()
    }
  } finally {
    prepared.clean()
  }
}

const killServers = async (rounds: number, directory: string, tell: (what: string) => void): Promise<FailingRow[]> => {
  const postgres = await PostgresServer.start()
  try {
    return await withTalk(directory, await postgres.createDatabase(), async (talk, servers) => {
      const rows: FailingRow[] = []
      for (let round = 0; round < rounds; round += 1) {
        tell(`F: a server is killed, ${round + 1} of ${rounds}`)
        talk.took.length = 0
        await talk.goOn(calmMs)
        const faultMs = performance.now()
        await servers.kill(round % nodesCount)
        await talk.goOn(calmMs)
        await talk.arrivedBefore(faultMs + calmMs)
        rows.push(rowOf('a server is killed', talk.took, faultMs, null))
        await servers.startOne(round % nodesCount)
      }
      return rows
    })
  } finally {
    await postgres[Symbol.asyncDispose]()
  }
}

/** A server and a standby that has everything that was acknowledged, at an address that can lead to either. */
const withStandby = async <T>(
  programs: string,
  work: (databases: { url: string; failOver: () => Promise<void> }) => Promise<T>,
): Promise<T> => {
  const primary = await PostgresServer.start({}, programs)
  try {
    const url = new URL(await primary.createDatabase())
    const standby = await primary.startStandby('second')
    try {
      await primary.query("ALTER SYSTEM SET synchronous_standby_names = 'second'")
      await primary.query('SELECT pg_reload_conf()')
      const way = await DatabaseSwitch.to(primary.port)
      url.port = String(way.port)
      try {
        return await work({
          url: url.href,
          failOver: async () => {
            await primary.stop('SIGQUIT')
            way.leadTo(standby.port)
            await standby.query('SELECT pg_promote()')
          },
        })
      } finally {
        way.close()
      }
    } finally {
      await standby[Symbol.asyncDispose]()
    }
  } finally {
    await primary[Symbol.asyncDispose]()
  }
}

const failOver = (programs: string, directory: string): Promise<FailingRow> =>
  withStandby(programs, ({ url, failOver }) =>
    withTalk(directory, url, async (talk) => {
      await talk.goOn(calmMs)
      const faultMs = performance.now()
      await failOver()
      const readyMs = performance.now() - faultMs
      await talk.goOn(calmMs)
      await talk.arrivedBefore(performance.now())
      return rowOf('the database fails over', talk.took, faultMs, readyMs)
    }),
  )

/** Measures fault after fault; those of the database only where the machine has a PostgreSQL that can have a standby. */
export const measureFailing = async (
  { rounds }: Options,
  directory: string,
  tell: (what: string) => void,
): Promise<FailingRow[]> => {
  const rows = await killServers(rounds, directory, tell)
  const programs = await systemPostgres()
  if (programs === undefined) tell('F: there is no PostgreSQL with pg_basebackup (Debian: postgresql), so no failover.')
  for (let round = 0; programs !== undefined && round < rounds; round += 1) {
    tell(`F: the database fails over, ${round + 1} of ${rounds}`)
    rows.push(await failOver(programs, directory))
  }
  return rows
}
