/** Several nodes on one database, each of which can be killed, paused and parted from it, behind one balancer. */
import { freePort } from '../free-port.js'
import { readMetrics, type Metrics } from '../prometheus-text.js'
import { ServerProcess } from '../server-process.js'
import { Balancer } from './balancer.js'
import { DatabaseWay } from './database-way.js'
import type { HintWay } from './hint-way.js'
import { NatsWay } from './nats-way.js'
import { withShiftedClock } from './with-shifted-clock.js'

/**
 * What a node may write into its log: what it needs is away, or back; it could not find out for long what became of a commit, and
 * has told its client so; its machine's clock is off, as we have it; it was paused; and the machine is so slow that time
 * seems to jump.
 */
const expectedWarning = new RegExp(
  [
    '(?:The database|NATS) can(?:not)? be reached',
    'The database was lost',
    'This machine’s clock shows another time',
    '[Tt]his process stood still',
    'is not done: the database is slow',
  ].join('|'),
)
/** How often a node is started before it is given up. */
const startsMax = 5
/** How long a patient balancer waits for a node to say how it is. */
const patientCheckMs = 60_000
/** How far the machines' clocks are apart. */
const clocksApartMs = 3_600_000

/** Where the nodes' servers are. */
export interface ClusterServers {
  readonly database: string
  /** By which nodes talk to each other; by the database unless it is there. */
  readonly nats?: string | undefined
}

export class ClusterNode {
  readonly way: DatabaseWay
  /** By which it hears of others. */
  readonly hints: HintWay
  readonly #directory: string
  readonly #settings: Readonly<Record<string, string>>
  readonly #port: number
  #server: ServerProcess | undefined
  /** What its processes wrote that have ended. */
  #written = ''
  readonly #ownEnds: string[] = []
  #isClosed = false

  private constructor(
    ways: { readonly database: DatabaseWay; readonly nats: NatsWay | undefined },
    directory: string,
    settings: Readonly<Record<string, string>>,
    port: number,
  ) {
    const { database, nats } = ways
    this.way = database
    this.hints = nats ?? database
    this.#directory = directory
    this.#port = port
    const bus = nats && { PARLEY_NATS_URL: nats.url }
    this.#settings = { ...settings, PORT: String(port), PARLEY_DATABASE_URL: database.url, ...bus }
  }

  /** A node that is not started yet. */
  static async make(
    servers: ClusterServers,
    directory: string,
    settings: Readonly<Record<string, string>>,
  ): Promise<ClusterNode> {
    const database = await DatabaseWay.to(servers.database)
    const nats = servers.nats === undefined ? undefined : await NatsWay.to(servers.nats)
    return new ClusterNode({ database, nats }, directory, settings, await freePort())
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get isUp(): boolean {
    return this.#server !== undefined
  }

  /** Starts it, unless it is closed; `environment` adds settings for this start alone. */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    if (this.#isClosed) return
    const server = await this.#begin({ ...this.#settings, ...environment })
    this.#server = server
    // A fault may outlast the run to which it belongs.
    if (this.#mayNotRun()) return this.kill()
    void server.process.ended.then(({ code, signal, stderr }) => {
      if (this.#server === server) this.#ownEnds.push(`It ended by itself (${code ?? signal}): ${stderr.slice(-2000)}`)
    })
  }

  /** As a service manager does: one that could not reach its database when it began is started again. */
  async #begin(settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await ServerProcess.start(this.#directory, settings)
      } catch (error) {
        const isWithoutDatabase = /The database (?:\S+ )?cannot be/.test(String(error))
        if (!isWithoutDatabase || tries === startsMax || this.#mayNotRun()) throw error
      }
    }
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGUSR2'): void {
    this.#server?.process.signal(signal)
  }

  /** Ends it as `kill -9` does, paused or not. */
  async kill(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server) this.#written += (await server.kill()).stderr
  }

  #mayNotRun(): boolean {
    return this.#isClosed
  }

  /** It is gone for good. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const way of [this.way, this.hints]) way.break()
    await this.kill()
  }

  /** Lets it end in order. */
  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server) this.#written += (await server.stop('SIGTERM')).stderr
  }

  metrics(): Promise<Metrics> {
    return readMetrics(this.address)
  }

  /** What it wrote into its log as an error, or as a warning that no fault explains. */
  get errors(): string[] {
    const lines = `${this.#written}${this.#server?.process.stderr ?? ''}`.split('\n')
    const told = lines.filter((line) => /"level":"(?:warn|error|fatal)"/.test(line) && !expectedWarning.test(line))
    return [...this.#ownEnds, ...told]
  }
}

export class Cluster {
  readonly nodes: readonly ClusterNode[]
  readonly balancer: Balancer

  private constructor(nodes: readonly ClusterNode[], balancer: Balancer) {
    this.nodes = nodes
    this.balancer = balancer
  }

  /** `count` started nodes, which are asked in turn. With `isPatient` none is left out because the machine is slow. */
  static async open(
    servers: ClusterServers,
    directory: string,
    options: {
      readonly count: number
      readonly settings?: Readonly<Record<string, string>>
      readonly isPatient?: boolean
    },
  ): Promise<Cluster> {
    const { count, settings = {}, isPatient = false } = options
    const nodes: ClusterNode[] = []
    for (let n = 0; n < count; n += 1) {
      const clock = withShiftedClock((n - 1) * clocksApartMs)
      nodes.push(await ClusterNode.make(servers, directory, { ...settings, ...clock }))
    }
    const addresses = nodes.map(({ address }) => address)
    const balancer = await Balancer.open(addresses, isPatient ? patientCheckMs : undefined)
    const cluster = new Cluster(nodes, balancer)
    try {
      await Promise.all(nodes.map((node) => node.start()))
      while (!nodes.every((_node, n) => balancer.isReady(n))) await new Promise((resolve) => setTimeout(resolve, 20))
    } catch (error) {
      await cluster[Symbol.asyncDispose]()
      throw error
    }
    return cluster
  }

  node(n: number): ClusterNode {
    const node = this.nodes[n]
    if (node === undefined) throw new Error(`There is no node ${n}.`)
    return node
  }

  /** What the nodes wrote into their logs that no fault explains. */
  get errors(): string[] {
    return this.nodes.flatMap(({ errors }, n) => errors.map((line) => `Node ${n}: ${line}`))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.balancer[Symbol.dispose]()
    await Promise.all(this.nodes.map((node) => node.close()))
  }
}
