import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../../src/agent-api/entries.js'
import type { ReceivedFile } from '../../../src/agent-api/files.js'
import type { Chat } from '../../../src/agent-api/chats.js'
import type { AgentEventName, AgentEvents, Snapshot } from '../../../src/agent-api/messages.js'
import type { Offer } from '../../../src/agent-api/offers.js'
import { applyAgentEvent } from './apply-event.js'
import { snapshotEntriesMax } from './limits.js'
import { configuration } from './testing/fake-api.js'

const at = (second: number): string => new Date(1_767_268_800_000 + second * 1_000).toISOString()

const agent = {
  id: '005000000000001',
  organizationId: '00D000000000001',
  username: 'mara@example.org',
  name: 'Mara',
  role: 'agent' as const,
  capacity: 3,
}
const empty: Snapshot = { agent, configuration, presence: { status: 'online' }, offers: [], chats: [] }

const offer = (chatId: string, second: number): Offer => ({
  chatId,
  visitorName: 'Ana',
  buttonId: '573000000000001',
  buttonName: 'Orders',
  waitingSince: at(second),
  expiresAt: at(second + 30),
})
const chat = (chatId: string, second: number, messages: Message[] = [], hasEarlier = false): Chat => ({
  chatId,
  state: 'established',
  visitorName: 'Ana',
  buttonId: '573000000000001',
  buttonName: 'Orders',
  waitingSince: at(second - 10),
  establishedAt: at(second),
  visitorAway: false,
  language: 'en',
  userAgent: '',
  details: [],
  agents: [{ agentId: agent.id, name: agent.name }],
  entries: messages,
  hasEarlier,
  files: [],
  pages: [],
})
const message = (chatId: string, number: number): Message => ({
  kind: 'message',
  chatId,
  number,
  from: number % 2 === 0 ? 'agent' : 'visitor',
  name: 'Ana',
  text: `message ${number}`,
  at: at(number),
})
const file = (chatId: string, number: number): ReceivedFile => ({
  chatId,
  fileId: `f${number}`,
  number,
  name: 'cat.png',
  contentType: 'image/png',
  bytes: number,
  at: at(number),
})
const numbersOf = (snapshot: Snapshot, chatId: string): number[] =>
  snapshot.chats.find((other) => other.chatId === chatId)!.entries.map(({ number }) => number)

