import { beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import { ConsoleUnderTest } from './testing/console-under-test.js'
import { chat, configuration, message, offer, settle, snapshot } from './testing/fake-api.js'
import { transcriptEntriesMax } from './transcript.js'

let clock: ManualClock
let page: ConsoleUnderTest

beforeEach(() => {
  clock = new ManualClock()
  page = new ConsoleUnderTest(clock)
})

describe('requests', () => {
  test('a new one rings and is announced, the same one once', async () => {
    await page.start()
    await page.fake.tell('offer', offer('a'))
    expect([page.rung, page.spoken]).toEqual([1, 'new-request'])
    await page.fake.tell('snapshot', snapshot({ offers: [offer('a')] }))
    expect(page.rung).toBe(1)
    await page.fake.tell('snapshot', snapshot({ offers: [offer('a'), offer('b')] }))
    expect(page.rung).toBe(2)
  })

  test('a new one is silent where the configuration wants no sound', async () => {
    await page.start(snapshot({ configuration: { ...configuration, requestSound: false } }))
    await page.fake.tell('offer', offer('a'))
    expect([page.rung, page.spoken]).toEqual([0, 'new-request'])
  })

  test('accepting turns to the chat and the text field', async () => {
    await page.start(snapshot({ offers: [offer('a')] }))
    void page.desk.requests.accept(offer('a'))
    void page.desk.requests.accept(offer('a'))
    await settle()
    expect(page.fake.called('accept')).toEqual(['a'])
    expect(page.desk.requests.pending.value.get('a')).toBe('accepting')
    await page.fake.tell('chat-established', chat('a', [message('a', 1)]))
    expect(page.desk.reading.selected.value).toBe('a')
    expect(page.desk.focus.wish.value).toBe('composer')
    expect(page.desk.requests.pending.value.size).toBe(0)
    expect(page.desk.waitingCount.value).toBe(0)
  })

  test('a chat accepted at another window does not turn this one', async () => {
    await page.start(snapshot({ offers: [offer('a')] }))
    await page.fake.tell('chat-established', chat('a', [message('a', 1)]))
    expect(page.desk.reading.selected.value).toBeUndefined()
    expect(page.desk.waitingCount.value).toBe(1)
  })

  test('accepted while the stream was down, the chat is turned to when it is back', async () => {
    await page.start(snapshot({ offers: [offer('a')] }))
    await page.fake.drop()
    await page.desk.requests.accept(offer('a'))
    clock.advance(500)
    await settle()
    await page.fake.tell('snapshot', snapshot({ chats: [chat('a')] }))
    expect(page.desk.reading.selected.value).toBe('a')
  })

  test('a request that is gone is told, and can be answered no more', async () => {
    await page.start(snapshot({ offers: [offer('a')] }))
    page.fake.refusals = { accept: { kind: 'refused', status: 409, code: 'offer-gone', detail: '' } }
    await page.desk.requests.accept(offer('a'))
    expect(page.shown).toEqual(['request-gone'])
    expect(page.desk.requests.pending.value.size).toBe(0)
    await page.fake.tell('chat-established', chat('a'))
    expect(page.desk.reading.selected.value).toBe('a')
  })

  test.each([
    ['timed-out', ['request-timed-out']],
    ['visitor-left', ['visitor-left']],
    ['declined', []],
    ['not-online', []],
  ] as const)('taken back because %s', async (reason, facts) => {
    await page.start(snapshot({ offers: [offer('a')] }))
    await page.fake.tell('offer-withdrawn', { chatId: 'a', reason })
    expect(page.desk.snapshot.value.offers).toEqual([])
    expect(page.shown).toEqual(facts)
  })
})

describe('writing', () => {
  test('a sent message appears once, whichever way it comes first', async () => {
    await page.start(snapshot({ chats: [chat('a', [message('a', 1)])] }))
    page.desk.write('a', '\n Hello \n')
    page.desk.send('a')
    await page.fake.tell('message', message('a', 1_001, 'agent', ' Hello'))
    expect(page.fake.called('sendMessage')).toEqual(['a  Hello'])
    expect(page.desk.outbox.unsent.value).toEqual([])
    expect(page.desk.transcripts.all.value.get('a')?.entries.map(({ number }) => number)).toEqual([1, 1_001])
    expect(page.desk.drafts.texts.value).toEqual({})
  })

  test('nothing but blanks is not sent, and stays', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    page.desk.write('a', ' \n ')
    page.desk.send('a')
    expect(page.fake.called('sendMessage')).toEqual([])
  })

  test('what is written while the server is away goes out when the stream is back', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    page.fake.refusals = { sendMessage: { kind: 'unreachable' } }
    await page.fake.drop()
    page.desk.write('a', 'Hello')
    page.desk.send('a')
    await settle()
    expect(page.desk.outbox.unsent.value).toHaveLength(1)
    page.fake.refusals = {}
    page.app.retryNow()
    await settle()
    expect(page.desk.outbox.unsent.value).toEqual([])
  })

  test('what was not sent before a reload, in a chat that ended meanwhile, is told and does not stay for ever', async () => {
    await page.start(snapshot({ chats: [chat('a'), chat('b')] }))
    page.fake.refusals = { sendMessage: { kind: 'unreachable' } }
    for (const chatId of ['a', 'b']) {
      page.desk.write(chatId, `Hello ${chatId}`)
      page.desk.send(chatId)
    }
    await settle()
    page.fake.refusals = { sendMessage: { kind: 'refused', status: 409, code: 'chat-over', detail: '' } }
    await page.start(snapshot({ chats: [chat('b')] }))
    await settle()
    const facts = page.app.notices.shown.value.map(({ fact }) => fact)
    expect(facts).toEqual([
      { what: 'not-sent', text: 'Hello a', code: 'chat-over', detail: '' },
      { what: 'message-refused', chatId: 'b', visitorName: 'Ana' },
    ])
    // In a chat that is on the desk it stays where it was written, to be tried again.
    expect(page.desk.outbox.unsent.value.map(({ text }) => text)).toEqual(['Hello b'])
  })

  test('the visitor hears of typing, and that it ended with the message or the turn to another chat', async () => {
    await page.start(snapshot({ chats: [chat('a'), chat('b')] }))
    page.desk.select('a')
    page.desk.write('a', 'H')
    page.desk.write('a', 'He')
    page.desk.send('a')
    page.desk.write('a', 'x')
    page.desk.select('b')
    expect(page.fake.called('setTyping')).toEqual(['a on', 'a off', 'a on', 'a off'])
  })
})

