import { stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { addEndedChats } from '../support/ended-chats.js'
import { demoPassword, demoUsername } from '../support/established-chat.js'
import { reportLongRun } from '../support/long-run-report.js'
import { readMetrics } from '../support/prometheus-text.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'

const openChats = 20
const rounds = 7
/** The agent shall not be given up in the middle of a measurement. */
const settings = { PARLEY_AGENT_LEASE_MS: '86400000' }

/** Fills a directory with chats that are over, and has the real server add some that are not. */
const fill = async (directory: string, endedChats: number): Promise<void> => {
  await using empty = await ServerProcess.start(directory)
  await empty.stop('SIGINT')
  addEndedChats(directory, endedChats)
  await using server = await ServerProcess.start(directory, settings)
  const client = new WireClient(server.endpoint)
  for (let number = 1; number <= openChats; number += 1) await WireVisitor.arrive(client, `Open ${number}`)
  // What was put in by hand is what the server would have written: the agent can be offered all they have places for.
  using agent = await AgentClient.logIn(server.address, demoUsername, demoPassword)
  const { offers, presence } = await (await agent.events()).next('snapshot')
  expect(presence).toEqual({ status: 'online' })
  expect(offers).toHaveLength(bodyOf(await agent.me()).capacity)
  client.close()
  await server.stop('SIGINT')
}

interface Start {
  /** From the start of the process until it says that it serves. */
  readonly ms: number
  /** Resident memory then. */
  readonly mb: number
}

const start = async (directory: string): Promise<Start> => {
  const begin = performance.now()
  await using server = await ServerProcess.start(directory, settings)
  const ms = performance.now() - begin
  const metrics = await readMetrics(server.address)
  const open = ['waiting', 'offered', 'established'].map((state) => metrics.get(`parley_chats_${state}`) ?? NaN)
  expect(open.reduce((sum, count) => sum + count)).toBe(openChats)
  await server.stop('SIGINT')
  return { ms, mb: (metrics.get('process_resident_memory_bytes') ?? NaN) / 1e6 }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

const words = (what: string, starts: readonly Start[]): string => {
  const ms = starts.map((one) => one.ms)
  const [best, middle, worst] = [Math.min(...ms), median(ms), Math.max(...ms)].map(Math.round)
  return `${what}: ${middle} ms (${best} to ${worst}), ${Math.round(median(starts.map(({ mb }) => mb)))} MB`
}

test('the server starts as fast with 1,000,000 ended chats as with 1,000', async () => {
  await using few = await TemporaryDirectory.make()
  await using many = await TemporaryDirectory.make()
  await fill(few.path, 1000)
  await fill(many.path, 1_000_000)
  const { size } = await stat(`${many.path}/parley.db`)
  const withFew: Start[] = []
  const withMany: Start[] = []
  // By turns, so that whatever else the machine does meets both.
  for (let round = 0; round < rounds; round += 1) {
    withFew.push(await start(few.path))
    withMany.push(await start(many.path))
  }
  await reportLongRun('Start-up', [
    `From starting the process until it serves, median of ${rounds} starts, and memory then`,
    words('1,000 ended chats', withFew),
    words(`1,000,000 ended chats, ${Math.round(size / 1e6)} MB`, withMany),
  ])
  const ms = (starts: readonly Start[]) => median(starts.map((one) => one.ms))
  // Reading a million rows would take seconds, and keeping them hundreds of megabytes.
  expect(ms(withMany)).toBeLessThan(1.5 * ms(withFew) + 250)
  expect(median(withMany.map(({ mb }) => mb))).toBeLessThan(median(withFew.map(({ mb }) => mb)) + 50)
})
