/**
 * Scenario B: what it costs that nodes tell each other something, and how much of it a bus carries. Three nodes, each a
 * process; by PostgreSQL's LISTEN and NOTIFY, by NATS, and by nothing at all, which is what all else costs.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { BusCounts, BusQuestion } from './bus-node.js'
import { BusServers, type BusName } from './bus-servers.js'
import type { Options } from './options.js'

/** What a hint costs at a rate that everything bears: one node says it, two hear it. */
export interface BusCostRow {
  readonly bus: BusName
  readonly perSecond: number
  readonly speakerCpuUs: number
  /** Of each of the two that hear it. */
  readonly listenerCpuUs: number
  /** Of the server in between. */
  readonly serverCpuUs: number
  /** From when it was due until the slower of the two heard it; `null` where nobody hears. */
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  readonly lagP99Ms: number | null
}

/** What became of a rate of hints that all nodes said together, each a third. */
export interface BusRateRow {
  readonly bus: BusName
  readonly perSecond: number
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  /** The share of what should have been heard that was not, because it was given up or came too late to count. */
  readonly lostShare: number
  readonly serverCpuUs: number
  readonly lagP99Ms: number | null
  /** Everything was heard, and nearly all of it soon. */
  readonly isBorne: boolean
}

export interface BusResult {
  readonly costs: readonly BusCostRow[]
  readonly rates: readonly BusRateRow[]
}

const nodesCount = 3
/** The rate at which costs are measured, in hints per second. */
const costPerSecond = 500
const firstPerSecond = 1000
const lastPerSecond = 64_000
/** A rate is borne when 99 of 100 hints are heard within this time, in the best of so many tries: others use the machine, too. */
const borneP99Ms = 50
const triesMax = 3
/** How long the last hints may take before they count as lost. */
const lastHintsMs = 500
const warmUpMs = 1000

const program = fileURLToPath(new URL('bus-node.js', import.meta.url))

class BusNode {
  readonly #child: ChildProcess = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })

