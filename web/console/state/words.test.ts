import { describe, expect, test } from 'vitest'
import { en } from '../texts/en.js'
import { browserWords } from './browser-words.js'
import { daysAgo, localDay, timeLength } from './time-words.js'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

describe('lengths of time', () => {
  test.each([
    [-5, '0s', '0 seconds'],
    [999, '0s', '0 seconds'],
    [second, '1s', '1 second'],
    [59.9 * second, '59s', '59 seconds'],
    [minute, '1m', '1 minute'],
    [hour - 1, '59m', '59 minutes'],
    [hour, '1h', '1 hour'],
    [hour + 5 * minute, '1h 5m', '1 hour 5 minutes'],
    [day - 1, '23h 59m', '23 hours 59 minutes'],
    [day, '1d', '1 day'],
    [2 * day + hour, '2d 1h', '2 days 1 hour'],
  ])('%d ms', (ms, short, long) => {
    expect(en.time.short(ms)).toBe(short)
    expect(en.time.long(ms)).toBe(long)
  })

  test('hours beyond a day count up to the next', () => {
    expect(timeLength(3 * day + 23 * hour + 59 * minute)).toEqual({ unit: 'days', days: 3, hours: 23 })
  })
})

describe('days', () => {
  test('are the calendar’s, not 24 hours', () => {
    const evening = new Date(2026, 2, 3, 23, 59).getTime()
    const morning = new Date(2026, 2, 4, 0, 1).getTime()
    expect(localDay(evening)).not.toBe(localDay(morning))
    expect(daysAgo(evening, morning)).toBe(1)
    expect(daysAgo(morning, morning)).toBe(0)
    expect(daysAgo(evening, morning + 6 * day)).toBe(7)
  })

  test('have names near today, and dates further back', () => {
    const at = new Date(2026, 2, 3, 12).getTime()
    expect(en.time.day(at, 0)).toBe('Today')
    expect(en.time.day(at, 1)).toBe('Yesterday')
    expect(en.time.day(at, 2)).toMatch(/Tuesday.*March|March.*Tuesday/)
  })
})

describe('browsers', () => {
  const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
  test.each([
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/131.0.0.0 Safari/537.36`, 'Chrome 131', 'Windows'],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0`,
      'Edge 131',
      'Windows',
    ],
    [`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/124.0.0.0 Safari/537.36 OPR/110.0.0.0`, 'Opera 110', 'Windows'],
    [
      `Mozilla/5.0 (Linux; Android 14; SM-S921B) ${webkit} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`,
      'Samsung Internet 25',
      'Android',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox 133', 'Linux'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
      'Safari 17',
      'macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
      'Safari 17',
      'iPhone',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/123.0.6312.52 Mobile/15E148 Safari/604.1',
      'Chrome 123',
      'iPhone',
    ],
    ['curl/8.5.0', undefined, undefined],
    ['', undefined, undefined],
  ])('%s', (userAgent, browser, system) => {
    expect(browserWords(userAgent)).toEqual({ browser, system })
  })
})

test('languages have names; what is no language stays as it is', () => {
  expect(en.details.languageName('en_US')).toMatch(/English/)
  expect(en.details.languageName('de')).toBe('German')
  expect(en.details.languageName('not a language!')).toBe('not a language!')
})

test('the tab says how many things wait', () => {
  expect(en.pageTitle(0, '')).toBe('Parley')
  expect(en.pageTitle(3, '')).toBe('(3) Parley')
  expect(en.pageTitle(3, 'Floor')).toBe('(3) Floor – Parley')
})
