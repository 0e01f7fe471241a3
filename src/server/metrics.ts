/** What an operator watches, in the text form Prometheus reads: is it healthy, who waits, how long. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { LogInCounts } from '../accounts/log-in-counts.js'
import type { Clock, Millis } from '../lib/clock.js'
import type { AgentFeeds } from '../agent-api/agent-feeds.js'
import type { ChatWatches } from '../agent-api/supervision/chat-watches.js'
import type { FloorFeeds } from '../agent-api/supervision/floor-feeds.js'
import type { Sessions } from '../delivery/sessions.js'
import type { RateLimits } from '../edge/rate-limits.js'
import type { Ledger } from '../event-log/ledger.js'
import type { PatientLedger } from '../event-log/patient-ledger.js'
import type { Nodes, NodeStatistics } from '../nodes/nodes.js'
import type { Figures } from '../figures/figures.js'
import type { Floors } from '../routing/floors.js'
import type { Setup } from '../setup/setup.js'
import type { CommitStatistics } from '../storage/store.js'
import { createFigureMetrics } from './figure-metrics.js'

export interface Watched {
  readonly sessions: Sessions
  readonly figures: Figures
  readonly floors: Floors
  readonly ledger: Pick<Ledger, 'peek'>
  readonly setup: Setup
  readonly feeds: AgentFeeds
  readonly floorFeeds: FloorFeeds
  readonly watches: ChatWatches
  readonly clock: Clock
  readonly rateLimits: RateLimits
  readonly logInCounts: LogInCounts
  readonly patientLedger: PatientLedger
  /** This server among others on its store, if it is to have any. */
  readonly nodes: Pick<Nodes, 'statistics'> | undefined
  commitStatistics(): CommitStatistics
  /** How far this machine's clock is ahead of the one the server goes by. */
  clockOffsetMs(): Millis
}

/** What a server knows of others that has none. */
const alone: NodeStatistics = { others: 0, isAway: false, sent: 0, received: 0, unsaid: 0, gaps: 0 }

/** Everything is read when it is asked for, but for the figures: those are counted as they are made durable. */
export const createMetrics = (watched: Watched): Registry => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()

  const gauge = (name: string, help: string, value: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value())
      },
    })
  }
  const total = (name: string, help: string, value: () => number): void => {
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset()
        this.inc(value())
      },
    })
  }
  const perFloor = (value: (counts: Floors['all'] extends Iterable<infer F> ? F : never) => number) => (): number => {
    let sum = 0
    for (const floor of watched.floors.all) sum += value(floor)
    return sum
  }

  gauge(
    'parley_chats_waiting',
    'Chats that wait and are offered to nobody',
    perFloor(({ counts }) => counts.waiting),
  )
  gauge(
    'parley_chats_offered',
    'Chats offered to an agent',
    perFloor(({ counts }) => counts.offered),
  )
  gauge(
    'parley_chats_established',
    'Chats with an agent',
    perFloor(({ counts }) => counts.established),
  )
  gauge('parley_longest_wait_seconds', 'How long the visitor who waits longest has waited', () => {
    let oldest = watched.clock.now()
    for (const { counts } of watched.floors.all) oldest = Math.min(oldest, counts.oldestWaitingSince ?? oldest)
    return (watched.clock.now() - oldest) / 1000
  })
  new Gauge({
    name: 'parley_agents',
    help: 'Agents who are not offline, by status',
    labelNames: ['status'],
    registers: [registry],
    collect() {
      const byStatus = { online: 0, away: 0 }
      for (const { agents } of watched.floors.all) {
        for (const { status } of agents) if (status !== 'offline') byStatus[status] += 1
      }
      for (const [status, count] of Object.entries(byStatus)) this.set({ status }, count)
    },
  })
  gauge('parley_event_streams', 'Open event streams of agents', () => watched.feeds.followers)
  gauge(
    'parley_supervision_streams',
    'Open event streams of supervisors, of floors and of chats',
    () => watched.floorFeeds.followers + watched.watches.count,
  )
  gauge('parley_sessions', 'Visitors’ sessions in memory', () => watched.sessions.counts.sessions)
  gauge('parley_held_polls', 'Polls of visitors that are held', () => watched.sessions.counts.heldPolls)
  new Counter({
    name: 'parley_requests_limited_total',
    help: 'Visitors’ requests refused because they came too often, by what was counted',
    labelNames: ['kind'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [kind, count] of Object.entries(watched.rateLimits.limited)) this.inc({ kind }, count)
    },
  })
  new Counter({
    name: 'parley_logins_total',
    help: 'Log-ins of agents that were tried, by what came of it',
    labelNames: ['outcome'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [outcome, count] of watched.logInCounts.all) this.inc({ outcome }, count)
    },
  })
  gauge('parley_appends_waiting', 'Appends that wait for their commit', () => watched.commitStatistics().waiting)
  gauge(
    'parley_writes_waiting',
    'Visitors’ requests that wait because the store can take no more',
    () => watched.patientLedger.waiting,
  )
  total('parley_commits_total', 'Commits to the store', () => watched.commitStatistics().commits)
  total('parley_commits_failed_total', 'Commits that failed', () => watched.commitStatistics().commitsFailed)
  total('parley_events_total', 'Events made durable', () => watched.commitStatistics().events)
  total('parley_commit_seconds_total', 'Time spent in commits', () => watched.commitStatistics().totalCommitMs / 1000)
  gauge(
    'parley_clock_offset_seconds',
    'How far the clock of the machine is ahead of the one that the server goes by, which is the database’s',
    () => watched.clockOffsetMs() / 1000,
  )
  gauge('parley_event_loop_delay_p99_seconds', 'Event loop delay since the last look, 99th percentile', () => {
    const p99 = delay.percentile(99) / 1e9
    delay.reset()
    return p99
  })
  const talk = (): NodeStatistics => watched.nodes?.statistics ?? alone
  gauge('parley_other_nodes', 'Other servers on the same database, heard of lately', () => talk().others)
  gauge('parley_relay_away', 'Whether other servers can be told nothing', () => Number(talk().isAway))
  total('parley_relay_sent_total', 'Messages to other servers', () => talk().sent)
  total('parley_relay_received_total', 'Messages of other servers', () => talk().received)
  total('parley_relay_unsaid_total', 'Things that other servers were not told', () => talk().unsaid)
  total('parley_relay_gaps_total', 'How often messages of other servers may have been missed', () => talk().gaps)
  watched.figures.follow(createFigureMetrics(registry, watched))
  return registry
}
