import { expect, test } from 'vitest'
import { firstView, isFiltered, searchOf, searchTextMax, viewOf, wholeFloor, type FloorView } from './floor-view.js'

const view: FloorView = {
  ...{ text: 'zoë & co', line: 'button/573P00000000001', agentId: '005P00000000002', only: 'critical' },
  ...{ status: 'away', chatSort: 'agent', agentSort: 'load', wall: true, period: 'hour', withinS: 30 },
}

test('an address asks for the view that wrote it', () => {
  expect(viewOf(searchOf(view))).toEqual(view)
  expect(searchOf(wholeFloor)).toBe('')
  expect(viewOf('')).toEqual(wholeFloor)
})

test('what an address does not know is left out, and too many words are cut', () => {
  expect(viewOf('?only=sleeping&status=&sort=x&agents=y&wall=yes&period=year&within=61&more=1')).toEqual(wholeFloor)
  expect(viewOf(`?q=${'x'.repeat(500)}`).text).toHaveLength(searchTextMax)
})

test('an address that asks for nothing shows what the configuration wants', () => {
  const none = { supervisorStatusFilter: null, supervisorButtonFilterId: null, supervisorSkillFilterId: null }
  expect(firstView('', none)).toEqual(wholeFloor)
  expect(firstView('', { ...none, supervisorStatusFilter: 'online', supervisorSkillFilterId: 's' })).toEqual({
    ...wholeFloor,
    ...{ status: 'online', line: 'skill/s' },
  })
  expect(firstView('?q=x', { ...none, supervisorButtonFilterId: 'b' }).line).toBeUndefined()
})

test('orders and the wall leave nothing out', () => {
  expect(isFiltered({ ...wholeFloor, chatSort: 'agent', wall: true, period: 'hour', withinS: 10 })).toBe(false)
  for (const part of [
    { text: 'x' },
    { line: 'x' },
    { agentId: 'x' },
    { only: 'waiting' },
    { status: 'away' },
  ] as const) {
    expect(isFiltered({ ...wholeFloor, ...part })).toBe(true)
  }
})
