import { expect, onTestFinished, test } from 'vitest'
import { accepted, ended, offered, requested } from '../chat/chat-fixtures.contract.js'
import type { ChatEvent } from '../chat/chat-events.js'
import { LogUnavailableError, type EventLog } from '../event-log/event-log.js'
import { ManualClock } from '../lib/manual-clock.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { chatsPerStep, followMs, lookEveryMs, PastIndex, progressEveryMs, restMs } from './past-index.js'
import type { PastQuery } from './past-store.js'
import { termsOf } from './words.js'

const stream = (id: string) => ({ organizationId: 'org-1', kind: 'chat', id })

const harness = () => {
  const store = openMemoryStore()
  const clock = new ManualClock()
  const told: [number, boolean][] = []
  const errors: unknown[] = []
  let events = 0
  let readAfter: EventLog['readAfter'] = (...asked) => store.log.readAfter(...asked)
  const log: EventLog = Object.assign(Object.create(store.log) as EventLog, {
    readAfter: (...asked: Parameters<EventLog['readAfter']>) => readAfter(...asked),
  })
  const index = new PastIndex({
    ...{ log, store: store.past, clock },
    onProgress: (...progress) => told.push(progress),
    onError: (error) => errors.push(error),
  })
  onTestFinished(() => index.stop())
  const append = async (id: string, bodies: readonly ChatEvent[], expectedVersion = 0) => {
    const written = bodies.map((body) => ({ id: `e${(events += 1)}`, body }))
    const isOpen = !bodies.some(({ type }) => type === 'ended')
    await store.log.append([{ stream: stream(id), expectedVersion, events: written, open: isOpen }], clock.now())
  }
  const found = async (text: string) => {
    const query: PastQuery = {
      ...{ organizationId: 'org-1', sight: { of: 'all' }, terms: termsOf(text), name: [], marks: [] },
      ...{ from: 0, before: 1e15 },
    }
    return (await store.past.newest(query, 1000, 1000)).map(({ chatId }) => chatId)
  }
  /** Lets all that waits for nothing but the store come to its end. */
  const settle = async () => {
    for (let turn = 0; turn < 2000; turn += 1) await Promise.resolve()
  }
  return {
    ...{ store, clock, told, errors, index, append, found, settle },
    failReads: (fails: EventLog['readAfter']) => (readAfter = fails),
    healReads: () => (readAfter = (...asked) => store.log.readAfter(...asked)),
  }
}

const hello: ChatEvent = { type: 'visitor-message', text: 'My parcel' }
const whole = [requested, offered, accepted, hello, ended]

test('a chat is found soon after its end, and not before', async () => {
  const { append, clock, found, index, settle } = harness()
  index.start()
  clock.advance(0)
  await settle()
  await append('a', whole.slice(0, 4))
  await append('a', [ended], 4)
  index.ended()
  clock.advance(followMs - 1)
  await settle()
  expect(await found('parcel')).toEqual([])
  clock.advance(1)
  await settle()
  expect(await found('parcel')).toEqual(['a'])
})

test('a chat of more events than are read at a time is found by all of them', async () => {
  const { append, clock, found, index, settle } = harness()
  const many = Array.from({ length: 450 }, (_, number): ChatEvent => ({ type: 'visitor-message', text: `n${number}` }))
  await append('a', [...whole.slice(0, 3), ...many, ended])
  index.start()
  clock.advance(0)
  await settle()
  for (const word of ['n0', 'n197', 'n449']) expect(await found(word)).toEqual(['a'])
})

test('what was there before comes in step by step, and it is told how far that is', async () => {
  const { append, clock, found, index, settle, told } = harness()
  const chats = 3 * chatsPerStep + 1
  for (let number = 0; number < chats; number += 1) await append(`c${number}`, whole)
  index.start()
  clock.advance(0)
  await settle()
  expect(await found('parcel')).toHaveLength(chatsPerStep)
  expect(await found('parcel')).toContain(`c${chats - 1}`)
  clock.advance(progressEveryMs)
  await settle()
  expect(told).toEqual([[2 * chatsPerStep, false]])
  clock.advance(restMs)
  await settle()
  clock.advance(restMs)
  await settle()
  expect(await found('parcel')).toHaveLength(chats)
  expect(told.at(-1)).toEqual([chats, true])
})

test('a step that is stopped leaves the rest for the next start', async () => {
  const { append, clock, found, index, settle, store } = harness()
  for (let number = 0; number <= chatsPerStep; number += 1) await append(`c${number}`, whole)
  index.start()
  clock.advance(0)
  await settle()
  await index.stop()
  clock.advance(lookEveryMs)
  await settle()
  expect(await found('parcel')).toHaveLength(chatsPerStep)
  expect(await store.past.missing(10)).toEqual([stream('c0')])
})

test('a log that is away is waited for; a chat that cannot be understood keeps no other out', async () => {
  const { append, clock, errors, failReads, found, healReads, index, settle, store } = harness()
  await append('a', whole)
  await append('b', whole)
  failReads(() => Promise.reject(new LogUnavailableError('away')))
  index.start()
  clock.advance(0)
  await settle()
  expect(errors).toEqual([])
  expect(await store.past.missing(10)).toHaveLength(2)
  failReads((name, ...place) =>
    name.id === 'b' ? Promise.reject(new TypeError('odd')) : store.log.readAfter(name, ...place),
  )
  clock.advance(lookEveryMs)
  await settle()
  healReads()
  expect(errors).toEqual([new TypeError('odd')])
  expect(await found('parcel')).toEqual(['a'])
  expect(await store.past.missing(10)).toEqual([])
})
