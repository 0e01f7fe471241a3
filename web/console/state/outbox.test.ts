import { beforeEach, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import type { Message } from '../../../src/agent-api/entries.js'
import type { Answer } from '../api/answer.js'
import { createOutbox, notYetSeen, unsentMax, type Outbox } from './outbox.js'
import { memoryStore, type TextStore } from './store.js'

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}
const unreachable: Answer<Message> = { ok: false, refusal: { kind: 'unreachable' } }
const refused: Answer<Message> = {
  ok: false,
  refusal: { kind: 'refused', status: 409, code: 'chat-over', detail: 'The chat is over.' },
}

interface Request {
  chatId: string
  text: string
  key: string
  answer: (answer: Answer<Message>) => Promise<void>
}

let clock: ManualClock
let store: TextStore
let requests: Request[]
let sent: Message[]
let refusedIn: string[]
let keys: number
let numbers: number

const open = (): Outbox =>
  createOutbox({
    clock,
    chance: () => 0,
    newKey: () => `key-${(keys += 1)}`,
    store,
    storeName: 'unsent',
    onSent: (message) => void sent.push(message),
    onRefused: (chatId) => void refusedIn.push(chatId),
    send: (chatId, text, key) =>
      new Promise((resolve) => {
        requests.push({
          chatId,
          text,
          key,
          answer: async (answer) => {
            resolve(answer)
            await settle()
          },
        })
      }),
  })

const message = (chatId: string, text: string, number = 1, from: Message['from'] = 'agent'): Message => ({
  ...{ kind: 'message', chatId, text, number, from },
  name: 'Mara',
  ...(from === 'agent' && { agentId: '005000000000001' }),
  at: '2026-01-01T12:00:00.000Z',
})
const taken = (request: Request): Promise<void> =>
  request.answer({ ok: true, value: message(request.chatId, request.text, (numbers += 1)) })

beforeEach(() => {
  clock = new ManualClock()
  store = memoryStore()
  requests = []
  sent = []
  refusedIn = []
  keys = 0
  numbers = 0
})

describe('sending', () => {
  test('is in order, one at a time in a chat, chats side by side', async () => {
    const outbox = open()
    outbox.add('a', 'one', -1)
    outbox.add('a', 'two', -1)
    outbox.add('b', 'three', -1)
    expect(requests.map(({ text }) => text)).toEqual(['one', 'three'])
    await taken(requests[0]!)
    expect(requests.map(({ text }) => text)).toEqual(['one', 'three', 'two'])
    expect(outbox.unsent.value.map(({ text }) => text)).toEqual(['two', 'three'])
    expect(sent.map(({ text }) => text)).toEqual(['one'])
  })

  test('goes on with the same key until there is an answer', async () => {
    const outbox = open()
    outbox.add('a', 'one', -1)
    await requests[0]!.answer(unreachable)
    clock.advance(499)
    expect(requests).toHaveLength(1)
    clock.advance(1)
    expect(requests).toHaveLength(2)
    await requests[1]!.answer(unreachable)
    clock.advance(1_000)
    expect(requests.map(({ key }) => key)).toEqual(['key-1', 'key-1', 'key-1'])
    expect(outbox.unsent.value).toHaveLength(1)
  })

  test('nothing overtakes a message that waits', async () => {
    const outbox = open()
    outbox.add('a', 'one', -1)
    await requests[0]!.answer(unreachable)
    outbox.add('a', 'two', -1)
    expect(requests).toHaveLength(1)
    outbox.kick()
    expect(requests.map(({ text }) => text)).toEqual(['one', 'one'])
  })

  test('a kick does not send twice what is under way', () => {
    const outbox = open()
    outbox.add('a', 'one', -1)
    outbox.kick()
    expect(requests).toHaveLength(1)
  })

  test('waits as long as a busy server asks', async () => {
    open().add('a', 'one', -1)
    await requests[0]!.answer({ ok: false, refusal: { kind: 'busy', retryAfterMs: 3_000 } })
    clock.advance(2_999)
    expect(requests).toHaveLength(1)
    clock.advance(1)
    expect(requests).toHaveLength(2)
  })
})

describe('a refused message', () => {
  test('stays, says why, and lets the next one go', async () => {
    const outbox = open()
    outbox.add('a', 'one', -1)
    outbox.add('a', 'two', -1)
    await requests[0]!.answer(refused)
    expect(outbox.unsent.value[0]!.failed).toEqual({ code: 'chat-over', detail: 'The chat is over.' })
    expect(refusedIn).toEqual(['a'])
    expect(requests[1]!.text).toBe('two')
  })

  test('can be sent again with its key, or dropped', async () => {
    const outbox = open()
    outbox.add('a', 'one', -1)
    outbox.discard('key-1')
    expect(outbox.unsent.value).toHaveLength(1)
    await requests[0]!.answer(refused)
    outbox.retry('key-1')
    expect(requests[1]!.key).toBe('key-1')
    await requests[1]!.answer(refused)
    outbox.discard('key-1')
    expect(outbox.unsent.value).toEqual([])
    expect(store.names()).toEqual([])
  })
})

