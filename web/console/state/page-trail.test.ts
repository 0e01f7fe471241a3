import { expect, test } from 'vitest'
import type { Entry } from '../../../src/agent-api/entries.js'
import { pageTrail, trailLengthMax } from './page-trail.js'
import { message } from './testing/fake-api.js'

const at = '2026-01-01T12:00:00.000Z'
const visited = (number: number, location: string): Entry => ({
  kind: 'page-visited',
  ...{ chatId: 'a', number, at, location },
})

test('the pages before the chat and those in it, newest first', () => {
  const before = [
    { location: 'a', at },
    { location: 'b', at },
  ]
  const trail = pageTrail(before, [message('a', 1), visited(2, 'b'), visited(3, 'c'), visited(4, 'a')])
  expect(trail.map(({ location }) => location)).toEqual(['a', 'c', 'b', 'a'])
  expect(pageTrail([], [message('a', 1)])).toEqual([])
})

test('a long trail is cut to its end', () => {
  const entries = Array.from({ length: trailLengthMax + 5 }, (_, number) => visited(number, `page ${number}`))
  const trail = pageTrail([], entries)
  expect(trail).toHaveLength(trailLengthMax)
  expect(trail[0]?.location).toBe(`page ${trailLengthMax + 4}`)
})
