/**
 * A node of scenario B, as a process of its own: says hints as a server says what it committed, and hears those of the
 * others. It does what it is asked by messages and answers each.
 */
import { randomUUID } from 'node:crypto'
import { NatsRelay } from '../src/bus/nats/nats-relay.js'
import { PostgresRelay } from '../src/bus/postgres/postgres-relay.js'
import type { Relay } from '../src/bus/relay.js'
import { Announcements } from '../src/nodes/announcements.js'
import { readNodeMessage, type NodeItem } from '../src/nodes/node-message.js'
import { clientConfig } from '../src/storage/postgres/sessions.js'
import type { BusName } from './bus-servers.js'
import { monotonicMs } from './monotonic.js'
import { keepPace } from './pacer.js'
import { percentile } from './percentiles.js'

/** What a node is asked. */
export type BusQuestion =
  | { readonly what: 'join'; readonly bus: BusName; readonly url: string }
  /** Begins to count anew. */
  | { readonly what: 'begin' }
  /** Says so many hints a second for so long. */
  | { readonly what: 'say'; readonly perSecond: number; readonly ms: number }
  | { readonly what: 'end' }

/** What a node counted since it began. */
export interface BusCounts {
  readonly said: number
  /** Hints that were given up. */
  readonly unsaid: number
  readonly heard: number
  /** CPU time of the whole process, in microseconds. */
  readonly cpuUs: number
  /** From when a hint was due to be said until it was heard here, in milliseconds; `null` when none was. */
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  /** How much later than due hints were said. */
  readonly lagP99Ms: number | null
}

/** Hints are said in gusts when there are more of them than this a second: a thread cannot wake us more often for little. */
const gustsPerSecondMax = 1000

const nowhere: Relay = {
  bytesMax: 1_048_576,
  isAway: () => false,
  listen: () => Promise.resolve(),
  send: () => Promise.resolve(),
  close: () => Promise.resolve(),
}

const ignore = (): void => undefined

const open = (bus: BusName, url: string): Relay => {
  if (bus === 'notify') return new PostgresRelay(clientConfig(url))
  return bus === 'nats' ? new NatsRelay({ url, subject: 'parley.bench', onAway: ignore, onBack: ignore }) : nowhere
}

/** What a server says of a visitor's message of 150 letters. */
const hint = (version: number, dueMs: number): NodeItem => ({
  ...{ type: 'commit', organizationId: '00DP00000000001', kind: 'chat', id: '01998f5e-0000-7000-8000-00000000abcd' },
  ...{ version, isOpen: true },
  events: [
    {
      ...{ version, id: randomUUID(), at: 1_790_000_000_000 },
      body: { type: 'visitor-message', text: 'x'.repeat(150), digest: 'd'.repeat(43), dueMs } as { type: string },
    },
  ],
})

let relay: Relay = nowhere
let announcements: Announcements | undefined
let versions = 0
let said = 0
let unsaidBefore = 0
let cpuBefore = process.cpuUsage()
let latenciesMs: number[] = []
let lagsMs: number[] = []

const hear = (text: string): void => {
  const now = monotonicMs()
  for (const item of readNodeMessage(text)?.items ?? []) {
    const body = item.type === 'commit' ? item.events?.[0]?.body : undefined
    if (body && 'dueMs' in body) latenciesMs.push(now - Number(body.dueMs))
  }
}

const say = async (perSecond: number, ms: number): Promise<void> => {
  const gusts = Math.min(perSecond, gustsPerSecondMax)
  let owed = 0
  await keepPace(1000 / gusts, Math.round((gusts * ms) / 1000), (dueMs) => {
    lagsMs.push(monotonicMs() - dueMs)
    for (owed += perSecond / gusts; owed >= 1; owed -= 1) {
      announcements?.say(hint((versions += 1), dueMs))
      said += 1
    }
  })
}

const answer = async (question: BusQuestion): Promise<BusCounts | null> => {
  switch (question.what) {
    case 'join':
      relay = open(question.bus, question.url)
      await relay.listen({ onMessage: hear, onGap: ignore })
      announcements = new Announcements({ relay, nodeId: randomUUID(), defer: (run) => void setImmediate(run) })
      return null
    case 'begin':
      ;[said, latenciesMs, lagsMs] = [0, [], []]
      unsaidBefore = announcements?.unsaid ?? 0
      cpuBefore = process.cpuUsage()
      return null
    case 'say':
      await say(question.perSecond, question.ms)
      return null
    case 'end': {
      const { user, system } = process.cpuUsage(cpuBefore)
      const [heard, lags] = [Float64Array.from(latenciesMs), Float64Array.from(lagsMs)]
      const of = (samples: Float64Array, share: number): number | null =>
        samples.length === 0 ? null : percentile(samples, share)
      const unsaid = (announcements?.unsaid ?? 0) - unsaidBefore
      const shares = { p50Ms: of(heard, 0.5), p99Ms: of(heard, 0.99), lagP99Ms: of(lags, 0.99) }
      return { said, unsaid, heard: heard.length, cpuUs: user + system, ...shares }
    }
  }
}

process.on('message', (question: BusQuestion) => {
  answer(question).then(
    (counts) => process.send?.(counts),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
// Whoever started us is gone.
process.on('disconnect', () => process.exit(0))
