/** Hundreds of visits at a server that is killed again and again, and what came of it. */
import type { ChatRequest } from '../../../src/visitor-client/wire-types.js'
import { addAgent, runCommand } from '../server-process.js'
import { TemporaryDirectory } from '../temporary-directory.js'
import { keepInDatabase } from '../test-store.js'
import { Chance } from './chance.js'
import { brokenPromises } from './check-history.js'
import { Crowd } from './crowd.js'
import { Desk, History } from './history.js'
import { summaryOf } from './summary.js'
import { Stage } from './stage.js'

export interface CrashPlan {
  readonly seed: number
  readonly crashes: number
  /** How many visitors are there at the same time. */
  readonly visitors: number
  readonly agents: number
  /** Places per agent. */
  readonly capacity: number
  /** The most that happens between two crashes, counted at the clients: sent, answered, told. */
  readonly stepsMax: number
  /** Where the server keeps everything; what all tests of processes use unless said otherwise. */
  readonly store?: 'postgres'
}

export interface CrashReport {
  /** What was broken, a sentence each. */
  readonly broken: readonly string[]
  /** How much happened, in words. */
  readonly summary: string
}

const found = (text: string, name: string): string => new RegExp(`${name} +(\\S+)`).exec(text)?.[1] ?? ''

/** Makes an organization with its agents, as an operator does. */
const setUp = async (directory: string, { agents, capacity }: CrashPlan) => {
  const { stdout } = await runCommand(['init'], directory)
  const request: ChatRequest = {
    organizationId: found(stdout, 'organizationId'),
    deploymentId: found(stdout, 'deploymentId'),
    buttonId: found(stdout, 'buttonId'),
  }
  const desks: { desk: Desk; password: string }[] = []
  for (let number = 1; number <= agents; number += 1) {
    const username = `agent${number}@example.com`
    const password = await addAgent(directory, username, ['--capacity', String(capacity)])
    desks.push({ desk: new Desk(username, capacity), password })
  }
  return { request, desks }
}

/** Carries out a run. Rejects when it cannot go on; what is wrong otherwise is in the report. */
export const runCrashes = async (plan: CrashPlan): Promise<CrashReport> => {
  const begin = performance.now()
  const chance = new Chance(plan.seed)
  const history = new History()
  await using directory = await TemporaryDirectory.make()
  if (plan.store === 'postgres') await keepInDatabase(directory.path)
  const floor = await setUp(directory.path, plan)
  await using stage = await Stage.open(directory.path, {
    PARLEY_REOFFER_PAUSE_MS: '50',
    PARLEY_TRANSFER_TIMEOUT_MS: '3000',
  })
  const crowd = await Crowd.gather(stage, history, chance, { ...floor, visitors: plan.visitors })
  try {
    for (let crash = 1; crash <= plan.crashes; crash += 1) {
      await stage.crashAfter(chance.happens(0.2) ? chance.whole(1, 50) : chance.whole(50, plan.stepsMax))
      history.surprises.push(...stage.errors)
      await stage.restart(chance)
    }
    await crowd.settle()
    await checkMetrics(stage, history)
    history.surprises.push(...stage.errors)
  } finally {
    crowd.stop()
  }
  const broken = brokenPromises(history)
  return { broken, summary: summarize(plan, history, stage, performance.now() - begin) }
}

const checkMetrics = async (stage: Stage, { surprises }: History): Promise<void> => {
  const metrics = await stage.metrics()
  for (const state of ['waiting', 'offered', 'established']) {
    const count = metrics.get(`parley_chats_${state}`)
    if (count !== 0) surprises.push(`In the end ${count ?? 'an unknown number of'} chats are ${state}.`)
  }
}

const summarize = (plan: CrashPlan, history: History, stage: Stage, tookMs: number): string =>
  `seed ${plan.seed}: ${plan.crashes} crashes, ${plan.visitors} visitors at a time, ${summaryOf(history)}, ` +
  `${stage.steps} steps, ${Math.round(tookMs / 1000)} s`
