import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChatEvent } from '../chat/chat-events.js'
import { isVisitorEvent } from '../chat/visitor-events.js'
import { accepted, foldChat, offered, requested } from '../chat/chat-fixtures.contract.js'
import type { Recorded, StreamName } from '../event-log/event-log.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { newestNumberUpTo, numberNewest, readNumbered } from './numbered-events.js'

const stream: StreamName = { organizationId: 'o', kind: 'chat', id: 'c' }
const fromAgent: ChatEvent = { type: 'agent-message', agentId: 'ada', agentName: 'Ada', text: 'Hello' }
const fromVisitor: ChatEvent = { type: 'visitor-message', text: 'Hi' }

/** Chats of every length, some longer than what is read at a time. */
const chats = fc
  .array(fc.constantFrom(fromAgent, fromVisitor), { maxLength: 450, size: 'max' })
  .map((said): ChatEvent[] => [requested, offered, accepted, ...said])

const open = async (events: readonly ChatEvent[]) => {
  const { log } = openMemoryStore()
  const written = events.map((body, index) => ({ id: String(index), body }))
  await log.append([{ stream, expectedVersion: 0, events: written, open: true }], 1000)
  const chat = foldChat(...events)
  if (chat.state === 'unrequested') throw new Error('Nobody asked for this chat.')
  /** The versions of the visitor's events: the place in this list is the number. */
  const versions = events.flatMap((event, index) => (isVisitorEvent(event) ? [index + 1] : []))
  return { log, chat, versions }
}

describe('[D-3 D-17] numbers', () => {
  test('count the visitor’s events from the first on, however many are read from whichever end', async () => {
    await fc.assert(
      fc.asyncProperty(chats, fc.nat(460), fc.integer({ min: 1, max: 120 }), async (events, from, limit) => {
        const { log, chat, versions } = await open(events)
        const after = Math.min(from, versions.length) - 1
        const found = await readNumbered(log, stream, chat, after, limit)
        const expected = versions.map((version, number) => ({ version, number })).slice(after + 1, after + 1 + limit)
        expect(found.map(({ version, number }) => ({ version, number }))).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  test('of events that have just been written are the same', () => {
    fc.assert(
      fc.property(chats, fc.nat(450), (events, newest) => {
        const recorded = events.map((body, index): Recorded<ChatEvent> => ({
          ...{ version: index + 1, id: String(index), at: 1000, body },
        }))
        const visible = events.filter(isVisitorEvent).length
        const all = numberNewest(recorded, visible)
        expect(all.map(({ number }) => number)).toEqual(Array.from({ length: visible }, (_, number) => number))
        const some = numberNewest(recorded.slice(newest), visible)
        expect(some).toEqual(all.slice(visible - some.length))
      }),
      { numRuns: 60 },
    )
  })

  test('[D-19] up to a version are those of the events at it and before', async () => {
    await fc.assert(
      fc.asyncProperty(chats, fc.nat(460), async (events, at) => {
        const { log, chat, versions } = await open(events)
        const version = Math.min(at, chat.version)
        const number = await newestNumberUpTo(log, stream, chat, version)
        expect(number).toBe(versions.filter((other) => other <= version).length - 1)
      }),
      { numRuns: 60 },
    )
  })
})
