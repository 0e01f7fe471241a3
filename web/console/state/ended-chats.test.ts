/** Chats that end, and what stays of them on the desk. */
import { beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import { endedChatsMax } from './desk-stream.js'
import { ConsoleUnderTest } from './testing/console-under-test.js'
import { agent, chat, configuration, message, offer, snapshot } from './testing/fake-api.js'

let page: ConsoleUnderTest

beforeEach(() => {
  page = new ConsoleUnderTest(new ManualClock())
})

describe('the end of a chat', () => {
  test('ended here, it stays until it is closed, and then comes the next', async () => {
    await page.start(snapshot({ chats: [chat('a'), chat('b')] }))
    page.desk.select('a')
    await page.desk.endChat('a')
    expect(page.desk.stream.ending.value.has('a')).toBe(true)
    await page.fake.tell('chat-ended', { chatId: 'a', reason: 'agent' })
    expect(page.listed).toEqual(['b', 'a ended'])
    expect(page.desk.focus.wish.value).toBe('close-chat')
    page.desk.closeChat('a')
    expect(page.listed).toEqual(['b'])
    expect(page.desk.reading.selected.value).toBe('b')
    expect(page.desk.focus.wish.value).toBe('composer')
  })

  test('ended by the visitor, the focus is not sent to a button', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    page.desk.select('a')
    await page.fake.tell('chat-ended', { chatId: 'a', reason: 'visitor' })
    expect(page.desk.focus.wish.value).toBe('ended')
    expect(page.desk.selectedEntry.value?.ended?.reason).toBe('visitor')
  })

  test('taken over by a colleague, it says by whom', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    const successor = { agentId: '005000000000002', name: 'Ben' }
    await page.fake.tell('chat-ended', { chatId: 'a', reason: 'transferred', successor })
    expect(page.desk.entries.value[0]?.ended?.colleague).toBe('Ben')
  })

  test('[A-46] [A-47] what a supervisor decided is told with their name', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    const by = { agentId: '005000000000003', name: 'Sue' }
    await page.fake.tell('chat-ended', { chatId: 'a', reason: 'agent', by })
    expect(page.desk.entries.value[0]?.ended?.colleague).toBe('Sue')
    for (const status of ['offline', 'offline', 'away'] as const) await page.fake.tell('presence', { status, by })
    await page.fake.tell('presence', { status: 'online' })
    expect(page.shown).toEqual(['status-set', 'status-set'])
  })

  test('ended by somebody else in the chat, it says by whom', async () => {
    const ben = { agentId: '005000000000002', name: 'Ben' }
    const agents = [ben, { agentId: agent.id, name: agent.name }]
    const along = ['a', 'b', 'c'].map((chatId) => ({ ...chat(chatId), agents }))
    await page.start(snapshot({ chats: [...along, chat('d')] }))
    const sue = { agentId: '005000000000003', name: 'Sue' }
    const me = { agentId: agent.id, name: agent.name }
    await page.fake.tell('chat-ended', { chatId: 'a', reason: 'agent' })
    await page.fake.tell('chat-ended', { chatId: 'b', reason: 'blocked' })
    await page.fake.tell('chat-ended', { chatId: 'c', reason: 'agent', by: sue })
    await page.fake.tell('chat-ended', { chatId: 'd', reason: 'agent', by: me })
    expect(page.desk.entries.value.map(({ ended }) => [ended?.reason, ended?.colleague])).toEqual([
      ['agent', undefined],
      ['by-colleague', 'Sue'],
      ['blocked-by-colleague', 'Ben'],
      ['by-colleague', 'Ben'],
    ])
  })

  test('a lost visitor sounds, and so does a lost connection, where the configuration wants it', async () => {
    for (const disconnectSound of [false, true]) {
      await page.start(
        snapshot({ configuration: { ...configuration, disconnectSound }, chats: [chat('a'), chat('b')] }),
      )
      await page.fake.tell('chat-ended', { chatId: 'b', reason: 'visitor' })
      expect(page.lostTones).toBe(0)
      await page.fake.tell('chat-ended', { chatId: 'a', reason: 'visitor-lost' })
      expect(page.lostTones).toBe(disconnectSound ? 1 : 0)
      await page.fake.drop()
      expect(page.lostTones).toBe(disconnectSound ? 2 : 0)
    }
  })

  test('so many stay that nobody put away, and what belonged to the others goes', async () => {
    const ids = Array.from({ length: endedChatsMax + 3 }, (_, place) => `c${String(place).padStart(2, '0')}`)
    await page.start(snapshot({ chats: ids.map((id) => chat(id, [message(id, 1)])) }))
    page.desk.select('c00')
    for (const chatId of ids) await page.fake.tell('chat-ended', { chatId, reason: 'visitor' })
    const stay = ['c00', ...ids.slice(4)]
    expect(page.listed).toEqual(stay.map((id) => `${id} ended`).reverse())
    expect([...page.desk.transcripts.all.value.keys()]).toEqual(stay)
    expect(page.desk.reading.selected.value).toBe('c00')
  })

  test('an open chat cannot be put away', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    page.desk.closeChat('a')
    expect(page.listed).toEqual(['a'])
  })

  test('a chat that is missing in a new snapshot has ended unseen', async () => {
    await page.start(snapshot({ chats: [chat('a'), chat('b')] }))
    await page.fake.tell('snapshot', snapshot({ chats: [chat('b')] }))
    expect(page.listed).toEqual(['b', 'a ended'])
    expect(page.desk.entries.value[1]?.ended?.reason).toBe('unknown')
  })

  test('a chat that comes back is open again', async () => {
    await page.start(snapshot({ chats: [chat('a', [message('a', 1)])] }))
    await page.fake.tell('chat-ended', { chatId: 'a', reason: 'agent-lost' })
    await page.fake.tell('offer', offer('a'))
    await page.fake.tell('chat-established', chat('a', [message('a', 1), message('a', 4)]))
    expect(page.listed).toEqual(['a'])
  })

  test('what refuses to end says so, unless it is over already', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    page.fake.refusals = { end: { kind: 'refused', status: 409, code: 'chat-over', detail: '' } }
    await page.desk.endChat('a')
    expect(page.shown).toEqual([])
    page.fake.refusals = { end: { kind: 'unreachable' } }
    await page.desk.endChat('a')
    expect(page.shown).toEqual(['not-done'])
    expect(page.desk.stream.ending.value.size).toBe(0)
  })

  test('drafts, marks and quick texts go with the chat', async () => {
    await page.start(snapshot({ chats: [chat('a', [message('a', 1)])] }))
    page.desk.select('a')
    page.desk.write('a', 'half a sen')
    await page.desk.quickTexts.load('a')
    await page.fake.tell('chat-ended', { chatId: 'a', reason: 'visitor' })
    page.desk.closeChat('a')
    expect(page.desk.quickTexts.known.value.size).toBe(0)
    expect(page.local.names().filter((name) => name.includes('draft'))).toEqual([])
    expect(page.desk.reading.marks.value).toEqual({})
    expect(page.desk.reading.selected.value).toBeUndefined()
    expect(page.desk.focus.wish.value).toBe('chats')
  })
})
