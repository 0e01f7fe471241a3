/** Business hours as a week of days with periods. Pure. */

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

export interface Span {
  /** A time of day such as 09:30. */
  readonly from: string
  /** Not later than `from`: on the next day. */
  readonly to: string
}

export interface Period extends Span {
  readonly day: Weekday
}

export interface Holiday {
  readonly date: string
  readonly name: string
  readonly periods: readonly Span[]
}

const dayMinutes = 1440

/** Minutes since midnight; undefined while a time is being written. */
export const minutesOf = (time: string): number | undefined => {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(time) ?? []
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes)
}

/** A part of a day that is open, in minutes. */
export interface Bar {
  readonly from: number
  readonly to: number
}

/** What a period takes of the day it begins on, and of the next. */
const barsOf = ({ from, to }: Span): { readonly own?: Bar; readonly next?: Bar } => {
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  if (begin === undefined || end === undefined) return {}
  if (end > begin) return { own: { from: begin, to: end } }
  return { own: { from: begin, to: dayMinutes }, ...(end > 0 && { next: { from: 0, to: end } }) }
}

/** What is open on a day, what began the day before included. */
export function barsOn(periods: readonly Period[], day: Weekday): readonly Bar[] {
  const before = weekdays.at(weekdays.indexOf(day) - 1)
  return periods.flatMap((period) => {
    const { own, next } = barsOf(period)
    return [period.day === day ? own : undefined, period.day === before ? next : undefined].filter(
      (bar) => bar !== undefined,
    )
  })
}

/** The periods of a day with their places in the whole list. */
export const periodsOn = (periods: readonly Period[], day: Weekday): readonly (Period & { readonly place: number })[] =>
  periods.map((period, place) => ({ ...period, place })).filter((period) => period.day === day)

/** A period to begin with: after the day's last, or office hours. */
export function nextSpan(spans: readonly Span[]): Span {
  const last = spans.at(-1)
  const end = last && minutesOf(last.to)
  if (end === undefined || end > dayMinutes - 120) return { from: '09:00', to: '17:00' }
  const hours = (minutes: number): string =>
    `${`${Math.floor(minutes / 60)}`.padStart(2, '0')}:${`${minutes % 60}`.padStart(2, '0')}`
  return { from: hours(end + 60), to: hours(Math.min(end + 300, dayMinutes - 1)) }
}

/** The periods of one day also for others, in the place of theirs. */
export const copiedTo = (periods: readonly Period[], day: Weekday, others: readonly Weekday[]): readonly Period[] => {
  const own = periods.filter((period) => period.day === day)
  const kept = periods.filter((period) => period.day === day || !others.includes(period.day))
  const copies = others
    .filter((other) => other !== day)
    .flatMap((other) => own.map((period) => ({ ...period, day: other })))
  return [...kept, ...copies].sort((a, b) => weekdays.indexOf(a.day) - weekdays.indexOf(b.day))
}