  async ask(question: BusQuestion): Promise<BusCounts | null> {
    const ended = new AbortController()
    const lost = once(this.#child, 'exit', { signal: ended.signal }).then(() => {
      throw new Error('A node of the bus has ended.')
    })
    this.#child.send(question)
    const [counts] = (await Promise.race([once(this.#child, 'message'), lost])) as [BusCounts | null]
    ended.abort()
    lost.catch(() => undefined)
    return counts
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.disconnect()
    await ended
  }
}

/** What the nodes and the server in between did while the speakers spoke. */
interface Spoken {
  readonly counts: readonly BusCounts[]
  readonly serverCpuUs: number
}

class BusFloor {
  readonly #name: BusName
  readonly #servers: BusServers
  readonly #nodes = Array.from({ length: nodesCount }, () => new BusNode())

  constructor(name: BusName, servers: BusServers) {
    this.#name = name
    this.#servers = servers
  }

  async join(): Promise<void> {
    const url = this.#name === 'nats' ? (this.#servers.nats?.url() ?? '') : this.#servers.postgres.url('postgres')
    await this.#each((node) => node.ask({ what: 'join', bus: this.#name, url }))
  }

  /** Lets the first `speakers` nodes say `perSecond` hints together. */
  async speak(speakers: number, perSecond: number, ms: number): Promise<Spoken> {
    await this.#each((node) => node.ask({ what: 'begin' }))
    const before = this.#servers.cpuUs(this.#name)
    const said = this.#nodes.slice(0, speakers)
    await Promise.all(said.map((node) => node.ask({ what: 'say', perSecond: perSecond / speakers, ms })))
    const serverCpuUs = this.#servers.cpuUs(this.#name) - before
    await delay(lastHintsMs)
    const counts = await this.#each((node) => node.ask({ what: 'end' }))
    return { counts: counts.flatMap((one) => one ?? []), serverCpuUs }
  }

  async stop(): Promise<void> {
    await this.#each((node) => node.stop())
  }

  #each<T>(work: (node: BusNode) => Promise<T>): Promise<T[]> {
    return Promise.all(this.#nodes.map(work))
  }
}

const worst = (values: readonly (number | null)[]): number | null => {
  const there = values.filter((value) => value !== null)
  return there.length === 0 ? null : Math.max(...there)
}

const costOf = (bus: BusName, { counts, serverCpuUs }: Spoken): BusCostRow => {
  const [speaker, ...listeners] = counts
  if (speaker === undefined) throw new Error('Nobody spoke.')
  return {
    ...{ bus, perSecond: costPerSecond },
    speakerCpuUs: speaker.cpuUs / speaker.said,
    listenerCpuUs: listeners.reduce((sum, { cpuUs }) => sum + cpuUs, 0) / listeners.length / speaker.said,
    serverCpuUs: serverCpuUs / speaker.said,
    p50Ms: worst(listeners.map(({ p50Ms }) => p50Ms)),
    p99Ms: worst(listeners.map(({ p99Ms }) => p99Ms)),
    lagP99Ms: speaker.lagP99Ms,
  }
}

const rateOf = (bus: BusName, perSecond: number, { counts, serverCpuUs }: Spoken): BusRateRow => {
  const said = counts.reduce((sum, one) => sum + one.said, 0)
  const heard = counts.reduce((sum, one) => sum + one.heard, 0)
  const p99Ms = worst(counts.map((one) => one.p99Ms))
  // Each is heard by all but the one who said it; one's own come back by some buses.
  const lostShare = Math.max(0, 1 - heard / (said * (bus === 'notify' ? nodesCount : nodesCount - 1)))
  return {
    ...{ bus, perSecond, p99Ms, lostShare },
    p50Ms: worst(counts.map((one) => one.p50Ms)),
    serverCpuUs: serverCpuUs / said,
    lagP99Ms: worst(counts.map((one) => one.lagP99Ms)),
    isBorne: lostShare === 0 && p99Ms !== null && p99Ms <= borneP99Ms,
  }
}

/** The first try that is borne, or else the one that came nearest. */
const bestOf = async (tries: number, attempt: () => Promise<BusRateRow>): Promise<BusRateRow> => {
  const rows: BusRateRow[] = []
  while (rows.length < tries && rows.at(-1)?.isBorne !== true) rows.push(await attempt())
  const badness = ({ isBorne, lostShare, p99Ms }: BusRateRow): number =>
    isBorne ? 0 : 1e6 * lostShare + (p99Ms ?? Infinity)
  const [best] = rows.sort((a, b) => badness(a) - badness(b))
  if (best === undefined) throw new RangeError('There must be a try.')
  return best
}

/** Measures each bus: what a hint costs, then ever more of them until they are not borne any more. */
export const measureBus = async ({ stepMs }: Options, tell: (what: string) => void): Promise<BusResult> => {
  const servers = await BusServers.start(tell)
  const costs: BusCostRow[] = []
  const rates: BusRateRow[] = []
  try {
    for (const bus of servers.names) {
      const floor = new BusFloor(bus, servers)
      try {
        await floor.join()
        await floor.speak(nodesCount, costPerSecond, warmUpMs)
        tell(`B: ${bus}, ${costPerSecond} hints a second by one node`)
        costs.push(costOf(bus, await floor.speak(1, costPerSecond, stepMs)))
        for (let rate = firstPerSecond; bus !== 'none' && rate <= lastPerSecond; rate *= 2) {
          tell(`B: ${bus}, ${rate} hints a second by all nodes`)
          const row = await bestOf(triesMax, async () => rateOf(bus, rate, await floor.speak(nodesCount, rate, stepMs)))
          rates.push(row)
          if (!row.isBorne) break
        }
      } finally {
        await floor.stop()
      }
    }
    return { costs, rates }
  } finally {
    await servers.stop()
  }
}