describe('a reload', () => {
  test('keeps what was not sent, with its keys, and kick sends it', async () => {
    const before = open()
    before.add('a', 'one', 3)
    before.add('a', 'two', 3)
    await requests[0]!.answer(refused)
    before.stop()
    requests = []
    const after = open()
    expect(after.unsent.value).toEqual(before.unsent.value)
    expect(requests).toEqual([])
    after.kick()
    expect(requests.map(({ text, key }) => [text, key])).toEqual([['two', 'key-2']])
  })

  test('what an old page still hears does not disturb the new one', async () => {
    const before = open()
    before.add('a', 'one', -1)
    before.stop()
    await taken(requests[0]!)
    expect(sent).toEqual([])
    expect(open().unsent.value).toHaveLength(1)
  })

  test.each(['', 'null', '{}', '[null, 7, {"key": 1}]', 'no json'])('survives a store that holds %j', (text) => {
    store.write('unsent', text)
    expect(open().unsent.value).toEqual([])
  })
})

test('after a signed-out answer everything stays for the next log-in', async () => {
  const outbox = open()
  outbox.add('a', 'one', -1)
  await requests[0]!.answer({ ok: false, refusal: { kind: 'signed-out' } })
  clock.advance(60_000)
  expect(requests).toHaveLength(1)
  expect(outbox.unsent.value).toHaveLength(1)
})

test('a chat that is put away takes what it still had along', () => {
  const outbox = open()
  outbox.add('a', 'one', -1)
  outbox.add('b', 'two', -1)
  outbox.discardChat('a')
  expect(outbox.unsent.value.map(({ text }) => text)).toEqual(['two'])
})

test('there is a limit to what may wait', () => {
  const outbox = open()
  for (let count = 0; count < unsentMax; count += 1) expect(outbox.add('a', 'text', -1)).toBe(true)
  expect(outbox.add('a', 'one too many', -1)).toBe(false)
  expect(outbox.unsent.value).toHaveLength(unsentMax)
})

test('whatever the network does, each message is taken once and in order', async () => {
  const outcome = fc.constantFrom('taken', 'lost before', 'lost after', 'reload')
  await fc.assert(
    fc.asyncProperty(fc.array(outcome, { maxLength: 30 }), async (outcomes) => {
      clock = new ManualClock()
      store = memoryStore()
      requests = []
      let outbox = open()
      const effects = new Map<string, string>()
      const written = ['one', 'two', 'three', 'four']
      for (const text of written) outbox.add('a', text, -1)
      const answerNext = async (how: string): Promise<void> => {
        const request = requests.pop()
        if (!request) return
        if (how !== 'lost before') effects.set(request.key, request.text)
        if (how === 'reload') {
          outbox.stop()
          requests = []
          outbox = open()
          outbox.kick()
        } else if (how === 'taken') await taken(request)
        else {
          await request.answer(unreachable)
          clock.advance(10_000)
        }
      }
      for (const how of outcomes) await answerNext(how)
      for (let left = 0; left < written.length; left += 1) await answerNext('taken')
      expect([...effects.values()]).toEqual(written)
      expect(outbox.unsent.value).toEqual([])
    }),
  )
})

describe('what came back as a message already', () => {
  const me = '005000000000001'

  const entry = (key: string, text: string, afterNumber: number, failed = false) => ({
    ...{ key, text, afterNumber, chatId: 'a', at: 0 },
    failed: failed ? { code: '', detail: '' } : undefined,
  })

  test('is not shown as unsent too', () => {
    const unsent = [entry('k1', 'ok', 5), entry('k2', 'ok', 5), entry('k3', 'bye', 5)]
    expect(notYetSeen(unsent, [message('a', 'ok', 6)], me).map(({ key }) => key)).toEqual(['k2', 'k3'])
    expect(notYetSeen(unsent, [message('a', 'ok', 6), message('a', 'ok', 8)], me).map(({ key }) => key)).toEqual(['k3'])
  })

  test('a colleague’s message of the same words is something else', () => {
    const theirs = { ...message('a', 'ok', 6), agentId: '005000000000002' }
    expect(notYetSeen([entry('k', 'ok', 5)], [theirs], me)).toHaveLength(1)
  })

  test('an older message, the visitor’s, or a refused one is something else', () => {
    expect(notYetSeen([entry('k', 'ok', 5)], [message('a', 'ok', 5)], me)).toHaveLength(1)
    expect(notYetSeen([entry('k', 'ok', 5)], [message('a', 'ok', 6, 'visitor')], me)).toHaveLength(1)
    expect(notYetSeen([entry('k', 'ok', 5, true)], [message('a', 'ok', 6)], me)).toHaveLength(1)
  })
})
