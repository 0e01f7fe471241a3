/**
 * How many visitors were answered soon enough. Waits that came to an end are counted by the shortest of a few times
 * within which they did, so that the share within any of these times is exact, and sums of sums are right. Pure.
 */
import type { Millis } from '../lib/clock.js'

/** The times, in seconds, within which somebody can want visitors to be answered. */
export const answerTargetsS = [10, 20, 30, 45, 60, 90, 120, 180, 300, 600] as const
export type AnswerTargetS = (typeof answerTargetsS)[number]
/** What counts as soon enough where nothing else is asked for. */
export const standardTargetS: AnswerTargetS = 60

/** How a wait came to its end: an agent took the chat, or nobody ever did. */
export type WaitEnd = 'answered' | 'lost'
/** The shortest of the times it ended within, or that it took longer than all of them. */
type WaitLength = AnswerTargetS | 'later'
export type WaitMeasure = `${WaitEnd}-in:${WaitLength}`

const measureOf = (end: WaitEnd, length: WaitLength): WaitMeasure => `${end}-in:${length}`

/** Under which name a wait of this length is counted. */
export const waitMeasure = (end: WaitEnd, lengthMs: Millis): WaitMeasure =>
  measureOf(end, answerTargetsS.find((seconds) => lengthMs <= seconds * 1000) ?? 'later')

/** Nobody came, however soon that was clear: it counts as a wait that was too long for any target. */
export const missedMeasure: WaitMeasure = 'lost-in:later'

/** Whether a measure is one of {@link waitMeasure}. */
export const isWaitMeasure = (measure: string): boolean => /^(answered|lost)-in:/.test(measure)

/** Answers within a time, of all that count. */
export interface ServiceLevel {
  readonly withinS: AnswerTargetS
  /** Chats that an agent took within the time. */
  readonly inTime: number
  /** Chats that an agent took, in time or not. */
  readonly answered: number
  /** Chats that ended before anybody took them, but for visitors who left within the time: nobody was late yet. */
  readonly lost: number
  /** `inTime` by `answered` and `lost`, 0 to 1; absent when nothing counts. */
  readonly share?: number
}

/** The service level that sums of {@link waitMeasure} tell. */
export const serviceLevel = (sums: ReadonlyMap<string, number>, withinS: AnswerTargetS): ServiceLevel => {
  const count = (end: WaitEnd, lengths: readonly WaitLength[]): number =>
    lengths.reduce((sum, length) => sum + (sums.get(measureOf(end, length)) ?? 0), 0)
  const within = answerTargetsS.filter((seconds) => seconds <= withinS)
  const beyond = [...answerTargetsS.filter((seconds) => seconds > withinS), 'later' as const]
  const inTime = count('answered', within)
  const answered = inTime + count('answered', beyond)
  const lost = count('lost', beyond)
  const all = answered + lost
  return { withinS, inTime, answered, lost, ...(all > 0 && { share: inTime / all }) }
}
