/**
 * What is counted, in the names that the store keeps for ever: add to them, never change one. docs/metrics.md says in
 * words what each means.
 */
import type { RefusalReason } from '../chat/chat-request.js'
import type { ChatEndReason } from '../chat/end-reasons.js'
import type { Tally } from '../event-log/tally.js'
import type { Instant, Millis } from '../lib/clock.js'
import { bucketOf } from './histogram.js'
import type { WaitMeasure } from './service-level.js'
import { minuteMs, slotOf } from './slots.js'

/** For whom something is counted. */
export type SubjectKind = 'button' | 'agent'

/** What happens to chats, counted one by one. */
export const occurrences = [
  'requested',
  'offered',
  'listed',
  'accepted',
  'accepted-again',
  'declined',
  'timed-out',
  'withdrawn',
  'abandoned',
  'missed',
  'dropped',
  'transferred',
  'requeued',
  'flagged',
  'flag-lowered-by-agent',
  'flag-lowered-by-supervisor',
] as const
export type Occurrence = (typeof occurrences)[number]

/** Lengths of time that are measured. Each is kept as a count, a sum and a histogram. */
export type Duration = 'answer' | 'handle' | 'response'

/** What an agent can be in, at any time, once or several times over. */
export const levels = ['online', 'away', 'busy', 'load'] as const
export type Level = (typeof levels)[number]

export type Measure =
  | Occurrence
  | `refused:${RefusalReason}`
  | `ended:${ChatEndReason}`
  | Duration
  | `${Duration}-ms`
  | `${Duration}~${number}`
  | WaitMeasure
  | `in:${Level}`
  | `at:${Level}`

/** Instants in `at:` measures count from here, so that sums of many stay far below what a number holds exactly. */
export const edgesFrom: Instant = Date.UTC(2025, 0, 1)

/** The tallies that one event brings about. */
export class Tallies {
  readonly list: Tally[] = []
  readonly #organizationId: string
  readonly #slot: Instant

  constructor(organizationId: string, at: Instant) {
    this.#organizationId = organizationId
    this.#slot = slotOf(at, minuteMs)
  }

  add(kind: SubjectKind, subject: string, measure: Measure, amount = 1, slot = this.#slot): void {
    this.list.push({ organizationId: this.#organizationId, kind, subject, measure, slot, amount })
  }

  addDuration(kind: SubjectKind, subject: string, duration: Duration, lengthMs: Millis): void {
    // Clocks can be set back; nothing takes less than no time.
    const length = Math.max(0, lengthMs)
    this.add(kind, subject, duration)
    this.add(kind, subject, `${duration}-ms`, length)
    this.add(kind, subject, `${duration}~${bucketOf(length)}`)
  }
}
