import { beforeEach, expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import { loadPlace, placeRetryMs, reloadPauseMs, type LoadingPlace } from './place-load.js'
import { memoryStore, type TextStore } from './store.js'
import { settle } from './testing/fake-api.js'

let clock: ManualClock
let tab: TextStore
let isFileThere: boolean
let isServerThere: boolean
let isWritten: boolean
let reloads: number

beforeEach(() => {
  clock = new ManualClock()
  tab = memoryStore()
  isFileThere = false
  isServerThere = true
  isWritten = false
  reloads = 0
})

const open = async (): Promise<LoadingPlace<string>> => {
  const place = loadPlace({
    id: 'floor',
    load: () => (isFileThere ? Promise.resolve('the floor') : Promise.reject(new Error('404'))),
    isServerThere: () => Promise.resolve(isServerThere),
    reload: () => {
      if (!isWritten) reloads += 1
      return !isWritten
    },
    ...{ clock, tab },
  })
  await settle()
  return place
}

test('a place that is there is shown', async () => {
  isFileThere = true
  expect((await open()).now.value).toEqual({ state: 'there', Screen: 'the floor' })
})

test('a server that was replaced has the page loaded anew, once', async () => {
  const place = await open()
  expect([place.now.value.state, reloads]).toEqual(['loading', 1])
  // The new page cannot have it either.
  expect([(await open()).now.value.state, reloads]).toEqual(['outdated', 1])
  clock.advance(reloadPauseMs)
  await open()
  expect(reloads).toBe(2)
  isFileThere = true
  await open()
  expect(tab.names()).toEqual([])
})

test('the page is not loaded anew over what somebody is writing', async () => {
  isWritten = true
  expect([(await open()).now.value.state, reloads]).toEqual(['outdated', 0])
})

test('without a connection it is waited for, and the page stays', async () => {
  isServerThere = false
  const place = await open()
  expect(place.now.value.state).toBe('away')
  isServerThere = isFileThere = true
  clock.advance(placeRetryMs)
  await settle()
  expect([place.now.value.state, reloads]).toEqual(['there', 0])
})

test('nobody waits for a place that was left', async () => {
  isServerThere = false
  const place = await open()
  place.stop()
  isServerThere = true
  clock.advance(placeRetryMs)
  await settle()
  expect(reloads).toBe(0)
})
