/** What agents see and do in a chat besides writing: the entries of its transcript, one by one and all together. */
import { describe, expect, test } from 'vitest'
import { choicesMax, choiceTextMax, eventTypeMax, messageTextMax, type Entry } from '../../src/agent-api/entries.js'
import type { Chat, EntryPage, MessagePage } from '../../src/agent-api/chats.js'
import { chatRef } from '../../src/chat/chat-service.js'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'

const server = shareInProcess()
const begin = async () => WatchedChat.begin(await makeOrganization(server))
const menu = { type: 'menu', header: 'About what?', items: [{ text: 'Billing', value: 'b' }] }
const ok = { status: 200, text: 'OK' }

const entriesOf = async (ada: AgentDesk, chatId: string): Promise<readonly Entry[]> => {
  const answer = await ada.request('GET', `/chats/${chatId}/entries?limit=200`)
  return (answer.json() as EntryPage).entries
}

describe('[A-11] programs on both sides', () => {
  test('tell each other things, which the agent’s other programs see', async () => {
    const { ada, visitor, chatId } = await begin()
    const event = { type: 'cart', data: '{"items":3}' }
    expect(await ada.request('POST', `/chats/${chatId}/custom-events`, event)).toMatchObject({ status: 201 })
    expect((await ada.events.next('custom-event')).data).toMatchObject({ from: 'agent', ...event })
    expect((await visitor.reads(['CustomEvent'], 2)).messages[0]?.message).toEqual(event)
    expect(await visitor.post('CustomEvent', { type: 'cart', data: 'empty' })).toMatchObject(ok)
    expect((await ada.events.next('custom-event')).data).toMatchObject({ from: 'visitor', type: 'cart', data: 'empty' })
  })

  test('data may be left out', async () => {
    const { ada, visitor, chatId } = await begin()
    await ada.request('POST', `/chats/${chatId}/custom-events`, { type: 'ping' })
    expect((await visitor.reads(['CustomEvent'], 2)).messages[0]?.message).toEqual({ type: 'ping', data: '' })
  })

  test('offer choices, and hear what was picked', async () => {
    const { ada, visitor, chatId } = await begin()
    expect(await ada.request('POST', `/chats/${chatId}/rich-messages`, menu)).toMatchObject({ status: 201 })
    expect((await ada.events.next('rich-message')).data).toMatchObject({ name: 'Ada', content: menu })
    const [message] = (await visitor.reads(['RichMessage'], 2)).messages
    expect(message?.message).toEqual({ type: 'ChatWindowMenu', header: menu.header, items: menu.items })
    const actions = [{ type: 'ChatWindowMenu', index: 0, value: 'b' }]
    expect(await visitor.post('RichMessage', { actions })).toMatchObject(ok)
    expect((await ada.events.next('visitor-pick')).data.picks).toEqual([{ type: 'menu', index: 0, value: 'b' }])
  })

  test('cannot act in another agent’s chat, nor in none', async () => {
    const organization = await makeOrganization(server)
    const { chatId } = await WatchedChat.begin(organization)
    const ben = await AgentDesk.logIn(organization, 'ben')
    for (const [path, body] of [
      ['custom-events', { type: 't' }],
      ['rich-messages', menu],
    ] as const) {
      expectProblem(await ben.request('POST', `/chats/${chatId}/${path}`, body), 403, 'not-your-chat')
      expectProblem(await ben.request('POST', `/chats/nonsense/${path}`, body), 404, 'no-such-chat')
    }
  })
})