describe('the visitor', () => {
  test('types, and what is sent takes the ghost’s place', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    await page.fake.tell('visitor-typing', { chatId: 'a', typing: true, text: 'Hel' })
    expect(page.desk.signs.signs.value.get('a')?.text).toBe('Hel')
    await page.fake.tell('message', message('a', 5))
    expect(page.desk.signs.signs.value.size).toBe(0)
  })

  test('goes away and comes back, also by writing', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    const away = (): boolean | undefined => page.desk.entries.value[0]?.chat.visitorAway
    await page.fake.tell('visitor-away', { chatId: 'a' })
    expect(away()).toBe(true)
    await page.fake.tell('visitor-back', { chatId: 'a' })
    expect(away()).toBe(false)
    await page.fake.tell('visitor-away', { chatId: 'a' })
    await page.fake.tell('message', message('a', 5))
    expect(away()).toBe(false)
  })

  test('writes in a chat that is not on the screen: it is counted and spoken', async () => {
    await page.start(snapshot({ chats: [chat('a'), chat('b')] }))
    page.desk.select('a')
    await page.fake.tell('message', message('b', 5))
    expect(page.spoken).toBe('new-message')
    expect(page.desk.entries.value.map(({ unread }) => unread)).toEqual([0, 1])
    expect(page.desk.waitingCount.value).toBe(1)
  })

  test('and a colleague in the same chat, too; what this agent writes at another window is not news', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    await page.fake.tell('message', message('a', 5, 'agent'))
    expect(page.spoken).toBeUndefined()
    await page.fake.tell('message', { ...message('a', 6, 'agent'), agentId: '005000000000002', name: 'Ben' })
    expect(page.spoken).toBe('colleague-message')
    expect(page.desk.waitingCount.value).toBe(1)
  })

  test('writes below what the agent reads: it is counted and spoken', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    page.desk.select('a')
    page.desk.reading.atNewest.value = false
    await page.fake.tell('message', message('a', 5))
    expect(page.spoken).toBe('new-message')
    expect(page.desk.waitingCount.value).toBe(1)
  })
})

test('what was scrolled up to stays while the chat is read, and goes when the agent turns from it', async () => {
  await page.start(snapshot({ chats: [chat('a'), chat('b')] }))
  page.desk.select('a')
  const known = (): number | undefined => page.desk.transcripts.all.value.get('a')?.entries.length
  const entries = Array.from({ length: transcriptEntriesMax + 1 }, (_, number) => message('a', number))
  page.desk.transcripts.newest([{ ...chat('a'), entries }])
  await page.fake.tell('message', message('a', transcriptEntriesMax + 1))
  expect(known()).toBe(transcriptEntriesMax + 2)
  page.desk.select('b')
  expect(known()).toBe(transcriptEntriesMax / 2)
})
