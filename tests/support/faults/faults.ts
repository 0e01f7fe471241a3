/** What can happen to a node, one after the other as chance says. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Chance } from '../crash/chance.js'
import type { ClusterNode } from './cluster.js'

/** Happens to one node, and is over when it settles. `lastsMs` is how long. */
export type Fault = (node: ClusterNode, lastsMs: number) => Promise<void>

/** Lets something be so for a while on the way to the database. */
const onTheWay =
  (trouble: (way: ClusterNode['way']) => void): Fault =>
  async (node, lastsMs) => {
    trouble(node.way)
    await delay(lastsMs)
    node.way.mend()
  }

export const faults = {
  /** It is gone at once, and comes back later. */
  killed: async (node, lastsMs) => {
    await node.kill()
    await delay(lastsMs)
    await node.start()
  },
  /** It stands still. */
  paused: async (node, lastsMs) => {
    node.signal('SIGSTOP')
    await delay(lastsMs)
    node.signal('SIGCONT')
  },
  /** It hears nothing for a moment. */
  unheard: (node) => {
    node.hints.cutHints()
    return Promise.resolve()
  },
  /** It hears nothing. */
  deaf: async (node, lastsMs) => {
    node.hints.deafen()
    await delay(lastsMs)
    node.hints.mend()
  },
  /** All its connections to the database end. */
  cut: (node) => {
    node.way.cut()
    return Promise.resolve()
  },
  /** It cannot reach the database. */
  parted: onTheWay((way) => way.break()),
  /** The database takes what it says and nothing more happens. */
  stalled: onTheWay((way) => way.stall()),
  /** What it asks of the database arrives, the answers are lost. */
  unanswered: async (node, lastsMs) => {
    node.way.loseAnswers()
    await delay(lastsMs)
    node.way.cut()
  },
  /** Its machine's clock is set, by an hour or so. */
  set: (node) => {
    node.signal('SIGUSR2')
    return Promise.resolve()
  },
  /** Hints come late. */
  late: async (node, lastsMs) => {
    node.hints.hintsLateMs = lastsMs / 4
    await delay(lastsMs)
    node.hints.hintsLateMs = 0
  },
  /** Hints come twice. */
  doubled: async (node, lastsMs) => {
    node.hints.hintsTwice = true
    await delay(lastsMs)
    node.hints.hintsTwice = false
  },
} satisfies Record<string, Fault>

export type FaultName = keyof typeof faults

/** A fault that is to happen. */
export interface PlannedFault {
  readonly name: FaultName
  /** To which node. */
  readonly n: number
  readonly lastsMs: number
}

const names: readonly [FaultName, ...FaultName[]] = [
  ...(['killed', 'killed', 'killed', 'paused', 'paused', 'unheard', 'cut', 'parted', 'parted'] as const),
  ...(['stalled', 'unanswered', 'late', 'doubled', 'set', 'deaf'] as const),
]

/** Draws what happens at a time: mostly one fault, now and then one on each of two nodes. */
export const drawFaults = (chance: Chance, nodes: number, longestMs: number): readonly PlannedFault[] => {
  const first = chance.whole(0, nodes - 1)
  const draw = (n: number): PlannedFault => ({
    ...{ name: chance.oneOf(names), n: n % nodes, lastsMs: chance.whole(200, longestMs) },
  })
  return chance.happens(0.3) ? [draw(first), draw(first + 1)] : [draw(first)]
}

/** What can happen that lasts: a node stands still for a minute, or no node reaches the database for half a minute. */
export type Ordeal = 'pause' | 'outage'

const ordealMs: Readonly<Record<Ordeal, number>> = { pause: 60_000, outage: 30_000 }

export const drawOrdeal = (ordeal: Ordeal, chance: Chance, nodes: number): readonly PlannedFault[] => {
  const lastsMs = ordealMs[ordeal]
  if (ordeal === 'pause') return [{ name: 'paused', n: chance.whole(0, nodes - 1), lastsMs }]
  return Array.from({ length: nodes }, (_, n) => ({ name: 'parted', n, lastsMs }))
}
