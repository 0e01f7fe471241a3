import { expect, test } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { goneAfterMs, othersWaitMs, Turns } from './turns.js'

const organizations = Array.from({ length: 200 }, (_, n) => `organization ${n}`)

test('of the nodes that know each other exactly one has the turn, and not always the same', () => {
  const clock = new ManualClock()
  const ids = ['one', 'two', 'three']
  const nodes = ids.map((id) => new Turns(id, clock))
  for (const turns of nodes) for (const id of ids) if (turns !== nodes[ids.indexOf(id)]) turns.heard(id)
  const winners = organizations.map((organization) => {
    const waits = nodes.map((turns) => turns.waitMs(organization))
    expect(waits.filter((wait) => wait === 0)).toHaveLength(1)
    expect(waits.filter((wait) => wait === othersWaitMs)).toHaveLength(2)
    return waits.indexOf(0)
  })
  expect(new Set(winners).size).toBe(3)
})

test('who is not heard of any more has no turn, and is news when it is', () => {
  const clock = new ManualClock()
  const turns = new Turns('one', clock)
  expect(turns.heard('two')).toBe(true)
  expect(turns.heard('two')).toBe(false)
  expect(organizations.some((organization) => turns.waitMs(organization) > 0)).toBe(true)
  clock.advance(goneAfterMs + 1)
  expect(turns.others).toBe(0)
  expect(organizations.every((organization) => turns.waitMs(organization) === 0)).toBe(true)
  expect(turns.heard('two')).toBe(true)
})
