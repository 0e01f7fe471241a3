/** What an agent does in a chat besides writing, and what they are told of others. */
import { beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import type { Handover } from '../../../src/agent-api/handovers.js'
import { ConsoleUnderTest } from './testing/console-under-test.js'
import { agent, chat, configuration, message, offer, settle, snapshot } from './testing/fake-api.js'

const ben = { agentId: '005000000000002', name: 'Ben' }
const handover: Handover = {
  ...{ type: 'transfer', to: { type: 'agent', id: ben.agentId, name: 'Ben' }, expiresAt: '2026-01-01T12:00:30.000Z' },
}

let page: ConsoleUnderTest

beforeEach(() => {
  page = new ConsoleUnderTest(new ManualClock())
})

const dialog = (): unknown => page.desk.dialog.value

describe('a question over the page', () => {
  test('goes away when the chat is over, so that the keys are the page’s again', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    page.desk.perform('a', 'end')
    expect(dialog()).toEqual({ what: 'end', chatId: 'a' })
    await page.fake.tell('chat-ended', { chatId: 'a', reason: 'visitor' })
    expect(dialog()).toBeUndefined()
  })

  test('goes away when another window was faster', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    page.desk.perform('a', 'transfer')
    await page.fake.tell('handover-offered', { chatId: 'a', handover })
    expect(dialog()).toBeUndefined()
  })

  test('is not asked about what is not possible', async () => {
    await page.start(snapshot({ configuration: { ...configuration, visitorBlocking: false }, chats: [chat('a')] }))
    page.desk.perform('a', 'block')
    page.desk.perform('b', 'end')
    expect(dialog()).toBeUndefined()
  })

  test('stays for a chat that goes on', async () => {
    await page.start(snapshot({ chats: [chat('a'), chat('b')] }))
    page.desk.perform('a', 'raise-flag')
    await page.fake.tell('message', message('a', 1))
    await page.fake.tell('chat-ended', { chatId: 'b', reason: 'visitor' })
    expect(dialog()).toEqual({ what: 'raise-flag', chatId: 'a' })
  })
})

describe('declining', () => {
  test('needs no reason where none is asked for', async () => {
    await page.start(snapshot({ offers: [offer('a')] }))
    page.desk.decline(offer('a'))
    await settle()
    expect(page.fake.called('decline')).toEqual(['a'])
  })

  test('asks for a reason where there are some, until the offer is gone', async () => {
    page.fake.declineReasons = [{ reasonId: 'r1', name: 'Wrong topic' }]
    await page.start(snapshot({ offers: [offer('a')] }))
    page.desk.decline(offer('a'))
    expect(page.fake.called('decline')).toEqual([])
    expect(dialog()).toEqual({ what: 'decline', chatId: 'a' })
    await page.desk.requests.decline(offer('a'), 'r1')
    expect(page.fake.called('decline')).toEqual(['a r1'])
    await page.fake.tell('offer-withdrawn', { chatId: 'a', reason: 'declined' })
    expect(dialog()).toBeUndefined()
  })
})

describe('deeds', () => {
  test('name exactly one target, and a note only when there is one', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    await page.desk.deeds.transfer('a', { type: 'agent', id: 'x' }, '')
    await page.desk.deeds.transfer('a', { type: 'queue', id: 'x' }, ' Please. ')
    expect(page.fake.called('transfer')).toEqual(['a {"agentId":"x"}', 'a {"queueId":"x","note":"Please."}'])
  })

  test('run once at a time in a chat', async () => {
    await page.start(snapshot({ chats: [chat('a'), chat('b')] }))
    page.desk.perform('a', 'ask-file')
    page.desk.perform('a', 'ask-file')
    page.desk.perform('b', 'ask-file')
    await settle()
    expect(page.fake.called('askForFile')).toEqual(['a', 'b'])
  })

  test('that fail are told of; those that are over already are not', async () => {
    await page.start(snapshot({ chats: [{ ...chat('a'), handover }] }))
    page.fake.refusals = { takeBack: { kind: 'refused', status: 409, code: 'no-handover', detail: '' } }
    page.desk.perform('a', 'take-back')
    await settle()
    expect([page.fake.called('takeBack'), page.shown]).toEqual([['a transfer'], []])
    page.fake.refusals = { takeBack: { kind: 'unreachable' } }
    page.desk.perform('a', 'take-back')
    await settle()
    expect(page.shown).toEqual(['not-done'])
  })
})

