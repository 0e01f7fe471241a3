/** Hundreds of visits at a server that is killed again and again, and what came of it. */
import http from 'node:http'
import type { ChatRequest } from '../../../src/visitor-client/wire-types.js'
import { WireClient } from '../../../src/visitor-client/wire-client.js'
import { addAgent, runCommand } from '../server-process.js'
import { TemporaryDirectory } from '../temporary-directory.js'
import { keepInDatabase } from '../test-store.js'
import { Chance } from './chance.js'
import { brokenPromises } from './check-history.js'
import { CrashAgent } from './crash-agent.js'
import { CrashVisitor, type Manner } from './crash-visitor.js'
import { Desk, History } from './history.js'
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

const mannerOf = (chance: Chance): Manner => {
  const stays = chance.happens(0.3)
  return {
    length: stays ? Infinity : chance.whole(0, 25),
    leaves: chance.oneOf(['with ChatEnd', 'with DELETE', 'when the agent ends it']),
    acknowledges: chance.happens(0.7),
  }
}

/** Carries out a run. Rejects when it cannot go on; what is wrong otherwise is in the report. */
export const runCrashes = async (plan: CrashPlan): Promise<CrashReport> => {
  const begin = performance.now()
  const chance = new Chance(plan.seed)
  const history = new History()
  await using directory = await TemporaryDirectory.make()
  if (plan.store === 'postgres') await keepInDatabase(directory.path)
  const { request, desks } = await setUp(directory.path, plan)
  await using stage = await Stage.open(directory.path, {
    PARLEY_REOFFER_PAUSE_MS: '50',
    PARLEY_TRANSFER_TIMEOUT_MS: '3000',
  })
  const carrier = new http.Agent({ keepAlive: true })
  const client = new WireClient(stage.endpoint, { agent: carrier })
  const agents: CrashAgent[] = []
  try {
    for (const who of desks) {
      agents.push(await CrashAgent.come(stage, history, chance.branch(), { ...who, buttonId: request.buttonId }))
    }
    let count = 0
    const comeAndGo = async (branch: Chance): Promise<void> => {
      while (!stage.finishing) {
        const visit = { request, name: `v${(count += 1)}`, manner: mannerOf(branch) }
        await CrashVisitor.come(stage, client, history, branch.branch(), visit)
      }
    }
    const everybody = Array.from({ length: plan.visitors }, () => comeAndGo(chance.branch()))
    const visits = Promise.race([Promise.all(everybody), stage.failed])
    visits.catch(() => undefined)

    for (let crash = 1; crash <= plan.crashes; crash += 1) {
      await stage.crashAfter(chance.happens(0.2) ? chance.whole(1, 50) : chance.whole(50, plan.stepsMax))
      history.surprises.push(...stage.errors)
      await stage.restart(chance)
    }
    await settle(stage, agents, visits)
    for (const agent of agents) await agent.readChats()
    await checkMetrics(stage, history)
    history.surprises.push(...stage.errors)
  } finally {
    for (const agent of agents) agent.stop()
    carrier.destroy()
  }
  const broken = brokenPromises(history)
  return { broken, summary: summarize(plan, history, stage, performance.now() - begin) }
}

/** Lets everybody come to an end. */
const settle = async (stage: Stage, agents: readonly CrashAgent[], visits: Promise<unknown>): Promise<void> => {
  stage.finishing = true
  for (const agent of agents) agent.finish()
  await visits
  // The visitors have seen the end of their chats; the agents' streams may be a moment behind.
  while (!agents.every(({ isIdle }) => isIdle)) await Promise.race([stage.metrics(), stage.failed])
}

const checkMetrics = async (stage: Stage, { surprises }: History): Promise<void> => {
  const metrics = await stage.metrics()
  for (const state of ['waiting', 'offered', 'established']) {
    const count = metrics.get(`parley_chats_${state}`)
    if (count !== 0) surprises.push(`In the end ${count ?? 'an unknown number of'} chats are ${state}.`)
  }
}

const summarize = (plan: CrashPlan, history: History, stage: Stage, tookMs: number): string => {
  const acknowledged = history.visits.reduce((sum, { said }) => sum + said.filter((one) => one.acknowledged).length, 0)
  let written = 0
  for (const { chats } of history.desks) {
    for (const chat of chats.values()) written += chat.written.filter(({ number }) => number !== undefined).length
  }
  const heard = history.visits.reduce((sum, visit) => sum + visit.heard.length, 0)
  const handedOver = history.visits.filter((visit) => visit.heard.some(({ type }) => type === 'ChatTransferred')).length
  return (
    `seed ${plan.seed}: ${plan.crashes} crashes, ${plan.visitors} visitors at a time, ${history.visits.length} visits, ` +
    `${history.chats.size} chats (${handedOver} handed over), ${acknowledged} messages of visitors and ${written} of agents acknowledged, ` +
    `${heard} messages delivered to visitors, ${stage.steps} steps, ${Math.round(tookMs / 1000)} s`
  )
}
