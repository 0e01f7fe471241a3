import { expect, test } from 'vitest'
import { chatInHash } from '../state/place.js'
import { addressOf, askedOf, everything, queryIn, type PastQuery } from './query.js'

const full: PastQuery = {
  ...{ q: '"my parcel" a&b', visitor: 'Ana', agentId: '005x', buttonId: '573x', reason: 'visitor-idle' },
  ...{ from: '2026-01-30', to: '2026-01-31', order: 'relevance' },
}

test('a query survives its way through the address, with a chat and without', () => {
  for (const query of [full, everything, { ...everything, q: 'parcel' }])
    for (const chatId of [undefined, 'c/1']) {
      const { pathname, search, hash } = new URL(addressOf(query, chatId), 'http://console')
      expect([pathname, queryIn(search), chatInHash(hash)]).toEqual(['/console/past', query, chatId])
    }
  expect(addressOf(everything, undefined)).toBe('/console/past')
})

test('an address that makes no sense asks for everything', () => {
  expect(queryIn('reason=magic&from=soon&to=2026-1-1&order=odd&other=1')).toEqual(everything)
})

test('the server is asked for whole days of this computer, the last one included', () => {
  const asked = askedOf({ ...full, q: ' parcel ' })
  expect(Object.fromEntries(asked)).toEqual({
    ...{ q: 'parcel', visitor: 'Ana', agentId: '005x', buttonId: '573x', reason: 'visitor-idle', order: 'relevance' },
    since: new Date(2026, 0, 30).toISOString(),
    until: new Date(2026, 1, 1).toISOString(),
  })
  expect(String(askedOf(everything))).toBe('')
})