describe('the agent is told', () => {
  test.each([
    ['declined', ['handover-ended']],
    ['timed-out', ['handover-ended']],
    ['cancelled', []],
    ['over', []],
  ] as const)('of a hand-over that ended because %s', async (reason, facts) => {
    await page.start(snapshot({ chats: [{ ...chat('a'), handover }] }))
    await page.fake.tell('handover-ended', { chatId: 'a', reason })
    expect(page.shown).toEqual(facts)
    expect(page.desk.snapshot.value.chats[0]?.handover).toBeUndefined()
  })

  test('not of hand-overs that others asked for', async () => {
    const agents = [ben, { agentId: agent.id, name: agent.name }]
    await page.start(snapshot({ chats: [{ ...chat('a'), handover, agents }] }))
    await page.fake.tell('handover-ended', { chatId: 'a', reason: 'declined' })
    expect(page.shown).toEqual([])
  })

  test('who joined, who left, and who is in charge', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    await page.fake.tell('agent-joined', { chatId: 'a', ...ben })
    await page.fake.tell('agent-left', { chatId: 'a', ...ben })
    expect(page.shown).toEqual(['colleague-joined', 'colleague-left'])
    const agents = [ben, { agentId: agent.id, name: agent.name }]
    await page.fake.tell('snapshot', snapshot({ chats: [{ ...chat('a'), agents }] }))
    await page.fake.tell('agent-left', { chatId: 'a', ...ben, successorId: agent.id })
    expect(page.shown).toContain('now-in-charge')
    expect(page.desk.mayIn('a', 'end')).toBe(true)
  })

  test('of a visitor who waits too long, and of a flag that others took down', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    await page.fake.tell('critical-wait', { chatId: 'a' })
    expect(page.shown).toEqual(['critical-wait'])
    await page.fake.tell('flag', { chatId: 'a', flag: { text: 'Help', raisedAt: '2026-01-01T12:00:00.000Z' } })
    const lowering = page.desk.deeds.lowerFlag('a')
    await page.fake.tell('flag', { chatId: 'a' })
    await lowering
    await page.fake.tell('flag', { chatId: 'a' })
    expect(page.shown).toEqual(['critical-wait', 'flag-lowered'])
  })

  test('of a wait in the chat on the screen the chat itself tells', async () => {
    await page.start(snapshot({ chats: [chat('a'), chat('b')] }))
    page.desk.select('a')
    await page.fake.tell('critical-wait', { chatId: 'a' })
    expect([page.shown, page.spoken]).toEqual([[], undefined])
    await page.fake.tell('critical-wait', { chatId: 'b' })
    expect(page.shown).toEqual(['critical-wait'])
  })

  test('of a message that was refused after they had gone on to another chat', async () => {
    page.fake.refusals.sendMessage = { kind: 'refused', status: 409, code: 'chat-over', detail: 'The chat is over.' }
    await page.start(snapshot({ chats: [chat('a'), chat('b')] }))
    for (const chatId of ['a', 'b']) {
      page.desk.select(chatId)
      page.desk.write(chatId, 'Hello')
    }
    page.desk.send('b')
    await settle()
    expect(page.shown).toEqual([])
    page.desk.send('a')
    await settle()
    expect(page.shown).toEqual(['message-refused'])
  })
})

describe('statuses of the organization', () => {
  const training = { statusId: 's1', name: 'Training', takesChats: true }
  const meeting = { statusId: 's2', name: 'In a meeting', takesChats: false }

  test('stand beside those everybody has', async () => {
    page.fake.statuses = [training, meeting]
    await page.start()
    expect(page.desk.status.choices.value.map(({ status, named }) => named?.name ?? status)).toEqual([
      ...['online', 'Training', 'away', 'In a meeting', 'offline'],
    ])
  })

  test('are chosen by their id, and kept as the server confirms them', async () => {
    page.fake.statuses = [meeting]
    await page.start()
    const choice = page.desk.status.choices.value.find(({ named }) => named?.statusId === 's2')!
    const chosen = page.desk.status.choose(choice)
    expect(page.desk.status.current.value).toEqual(choice)
    await chosen
    expect(page.fake.called('setPresence')).toEqual(['s2'])
    expect(page.desk.status.current.value).toEqual(choice)
    expect(page.desk.snapshot.value.presence).toEqual({ status: 'away', statusId: 's2' })
  })

  test('that were chosen at another window have their name, one that is gone what it means', async () => {
    page.fake.statuses = [training]
    await page.start()
    await page.fake.tell('presence', { status: 'online', statusId: 's1' })
    expect(page.desk.status.current.value.named?.name).toBe('Training')
    await page.fake.tell('presence', { status: 'away', statusId: 'gone' })
    expect(page.desk.status.current.value).toEqual({ status: 'away' })
  })
})
