import { expect, test } from 'vitest'
import type { Relay } from '../bus/relay.js'
import { settled } from '../../tests/support/settled.js'
import { Announcements, waitingItemsMax } from './announcements.js'
import { itemsPerMessageMax, namedPerItemMax, readNodeMessage, shortTextMax, type NodeItem } from './node-message.js'

const commit = (id: string, text: string): NodeItem => ({
  type: 'commit',
  organizationId: 'org',
  kind: 'chat',
  ...{ id, version: 1, isOpen: true },
  events: [{ version: 1, id: 'event', at: 1, body: { type: 'said', text } as { type: string } }],
})

/** What is said, in messages of at most so many bytes, each as the others understand it. */
const speaker = (bytesMax: number) => {
  const messages: string[] = []
  const state = { isAway: false, bytesMax }
  const relay: Relay = {
    get bytesMax() {
      return state.bytesMax
    },
    isAway: () => state.isAway,
    listen: () => Promise.resolve(),
    send: (text) => (state.isAway ? Promise.reject(new Error('away')) : Promise.resolve(void messages.push(text))),
    close: () => Promise.resolve(),
  }
  const announcements = new Announcements({ relay, nodeId: 'node', defer: (run) => void setImmediate(run) })
  return { announcements, state, messages, items: () => messages.map((text) => readNodeMessage(text)!.items) }
}

test('what is said at a time is one message while it fits, and as few as it takes when not', async () => {
  const { announcements, messages, items } = speaker(1000)
  const said = Array.from({ length: 12 }, (_, n) => commit(`chat-${n}`, 'ü'.repeat(20)))
  announcements.say(said[0]!)
  announcements.say(said[1]!)
  await settled()
  expect(items()).toEqual([[said[0], said[1]]])
  messages.length = 0
  for (const item of said) announcements.say(item)
  await settled()
  expect(items().flat()).toEqual(said)
  expect(messages.length).toBeGreaterThan(1)
  for (const message of messages) expect(Buffer.byteLength(message)).toBeLessThanOrEqual(1000)
})

test('events that do not fit are left out, and so is the rest of a long text', async () => {
  const { announcements, items } = speaker(1000)
  announcements.say(commit('chat', 'x'.repeat(2000)))
  const hint = { type: 'visitor-typing', chatId: 'chat', typing: true, text: 'y'.repeat(2000) } as const
  announcements.say({ type: 'hint', topic: 'agent/org/a', hint })
  await settled()
  const [first, second] = items().flat()
  expect(first).toEqual({ type: 'commit', organizationId: 'org', kind: 'chat', id: 'chat', version: 1, isOpen: true })
  expect(second).toMatchObject({ hint: { text: 'y'.repeat(shortTextMax) } })
})

test('what fits is decided by what the relay takes at that time', async () => {
  const { announcements, state, items } = speaker(1000)
  const said = commit('chat', 'x'.repeat(2000))
  announcements.say(said)
  await settled()
  state.bytesMax = 10_000
  announcements.say(said)
  await settled()
  expect(items().map(([item]) => item)).toEqual([{ ...said, events: undefined }, said])
})

test('a message holds no more than is understood, however many would fit', async () => {
  const { announcements, items } = speaker(10_000_000)
  for (let n = 0; n < itemsPerMessageMax + 5; n += 1) announcements.say({ type: 'hello' })
  await settled()
  expect(items().map((message) => message.length)).toEqual([itemsPerMessageMax, 5])
})

test('what cannot be said is given up: too long, too much, or while the relay is away', async () => {
  const { announcements, state, items } = speaker(1000)
  announcements.say({ type: 'page', visitorId: 'v', location: 'z'.repeat(2000) })
  await settled()
  expect([items(), announcements.unsaid, announcements.sent]).toEqual([[], 1, 0])
  for (let n = 0; n <= waitingItemsMax; n += 1) announcements.say({ type: 'hello' })
  expect(announcements.unsaid).toBe(2)
  await settled()
  await settled()
  expect(announcements.sent).toBe(items().length)
  state.isAway = true
  announcements.say({ type: 'hello' })
  await settled()
  expect(announcements.unsaid).toBe(3)
})

test('a message is understood as far as it goes, and one that is none is ignored', () => {
  const items = [
    { type: 'hello' },
    { type: 'from the future' },
    { type: 'heard', sessionIds: 'all' },
    { type: 'setup' },
  ]
  const many = { type: 'heard', sessionIds: Array(namedPerItemMax + 1).fill('s') }
  const understood = readNodeMessage(JSON.stringify({ from: 'node', items: [...items, many], more: 1 }))
  expect(understood).toEqual({ from: 'node', items: [{ type: 'hello' }, { type: 'setup' }] })
  for (const text of ['', 'hello', '[]', '{"from":"node"}', '{"items":[]}', `{"from":"n","items":[1]}`]) {
    expect(readNodeMessage(text)).toBeUndefined()
  }
})
