/** Visits at a cluster to which one fault happens after the other, and what came of them. */
import { setTimeout as delay } from 'node:timers/promises'
import { borrowDatabase } from '../../../src/storage/postgres/opened-store.contract.js'
import { Chance } from '../crash/chance.js'
import { judge, type Findings } from '../crash/check-history.js'
import { Crowd } from '../crash/crowd.js'
import { History } from '../crash/history.js'
import { summaryOf } from '../crash/summary.js'
import { TemporaryDirectory } from '../temporary-directory.js'
import { Cluster } from './cluster.js'
import { makeFloor } from './fault-floor.js'
import { FaultScene } from './fault-scene.js'
import { readPlaces, standing } from './states-by-log.js'
import { drawFaults, drawOrdeal, faults, type Ordeal, type PlannedFault } from './faults.js'

export interface FaultPlan {
  readonly seed: number
  /** How often something happens, to one node or to two at a time. */
  readonly times: number
  /** The longest that a fault lasts. */
  readonly longestMs: number
  /** What happens in the middle of it all and lasts longer. */
  readonly ordeal?: Ordeal | undefined
  /** Whether everybody has all the time there is: then it does not matter how fast the machine is. */
  readonly isPatient: boolean
  /** The NATS server by which nodes talk to each other; they talk by the database unless it is there. */
  readonly nats?: string | undefined
  readonly visitors: number
  /** How many of them do not acknowledge what they get, from 0 for none to 1 for all. */
  readonly withoutAck: number
  readonly agents: number
  /** Places per agent. */
  readonly capacity: number
}

export interface FaultReport {
  /** What was broken, a sentence each. */
  readonly broken: readonly string[]
  /** How many visits without `ack` there were, and how many of them were told something twice. */
  readonly withoutAck: { readonly visits: number; readonly repeated: number } & Pick<Findings, 'missed'>
  /** What happened, in words. */
  readonly summary: string
}

const nodes = 3
/** How much happens between two faults at least, however slow the machine is. */
const stepsBetween = 200
/** Short, so that much happens in a round. */
const settings = { PARLEY_REOFFER_PAUSE_MS: '50', PARLEY_TRANSFER_TIMEOUT_MS: '3000' }
/** Nobody is given up, and no offer runs out, because a machine is slow. */
const patientSettings = {
  PARLEY_AGENT_LEASE_MS: '600000',
  PARLEY_OFFER_TIMEOUT_MS: '600000',
  PARLEY_VISITOR_WAITING_MS: '600000',
  PARLEY_UNATTENDED_MS: '600000',
}

/** Carries out a run. Rejects when it cannot go on; what is wrong otherwise is in the report. */
export const runFaults = async (plan: FaultPlan): Promise<FaultReport> => {
  const begin = performance.now()
  const chance = new Chance(plan.seed)
  const history = new History()
  const { url, giveBack } = await borrowDatabase()
  const happened: string[] = []
  try {
    const floor = await makeFloor(url, plan)
    await using directory = await TemporaryDirectory.make()
    await using cluster = await Cluster.open({ database: url, nats: plan.nats }, directory.path, {
      count: nodes,
      settings: { ...settings, ...(plan.isPatient && patientSettings) },
    })
    using scene = new FaultScene(cluster)
    const crowd = await Crowd.gather(scene, history, chance.branch(), { ...floor, ...plan })
    try {
      for (let time = 0; time < plan.times; time += 1) {
        await Promise.race([Promise.all([delay(chance.whole(200, 1200)), scene.goesOn(stepsBetween)]), scene.failed])
        const isMiddle = time === Math.floor(plan.times / 2)
        const drawn =
          plan.ordeal && isMiddle ? drawOrdeal(plan.ordeal, chance, nodes) : drawFaults(chance, nodes, plan.longestMs)
        happened.push(drawn.map(({ name, n, lastsMs }) => `node ${n} ${name} ${lastsMs} ms`).join(' and '))
        await Promise.race([Promise.all(drawn.map((fault) => bringAbout(cluster, fault))), scene.failed])
      }
      await crowd.settle()
      await checkMetrics(cluster, history)
      await readPlaces(url, floor.request.organizationId, history.desks)
      history.surprises.push(...cluster.errors)
    } catch (error) {
      const stands = await standing(url, floor.request.organizationId, history.desks)
      const told = [
        happened.join('; '),
        ...crowd.unfinished,
        ...stands,
        ...(await openByNode(cluster)),
        ...cluster.errors,
      ]
      throw new Error(`After: ${told.join('\n')}`, { cause: error })
    } finally {
      crowd.stop()
    }
    const failures = [...scene.failures].map(([what, count]) => `${what}: ${count}`).join(', ')
    const { broken, missed } = judge(history)
    const trusting = history.visits.filter(({ acknowledges }) => !acknowledges)
    const repeated = trusting.filter(({ heard }) => new Set(heard.map(({ number }) => number)).size < heard.length)
    return {
      broken,
      withoutAck: { visits: trusting.length, repeated: repeated.length, missed },
      summary:
        `seed ${plan.seed} over ${plan.nats ? 'NATS' : 'the database'}: ${happened.join('; ')}: ${summaryOf(history)}, requests that failed: ${failures || 'none'}, ` +
        `${Math.round((performance.now() - begin) / 1000)} s`,
    }
  } finally {
    await giveBack()
  }
}

const bringAbout = (cluster: Cluster, { name, n, lastsMs }: PlannedFault): Promise<void> =>
  faults[name](cluster.node(n), lastsMs)

const openStates = ['waiting', 'offered', 'established'] as const

/** How many chats each node knows in each state that is open, a sentence each. */
const openByNode = ({ nodes }: Cluster): Promise<string[]> =>
  Promise.all(
    nodes.map(async (node, n) => {
      try {
        const metrics = await node.metrics()
        const counts = openStates.map((state) => `${metrics.get(`parley_chats_${state}`)} ${state}`)
        return `Node ${n} knows of ${counts.join(', ')}.`
      } catch (error) {
        return `Node ${n} does not say what it knows: ${String(error)}`
      }
    }),
  )

/** In the end nothing is open, as every node knows. */
const checkMetrics = async ({ nodes }: Cluster, { surprises }: History): Promise<void> => {
  // A look at the log later at the latest, which takes as long as the machine needs.
  const until = performance.now() + 30_000
  for (const [n, node] of nodes.entries()) {
    for (;;) {
      const metrics = await node.metrics()
      const open = openStates.filter((state) => metrics.get(`parley_chats_${state}`) !== 0)
      if (open.length === 0) break
      if (performance.now() > until) {
        surprises.push(`In the end node ${n} knows of chats that are ${open.join(' and ')}.`)
        break
      }
      await delay(100)
    }
  }
}
