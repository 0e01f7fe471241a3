/** Several nodes on one database, each of which can be killed, paused and parted from it, behind one balancer. */
import { freePort } from '../free-port.js'
import { readMetrics, type Metrics } from '../prometheus-text.js'
import { ServerProcess } from '../server-process.js'
import { Balancer } from './balancer.js'
import { DatabaseWay } from './database-way.js'
import { withShiftedClock } from './with-shifted-clock.js'

/** What a node may write into its log: its database is away, or back; and its machine's clock is off, as we have it. */
const expectedWarning = /The database can(?:not)? be reached|This machine’s clock shows another time/
/** How far the machines' clocks are apart. */
const clocksApartMs = 3_600_000

export class ClusterNode {
  readonly way: DatabaseWay
  readonly #directory: string
  readonly #settings: Readonly<Record<string, string>>
  readonly #port: number
  #server: ServerProcess | undefined
  /** What its processes wrote that have ended. */
  #written = ''
  readonly #ownEnds: string[] = []

  constructor(way: DatabaseWay, directory: string, settings: Readonly<Record<string, string>>, port: number) {
    this.way = way
    this.#directory = directory
    this.#port = port
    this.#settings = { ...settings, PORT: String(port), PARLEY_DATABASE_URL: way.url }
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get isUp(): boolean {
    return this.#server !== undefined
  }

  /** Starts it; `environment` adds settings for this start alone. */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const server = await ServerProcess.start(this.#directory, { ...this.#settings, ...environment })
    this.#server = server
    void server.process.ended.then(({ code, signal, stderr }) => {
      if (this.#server === server) this.#ownEnds.push(`It ended by itself (${code ?? signal}): ${stderr.slice(-2000)}`)
    })
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

  /** `count` started nodes on the database at `url`, which are asked in turn. */
  static async open(
    url: string,
    directory: string,
    { count, settings = {} }: { readonly count: number; readonly settings?: Readonly<Record<string, string>> },
  ): Promise<Cluster> {
    const nodes: ClusterNode[] = []
    for (let n = 0; n < count; n += 1)
      nodes.push(
        new ClusterNode(
          await DatabaseWay.to(url),
          directory,
          { ...settings, ...withShiftedClock((n - 1) * clocksApartMs) },
          await freePort(),
        ),
      )
    const balancer = await Balancer.open(nodes.map(({ address }) => address))
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
    for (const node of this.nodes) node.way.break()
    await Promise.all(this.nodes.map((node) => node.kill()))
  }
}