describe('one event', () => {
  test('a snapshot replaces everything', () => {
    const next = { ...empty, chats: [chat('a', 1)] }
    expect(applyAgentEvent(empty, 'snapshot', next)).toBe(next)
  })

  test('offers are kept by how long their visitors wait, then by chat', () => {
    let state = applyAgentEvent(empty, 'offer', offer('c', 5))
    state = applyAgentEvent(state, 'offer', offer('b', 9))
    state = applyAgentEvent(state, 'offer', offer('a', 5))
    expect(state.offers.map(({ chatId }) => chatId)).toEqual(['a', 'c', 'b'])
  })

  test('an offer made again takes the place of the old one', () => {
    const state = applyAgentEvent(applyAgentEvent(empty, 'offer', offer('a', 1)), 'offer', offer('a', 2))
    expect(state.offers).toEqual([offer('a', 2)])
  })

  test('an established chat was an offer, and is one no more', () => {
    const offered = applyAgentEvent(empty, 'offer', offer('a', 1))
    const state = applyAgentEvent(offered, 'chat-established', chat('a', 3))
    expect(state.offers).toEqual([])
    expect(state.chats).toEqual([chat('a', 3)])
  })

  test('a withdrawn offer and an ended chat are gone', () => {
    const full = { ...empty, offers: [offer('a', 1)], chats: [chat('b', 1)] }
    expect(applyAgentEvent(full, 'offer-withdrawn', { chatId: 'a', reason: 'timed-out' }).offers).toEqual([])
    expect(applyAgentEvent(full, 'chat-ended', { chatId: 'b', reason: 'visitor' }).chats).toEqual([])
  })

  test('presence is the one told last', () => {
    expect(applyAgentEvent(empty, 'presence', { status: 'away' }).presence).toEqual({ status: 'away' })
  })

  test('messages stand in the order of their numbers, each once', () => {
    let state = { ...empty, chats: [chat('a', 1, [message('a', 4)])] }
    for (const number of [9, 7, 4, 9, 2]) state = applyAgentEvent(state, 'message', message('a', number))
    expect(numbersOf(state, 'a')).toEqual([2, 4, 7, 9])
  })

  test('a chat keeps its newest messages, and says that there are earlier ones', () => {
    let state: Snapshot = { ...empty, chats: [chat('a', 1)] }
    for (let number = 1; number <= snapshotEntriesMax; number += 1)
      state = applyAgentEvent(state, 'message', message('a', number))
    expect(state.chats[0]!.hasEarlier).toBe(false)
    state = applyAgentEvent(state, 'message', message('a', snapshotEntriesMax + 1))
    expect(numbersOf(state, 'a')).toHaveLength(snapshotEntriesMax)
    expect(numbersOf(state, 'a')[0]).toBe(2)
    expect(state.chats[0]!.hasEarlier).toBe(true)
  })

  test('a file is asked for until it comes, fails or is not wanted any more', () => {
    const open = { ...empty, chats: [chat('a', 1)] }
    const asked = applyAgentEvent(open, 'file-requested', { chatId: 'a', fileId: 'f7' })
    expect(asked.chats[0]!.fileRequest).toEqual({ fileId: 'f7' })
    const received = applyAgentEvent(asked, 'file-received', file('a', 7))
    expect(received.chats).toEqual([{ ...chat('a', 1), files: [file('a', 7)] }])
    expect(applyAgentEvent(asked, 'file-cancelled', { chatId: 'a', fileId: 'f7', by: 'agent' })).toEqual(open)
    expect(applyAgentEvent(asked, 'file-failed', { chatId: 'a', fileId: 'f7', reason: 'empty' })).toEqual(open)
  })

  test('files stand in the order of their numbers, each once', () => {
    let state: Snapshot = { ...empty, chats: [chat('a', 1)] }
    for (const number of [9, 7, 9]) state = applyAgentEvent(state, 'file-received', file('a', number))
    expect(state.chats[0]!.files).toEqual([file('a', 7), file('a', 9)])
  })

  test.each<[AgentEventName, AgentEvents[AgentEventName]]>([
    ['visitor-typing', { chatId: 'a', typing: true, text: 'hel' }],
    ['visitor-away', { chatId: 'a' }],
    ['visitor-back', { chatId: 'a' }],
    ['message', message('elsewhere', 1)],
    ['message', message('a', 1)],
    ['file-requested', { chatId: 'elsewhere', fileId: 'f1' }],
    ['file-cancelled', { chatId: 'a', fileId: 'f0', by: 'visitor' }],
    ['file-failed', { chatId: 'a', fileId: 'f0', reason: 'too-large' }],
    ['file-received', file('elsewhere', 1)],
    ['file-received', file('a', 1)],
    ['chat-ended', { chatId: 'elsewhere', reason: 'agent' }],
    ['offer-withdrawn', { chatId: 'elsewhere', reason: 'declined' }],
  ])('%s changes nothing where there is nothing to change', (name, data) => {
    const state = { ...empty, chats: [{ ...chat('a', 1, [message('a', 1)]), files: [file('a', 1)] }] }
    expect(applyAgentEvent(state, name, data)).toBe(state)
  })

  test('an event of a newer server is ignored', () => {
    expect(applyAgentEvent(empty, 'weather' as 'presence', { status: 'away' })).toBe(empty)
  })
})

/** A world that tells its events and can be asked for a snapshot at any time; not made with the reducer. */
class World {
  readonly told: [AgentEventName, AgentEvents[AgentEventName]][] = []
  readonly #offers = new Map<string, Offer>()
  readonly #chats = new Map<string, { chat: Chat; all: Message[]; files: ReceivedFile[]; asked?: string }>()
  #status: 'online' | 'away' | 'offline' = 'online'
  #clock = 0
  #number = 0