describe('[A-11] what is too much, or wrong, is refused and changes nothing', () => {
  const items = (count: number, text = 'x') => Array.from({ length: count }, () => ({ text }))
  const buttons = (count: number, text?: string) => ({ type: 'buttons', items: items(count, text) })

  test.each([
    ['custom-events', { type: '' }],
    ['custom-events', { type: 'x'.repeat(eventTypeMax + 1) }],
    ['custom-events', { type: 't', data: 'x'.repeat(messageTextMax + 1) }],
    ['custom-events', { type: 't', data: 1 }],
    ['rich-messages', { type: 'carousel', items: items(1) }],
    ['rich-messages', buttons(0)],
    ['rich-messages', buttons(choicesMax + 1)],
    ['rich-messages', buttons(1, 'x'.repeat(choiceTextMax + 1))],
    ['rich-messages', { type: 'menu', items: items(1) }],
  ])('%s %#', async (path, body) => {
    const { ada, chatId } = await begin()
    expectProblem(await ada.request('POST', `/chats/${chatId}/${path}`, body), 400, 'invalid')
    expect(await ada.events.untaken()).toEqual([])
  })

  test('up to their limits they are taken', async () => {
    const { ada, chatId } = await begin()
    const event = { type: 'x'.repeat(eventTypeMax), data: 'x'.repeat(messageTextMax) }
    expect((await ada.request('POST', `/chats/${chatId}/custom-events`, event)).status).toBe(201)
    const choices = buttons(choicesMax, 'x'.repeat(choiceTextMax))
    expect((await ada.request('POST', `/chats/${chatId}/rich-messages`, choices)).status).toBe(201)
  })
})

describe('[A-12] the transcript', () => {
  /** One of each kind, from both sides. */
  const everything = async () => {
    const chat = await begin()
    const { ada, visitor, chatId } = chat
    await visitor.write('Hello')
    await visitor.post('CustomEvent', { type: 'cart', data: '' })
    await ada.request('POST', `/chats/${chatId}/rich-messages`, menu)
    await visitor.post('RichMessage', { actions: [{ type: 'ChatWindowMenu', index: 0 }] })
    await visitor.post('ChasitorIdleTimeoutWarningEvent', { idleTimeoutWarningEvent: 'triggered' })
    await visitor.post('SensitiveDataRuleTriggered', { rules: [{ name: 'Cards' }] })
    await server.running.parts.chats.visitPage(chatRef(ada.agent.organizationId, chatId), 'https://shop.example/')
    await ada.request('POST', `/chats/${chatId}/custom-events`, { type: 'open' })
    return chat
  }
  const kinds = [
    ...['message', 'custom-event', 'rich-message', 'visitor-pick', 'idle-warning', 'rules-triggered', 'page-visited'],
    'custom-event',
  ]

  test('is on the stream, in a snapshot, in the chat and on its pages, and each time the same', async () => {
    const { ada, chatId } = await everything()
    const told = (await ada.events.untaken()).map(({ data }) => data)
    expect(told.map((entry) => (entry as Entry).kind)).toEqual(kinds)
    const chat = (await ada.request('GET', `/chats/${chatId}`)).json() as Chat
    const [first, second, ...all] = await entriesOf(ada, chatId)
    expect([first, second]).toMatchObject([{ text: 'From Ana' }, { text: 'From Ada' }])
    expect(all).toEqual(told)
    expect(chat.entries).toEqual([first, second, ...told])
    const { data: snapshot } = await (await ada.follow()).next('snapshot')
    expect(snapshot.chats[0]?.entries).toEqual(chat.entries)
  })

  test('comes page by page, and what was said also by itself', async () => {
    const { ada, chatId } = await everything()
    const all = await entriesOf(ada, chatId)
    const before = all[5]!.number
    const page = (await ada.request('GET', `/chats/${chatId}/entries?limit=2&before=${before}`)).json()
    expect(page).toEqual({ entries: all.slice(3, 5), hasEarlier: true })
    const said = (await ada.request('GET', `/chats/${chatId}/messages`)).json() as MessagePage
    expect(said).toEqual({ messages: all.slice(0, 3), hasEarlier: false })
  })

  test('shows whoever accepts what happened while the visitor waited, and nothing before', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    const { data: offer } = await ada.events.next('offer')
    await visitor.post('CustomEvent', { type: 'cart', data: 'secret' })
    expect(await ada.events.untaken()).toEqual([])
    await ada.accept(offer.chatId)
    expect((await ada.events.next('chat-established')).data.entries).toMatchObject([{ kind: 'custom-event' }])
  })
})
