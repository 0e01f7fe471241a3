import { expect, test } from 'vitest'
import { chatInHash } from '../state/place.js'
import { addressOf, askedOf, everything, queryIn, type PastQuery } from './query.js'

const full: PastQuery = {
  ...{ q: '"my parcel" a&b', visitor: 'Ana', agentId: '005x', buttonId: '573x', reason: 'visitor-idle' },
  ...{ period: '', from: '2026-01-30', to: '2026-01-31', order: 'relevance' },
}

test('a query survives its way through the address, with a chat and without', () => {
  for (const query of [full, everything, { ...everything, q: 'parcel', period: '7-days' as const }])
    for (const chatId of [undefined, 'c/1']) {
      const { pathname, search, hash } = new URL(addressOf(query, chatId), 'http://console')
      expect([pathname, queryIn(search), chatInHash(hash)]).toEqual(['/console/past', query, chatId])
    }
  expect(addressOf(everything, undefined)).toBe('/console/past')
})

test('an address that makes no sense asks for everything', () => {
  expect(queryIn('reason=magic&period=year&from=soon&to=2026-1-1&order=odd&other=1')).toEqual(everything)
})

const now = new Date(2026, 2, 1, 15, 30)

test('a period counts whole days of this computer back from today', () => {
  const since = (period: PastQuery['period']) => Object.fromEntries(askedOf({ ...everything, period }, now))
  expect(since('today')).toEqual({ since: new Date(2026, 2, 1).toISOString() })
  expect(since('7-days')).toEqual({ since: new Date(2026, 1, 23).toISOString() })
  expect(since('30-days')).toEqual({ since: new Date(2026, 0, 31).toISOString() })
})

test('the server is asked for whole days of this computer, the last one included', () => {
  const asked = askedOf({ ...full, q: ' parcel ' }, now)
  expect(Object.fromEntries(asked)).toEqual({
    ...{ q: 'parcel', visitor: 'Ana', agentId: '005x', buttonId: '573x', reason: 'visitor-idle', order: 'relevance' },
    since: new Date(2026, 0, 30).toISOString(),
    until: new Date(2026, 1, 1).toISOString(),
  })
  expect(String(askedOf(everything, now))).toBe('')
})