  step(kind: number, which: string): void {
    this.#clock += 1
    const offered = this.#offers.get(which)
    const open = this.#chats.get(which)
    if (kind === 0 && !offered && !open) {
      this.#offers.set(which, offer(which, this.#clock))
      this.told.push(['offer', offer(which, this.#clock)])
    } else if (kind === 1 && offered) {
      this.#offers.delete(which)
      this.told.push(['offer-withdrawn', { chatId: which, reason: 'timed-out' }])
    } else if (kind === 2 && offered) {
      this.#offers.delete(which)
      const before = message(which, (this.#number += 1))
      const established = chat(which, this.#clock, [before])
      this.#chats.set(which, { chat: established, all: [before], files: [] })
      this.told.push(['chat-established', established])
    } else if (kind >= 3 && kind <= 6 && open) {
      // Many at once, so that histories reach the limit.
      for (let count = 0; count < 30; count += 1) {
        const written = message(which, (this.#number += kind))
        open.all.push(written)
        this.told.push(['message', written])
      }
    } else if (kind === 7 && open) {
      this.#chats.delete(which)
      this.told.push(['chat-ended', { chatId: which, reason: 'visitor' }])
    } else if (kind === 8) {
      this.#status = this.#status === 'online' ? 'away' : 'online'
      this.told.push(['presence', { status: this.#status }])
    } else if (kind === 9 && open) {
      this.#askOrAnswer(which, open)
    }
  }

  /** Asks for a file where none is asked for; otherwise it comes, fails or is not wanted any more, in turn. */
  #askOrAnswer(chatId: string, open: { files: ReceivedFile[]; asked?: string }): void {
    this.#number += 1
    const fileId = open.asked ?? `f${this.#number}`
    if (open.asked === undefined) {
      open.asked = fileId
      this.told.push(['file-requested', { chatId, fileId }])
      return
    }
    delete open.asked
    if (this.#number % 3 === 0) this.told.push(['file-cancelled', { chatId, fileId, by: 'agent' }])
    else if (this.#number % 3 === 1) this.told.push(['file-failed', { chatId, fileId, reason: 'empty' }])
    else {
      const received = { ...file(chatId, this.#number), fileId }
      open.files.push(received)
      this.told.push(['file-received', received])
    }
  }

  snapshot(): Snapshot {
    return {
      ...{ agent, configuration },
      presence: { status: this.#status },
      offers: [...this.#offers.values()].sort((a, b) => Date.parse(a.waitingSince) - Date.parse(b.waitingSince)),
      chats: [...this.#chats.values()]
        .sort((a, b) => Date.parse(a.chat.establishedAt) - Date.parse(b.chat.establishedAt))
        .map(({ chat: established, all, files, asked }) => ({
          ...established,
          files: [...files],
          ...(asked !== undefined && { fileRequest: { fileId: asked } }),
          entries: all.slice(-snapshotEntriesMax),
          hasEarlier: all.length > snapshotEntriesMax,
        })),
    }
  }
}

const history = fc.array(fc.tuple(fc.nat(9), fc.constantFrom('a', 'b', 'c')), { maxLength: 80 })

test('a snapshot and the events after it give a fresh snapshot', () => {
  fc.assert(
    fc.property(history, fc.nat(80), (steps, cut) => {
      const world = new World()
      let state = world.snapshot()
      let applied = 0
      steps.forEach(([kind, which], index) => {
        world.step(kind, which)
        if (index === cut) {
          state = world.snapshot()
          applied = world.told.length
        }
      })
      for (const [name, data] of world.told.slice(applied)) state = applyAgentEvent(state, name, data)
      expect(state).toEqual(world.snapshot())
    }),
  )
})

test('an event told twice in a row changes nothing the second time', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const world = new World()
      for (const [kind, which] of steps) world.step(kind, which)
      let state: Snapshot = empty
      for (const [name, data] of world.told) {
        state = applyAgentEvent(state, name, data)
        expect(applyAgentEvent(state, name, data)).toEqual(state)
      }
    }),
  )
})
