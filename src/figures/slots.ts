/** How finely time is told: the slots that figures are kept in, and the periods that are asked for. */
import type { Instant, Millis } from '../lib/clock.js'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** Figures are kept by the minute for this long at least, and for no more than an hour longer. */
export const minutesKeptMs = hourMs
/** Then by the hour for this long at least, and for no more than a day longer. */
export const hoursKeptMs = 2 * dayMs
/** Then by the day (in UTC) for this long: 13 months. Older ones are forgotten. */
export const daysKeptMs = 396 * dayMs

/** The start of the slot that an instant is in. */
export const slotOf = (at: Instant, widthMs: Millis): Instant => Math.floor(at / widthMs) * widthMs

export const periods = ['hour', 'day', '30-days'] as const
export type Period = (typeof periods)[number]

/** A span of time that ends now, in slots of one width. */
export interface Span {
  readonly from: Instant
  readonly until: Instant
  readonly slotMs: Millis
}

const shapes: Readonly<Record<Period, { slotMs: Millis; slots: number }>> = {
  hour: { slotMs: minuteMs, slots: 60 },
  day: { slotMs: hourMs, slots: 24 },
  '30-days': { slotMs: dayMs, slots: 30 },
}

/** What a period means at `now`: whole slots, of which the last is the one that is not over. */
export const spanOf = (period: Period, now: Instant): Span => {
  const { slotMs, slots } = shapes[period]
  return { from: slotOf(now, slotMs) - (slots - 1) * slotMs, until: now, slotMs }
}

/** Up to where slots are made coarser, and before which they are forgotten. */
export interface Cuts {
  /** What is older is kept by the hour. */
  readonly hours: Instant
  /** What is older is kept by the day. */
  readonly days: Instant
  /** What is older is forgotten. */
  readonly end: Instant
}

export const cutsAt = (now: Instant): Cuts => ({
  hours: slotOf(now - minutesKeptMs, hourMs),
  days: slotOf(now - hoursKeptMs, dayMs),
  end: slotOf(now - daysKeptMs, dayMs),
})
