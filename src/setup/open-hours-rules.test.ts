import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { weekdays, type BusinessHours, type Weekday } from './kinds/business-hours.js'
import { isOpen, isTimeZone } from './open-hours-rules.js'

const hours = (timeZone: string, periods: BusinessHours['periods'], holidays: BusinessHours['holidays'] = []) => ({
  ...{ name: 'Shop', timeZone, periods, holidays },
})
const daily = (from: string, to: string) => weekdays.map((day) => ({ day, from, to }))
const at = (text: string): number => Date.parse(text)

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC')
const instants = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') })
const times = fc.integer({ min: 0, max: 1439 }).map((minute) => {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
})

describe('business hours', () => {
  test('are open from the first minute of a period to before its end', () => {
    const shop = hours('UTC', [{ day: 'monday', from: '09:00', to: '17:00' }])
    // 5 January 2026 was a Monday.
    expect(isOpen(shop, at('2026-01-05T08:59:59.999Z'))).toBe(false)
    expect(isOpen(shop, at('2026-01-05T09:00:00.000Z'))).toBe(true)
    expect(isOpen(shop, at('2026-01-05T16:59:59.999Z'))).toBe(true)
    expect(isOpen(shop, at('2026-01-05T17:00:00.000Z'))).toBe(false)
    expect(isOpen(shop, at('2026-01-06T12:00:00.000Z'))).toBe(false)
  })

  test('have several periods a day', () => {
    const shop = hours('UTC', [...daily('09:00', '12:00'), ...daily('13:00', '24:00')])
    expect(isOpen(shop, at('2026-01-05T11:00:00Z'))).toBe(true)
    expect(isOpen(shop, at('2026-01-05T12:30:00Z'))).toBe(false)
    expect(isOpen(shop, at('2026-01-05T23:59:59Z'))).toBe(true)
    expect(isOpen(shop, at('2026-01-06T00:00:00Z'))).toBe(false)
  })

  test('go on past midnight into the next day, whatever that day is', () => {
    const night = hours(
      'UTC',
      [{ day: 'sunday', from: '22:00', to: '06:00' }],
      [{ date: '2026-01-05', name: 'Closed', periods: [] }],
    )
    expect(isOpen(night, at('2026-01-04T21:59:00Z'))).toBe(false)
    expect(isOpen(night, at('2026-01-04T22:00:00Z'))).toBe(true)
    expect(isOpen(night, at('2026-01-05T05:59:00Z'))).toBe(true)
    expect(isOpen(night, at('2026-01-05T06:00:00Z'))).toBe(false)
  })

  test('are those of the holiday on a holiday, past its midnight too', () => {
    const shop = hours('Europe/Berlin', daily('09:00', '17:00'), [
      { date: '2026-12-24', name: 'Short', periods: [{ from: '09:00', to: '12:00' }] },
      { date: '2026-12-25', name: 'Closed', periods: [] },
      { date: '2026-12-31', name: 'Party', periods: [{ from: '20:00', to: '03:00' }] },
    ])
    expect(isOpen(shop, at('2026-12-24T08:30:00Z'))).toBe(true)
    expect(isOpen(shop, at('2026-12-24T12:30:00Z'))).toBe(false)
    expect(isOpen(shop, at('2026-12-25T12:30:00Z'))).toBe(false)
    expect(isOpen(shop, at('2026-12-26T12:30:00Z'))).toBe(true)
    expect(isOpen(shop, at('2027-01-01T01:59:00Z'))).toBe(true)
    expect(isOpen(shop, at('2027-01-01T02:00:00Z'))).toBe(false)
  })

  test('follow the clocks when they are changed', () => {
    const berlin = hours('Europe/Berlin', daily('02:30', '03:30'))
    // In spring 02:00 is followed by 03:00: half the hour is left. In autumn 02:30 to 03:00 comes twice.
    const openMinutes = (from: string) => {
      const begin = at(from)
      return Array.from({ length: 360 }, (_, minute) => begin + minute * 60_000).filter((t) => isOpen(berlin, t)).length
    }
    expect(openMinutes('2026-03-28T23:00:00Z')).toBe(30)
    expect(openMinutes('2026-10-24T23:00:00Z')).toBe(90)
    expect(openMinutes('2026-06-14T23:00:00Z')).toBe(60)
  })

  test('know days that a zone skipped or where it is already tomorrow', () => {
    const monday = (zone: string) => hours(zone, [{ day: 'monday', from: '00:00', to: '24:00' }])
    const instant = at('2026-01-05T10:30:00Z')
    expect(isOpen(monday('Pacific/Kiritimati'), instant)).toBe(false)
    expect(isOpen(monday('UTC'), instant)).toBe(true)
    expect(isOpen(monday('Pacific/Kiritimati'), at('2026-01-04T10:30:00Z'))).toBe(true)
    // Samoa had no 30 December 2011, a Friday.
    const friday = hours('Pacific/Apia', [{ day: 'friday', from: '00:00', to: '24:00' }])
    const week = Array.from({ length: 7 * 24 }, (_, hour) => at('2011-12-27T10:00:00Z') + hour * 3_600_000)
    expect(week.some((hour) => isOpen(friday, hour))).toBe(false)
  })
})

describe('in any time zone at any time', () => {
  test('without a period it is closed, and with whole days it is open', () => {
    fc.assert(
      fc.property(zones, instants, times, (zone, instant, time) => {
        expect(isOpen(hours(zone, []), instant)).toBe(false)
        expect(isOpen(hours(zone, daily('00:00', '24:00')), instant)).toBe(true)
        expect(isOpen(hours(zone, daily(time, time)), instant)).toBe(true)
      }),
    )
  })

  test('either a period of every day is open or the rest of the day is', () => {
    fc.assert(
      fc.property(zones, instants, times, times, (zone, instant, from, to) => {
        fc.pre(from !== to)
        const open = isOpen(hours(zone, daily(from, to)), instant)
        expect(isOpen(hours(zone, daily(to, from)), instant)).toBe(!open)
      }),
    )
  })

  test('exactly one day of the week is open when each is asked for alone', () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const open = weekdays.filter((day) => isOpen(hours(zone, [{ day, from: '00:00', to: '24:00' }]), instant))
        expect(open).toHaveLength(1)
      }),
    )
  })

  test('a fixed distance from UTC is the same hours at another time', () => {
    const offsets = fc.integer({ min: -14, max: 12 })
    const periods = fc.array(fc.record({ day: fc.constantFrom<Weekday>(...weekdays), from: times, to: times }))
    fc.assert(
      fc.property(offsets, instants, periods, (offset, instant, given) => {
        // POSIX counts these names towards the west.
        const zone = `Etc/GMT${offset < 0 ? '' : '+'}${offset}`
        expect(isOpen(hours(zone, given), instant + offset * 3_600_000)).toBe(isOpen(hours('UTC', given), instant))
      }),
    )
  })
})

test('a time zone is one that Node knows', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Kathmandu']) expect(isTimeZone(zone)).toBe(true)
  for (const zone of ['', 'Europe/Nowhere', '../UTC', 'Berlin']) expect(isTimeZone(zone)).toBe(false)
})
