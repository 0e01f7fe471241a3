import { beforeEach, expect, test } from 'vitest'
import { ManualClock } from '../../../../src/lib/manual-clock.js'
import { settle } from '../../state/testing/fake-api.js'
import { drawnEveryMs, followFloor, type FloorFeed } from './floor-feed.js'
import { isLostTold, quietMs } from './floor-lost.js'
import { FakeStream } from './testing/fake-stream.js'
import { floorSnapshot, waitingChat } from './testing/floor-items.js'

let clock: ManualClock
let stream: FakeStream
let feed: FloorFeed
const known = (): string[] | undefined => feed.floor.value && [...feed.floor.value.chats.keys()]

beforeEach(async () => {
  clock = new ManualClock()
  stream = new FakeStream()
  feed = followFloor({ api: { openFloor: stream.open }, clock, chance: () => 0 })
  await settle()
})

test('the first snapshot is shown at once, what comes after it gathered', async () => {
  expect(known()).toBeUndefined()
  await stream.tell('e-1', 'snapshot', floorSnapshot())
  expect(known()).toEqual([])
  await stream.tell('e-2', 'chat', waitingChat('1', 0))
  await stream.tell('e-3', 'chat', waitingChat('2', 0))
  expect(known()).toEqual([])
  clock.advance(drawnEveryMs)
  expect(known()).toEqual(['1', '2'])
})

test('[A-45] a lost connection leaves what is known, and goes on where it was', async () => {
  await stream.tell('e-1', 'snapshot', floorSnapshot({ chats: [waitingChat('1', 0)] }))
  await stream.tell('e-2', 'chat', waitingChat('2', 0))
  await stream.drop()
  expect(feed.connection.value.state).toBe('lost')
  clock.advance(drawnEveryMs)
  expect(known()).toEqual(['1', '2'])
  feed.retryNow()
  await settle()
  expect(stream.opened).toEqual(['', 'e-2'])
  expect(feed.connection.value.state).toBe('live')
})

test('a network that swallows everything is told of within 5 s, and a stream that ended once it does not come back', async () => {
  const isTold = (): boolean => isLostTold(feed.connection.value, clock.now())
  await stream.tell('e-1', 'snapshot', floorSnapshot())
  clock.advance(4_000)
  expect(isTold()).toBe(false)
  clock.advance(1_000)
  expect(isTold()).toBe(true)
  feed.retryNow()
  await settle()
  expect(isTold()).toBe(false)
  await stream.drop()
  expect(isTold()).toBe(false)
  clock.advance(quietMs)
  expect(isTold()).toBe(false)
  feed.stop()
  clock.advance(1)
  expect(isTold()).toBe(true)
})

test('[A-40] whoever it is not for is told so, until it is for them', async () => {
  stream.status = 403
  await stream.drop()
  feed.retryNow()
  await settle()
  expect(feed.denied.value).toBe(true)
  stream.status = 200
  feed.retryNow()
  await settle()
  expect(feed.denied.value).toBe(false)
})

test('after its end nothing is drawn and nothing tried', async () => {
  await stream.tell('e-1', 'snapshot', floorSnapshot())
  await stream.tell('e-2', 'chat', waitingChat('1', 0))
  feed.stop()
  clock.advance(60_000)
  await settle()
  expect(known()).toEqual([])
  expect(stream.opened).toHaveLength(1)
})
