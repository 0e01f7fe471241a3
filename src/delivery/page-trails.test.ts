import { expect, test } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { PageTrails, pagesPerTrailMax, trailCharactersMax, trailKeptMs, trailsMax } from './page-trails.js'

const open = () => {
  const clock = new ManualClock()
  return { clock, trails: new PageTrails(clock) }
}
const locations = (trails: PageTrails, visitorId: string) => trails.pagesOf(visitorId).map(({ location }) => location)

test('[V-13] a visitor’s pages are remembered in order, each when it was looked at, and nobody else’s', () => {
  const { clock, trails } = open()
  trails.note('a', '/1')
  const first = clock.now()
  clock.advance(5000)
  trails.note('b', '/b')
  trails.note('a', '/2')
  trails.note('a', '/2')
  trails.note('a', '/1')
  expect(trails.pagesOf('a')).toEqual([
    { location: '/1', at: first },
    { location: '/2', at: first + 5000 },
    { location: '/1', at: first + 5000 },
  ])
  expect(locations(trails, 'b')).toEqual(['/b'])
  expect(trails.pagesOf('c')).toEqual([])
})

test('[V-13] only the newest pages of a visitor are remembered', () => {
  const { trails } = open()
  for (let page = 0; page <= pagesPerTrailMax; page += 1) trails.note('a', `/${page}`)
  expect(locations(trails, 'a')).toHaveLength(pagesPerTrailMax)
  expect(locations(trails, 'a').at(0)).toBe('/1')
  expect(locations(trails, 'a').at(-1)).toBe(`/${pagesPerTrailMax}`)
})

test('[V-13] pages are forgotten some time after the last one', () => {
  const { clock, trails } = open()
  trails.note('a', '/1')
  clock.advance(trailKeptMs - 1)
  trails.note('a', '/2')
  clock.advance(trailKeptMs - 1)
  expect(locations(trails, 'a')).toEqual(['/1', '/2'])
  clock.advance(1)
  expect(trails.pagesOf('a')).toEqual([])
  expect(trails.size).toEqual({ trails: 0, characters: 0 })
})

test('[V-13] of too many visitors those are forgotten who were not seen for longest', () => {
  const { trails } = open()
  for (let visitor = 0; visitor < trailsMax; visitor += 1) trails.note(`v${visitor}`, '/')
  trails.note('v0', '/again')
  trails.note('new', '/')
  expect(trails.size.trails).toBe(trailsMax)
  expect(trails.pagesOf('v1')).toEqual([])
  expect(locations(trails, 'v0')).toEqual(['/', '/again'])
})

test('[V-13] of too much text the oldest is forgotten first', () => {
  const { trails } = open()
  const address = 'x'.repeat(2048)
  for (let visitor = 0; trails.size.characters + 2048 <= trailCharactersMax; visitor += 1) {
    trails.note(`v${visitor}`, address)
  }
  const { trails: before } = trails.size
  trails.note('new', address)
  expect(trails.size.trails).toBe(before)
  expect(trails.size.characters).toBeLessThanOrEqual(trailCharactersMax)
  expect(trails.pagesOf('v0')).toEqual([])
  expect(trails.pagesOf('v1')).toHaveLength(1)
})
