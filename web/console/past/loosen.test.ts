import { expect, test } from 'vitest'
import { loosenings } from './loosen.js'
import { everything, type PastQuery } from './query.js'

const whatOf = (query: Partial<PastQuery>) => loosenings({ ...everything, ...query }).map(({ what }) => what)

test('what leaves chats out can be left away, and nothing else', () => {
  expect(whatOf({})).toEqual([])
  expect(whatOf({ q: 'refund order', order: 'relevance' })).toEqual([])
  expect(whatOf({ q: '"order"' })).toEqual([])
  expect(whatOf({ q: '-refund' })).toEqual([])
  expect(whatOf({ to: '2026-01-01', visitor: 'Vera', agentId: 'a', buttonId: 'b', reason: 'agent' })).toEqual([
    ...['time', 'visitor', 'agentId', 'buttonId', 'reason'],
  ])
  expect(whatOf({ period: 'today' })).toEqual(['time'])
})

test('words are searched for apart, and nothing is left out', () => {
  const query = { ...everything, q: '“my order” -"not this" late -refund e-mail', period: 'today' as const }
  expect(loosenings(query)).toEqual([
    { what: 'time', change: { period: '', from: '', to: '' } },
    { what: 'quotes', change: { q: 'my order -"not this" late -refund e-mail' } },
    { what: 'without', change: { q: '“my order” late e-mail' } },
  ])
})
