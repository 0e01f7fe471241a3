/** Whether business hours are open at an instant. Pure: the clocks of time zones are data that comes with Node. */
import type { Instant } from '../lib/clock.js'
import { weekdays, type BusinessHours, type Period } from './kinds/business-hours.js'

/** What calendars and clocks show in a time zone. */
interface LocalTime {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Minutes since midnight, as the clock shows it. */
  readonly minute: number
}

/** How many time zones' formats are kept; there are some 600, and each costs milliseconds to make. */
const formatsMax = 1000
const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
    })
    if (formats.size >= formatsMax) formats.clear()
    formats.set(timeZone, format)
  }
  return format
}

/** Whether Node knows a time zone of this name. */
export const isTimeZone = (name: string): boolean => {
  try {
    formatOf(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const localTime = (timeZone: string, at: Instant): LocalTime => {
  const shown: Record<string, number> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) shown[type] = Number(value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = shown
  return { year, month, day, minute: hour * 60 + minute }
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** A day of the calendar, some days before or after; `getUTCDay` counts from Sunday. */
const dayOf = ({ year, month, day }: LocalTime, offset: number): { date: string; weekday: string } => {
  const midnight = new Date(Date.UTC(year, month - 1, day + offset))
  return { date: midnight.toISOString().slice(0, 10), weekday: weekdays[(midnight.getUTCDay() + 6) % 7] ?? '' }
}

const periodsOf = (hours: BusinessHours, local: LocalTime, offset: number): readonly Period[] => {
  const { date, weekday } = dayOf(local, offset)
  const holiday = hours.holidays.find((one) => one.date === date)
  return holiday ? holiday.periods : hours.periods.filter(({ day }) => day === weekday)
}

/**
 * Whether it is open at `at`. What counts is the time that clocks in the zone show: an hour that is skipped in spring
 * is missing from a period, one that comes twice in autumn is in it twice. A period past midnight belongs to the day
 * it begins on, also when the next day is a holiday. The minute a period ends in is closed. Throws a RangeError for a
 * time zone that does not exist, which checked business hours do not have.
 */
export const isOpen = (hours: BusinessHours, at: Instant): boolean => {
  const local = localTime(hours.timeZone, at)
  const { minute } = local
  const today = periodsOf(hours, local, 0).some(({ from, to }) => {
    const [begin, end] = [minuteOf(from), minuteOf(to)]
    return begin <= minute && (end <= begin || minute < end)
  })
  if (today) return true
  return periodsOf(hours, local, -1).some(({ from, to }) => {
    const end = minuteOf(to)
    return end <= minuteOf(from) && minute < end
  })
}
