/** The agents' event stream: its form, its snapshot, and going on exactly where it broke off. */
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { LogAwayError } from '../../src/event-log/event-log.js'
import { AgentDesk } from '../support/agent-desk.js'
import type { StreamEvent } from '../support/event-stream.js'
import { shareInProcess, startInProcess, until } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'
import { messagesOf } from '../support/messages-of.js'

const server = shareInProcess()

/** A day at Ada's desk with an event of every kind; each visitor's text has its own words. */
const aDay = async () => {
  const organization = await makeOrganization(server)
  const { ada, visitor, chatId } = await WatchedChat.begin(organization)
  await ada.say(chatId, 'From Ada, again')
  await visitor.post('ChasitorTyping')
  await visitor.post('ChasitorSneakPeek', { text: 'Almost' })
  await visitor.write('From Ana, again')
  const second = await RawVisitor.ask(organization, { visitorName: 'Bob' })
  await second.write('From Bob, early')
  const { chatId: secondId } = (await skipTo(ada, 'offer')).data as { chatId: string }
  await ada.accept(secondId)
  await ada.events.next('chat-established')
  await second.post('ChatEnd')
  await ada.events.next('chat-ended')
  await RawVisitor.ask(organization, { visitorName: 'Cleo' })
  await ada.events.next('offer')
  await ada.setPresence('away')
  await ada.events.next('presence')
  await ada.events.next('offer-withdrawn')
  return { organization, ada, visitor, chatId, events: ada.events.events }
}

const skipTo = async (desk: AgentDesk, name: StreamEvent['name']) => {
  for (;;) {
    const [event] = await desk.events.untaken()
    if (event === undefined || event.name === name) return desk.events.next(name)
    await desk.events.next(event.name)
  }
}

const isDurable = ({ id }: StreamEvent): boolean => id !== undefined

test('[A-4] the stream is one of server-sent events that nothing may keep', async () => {
  const { ada } = await WatchedChat.begin(await makeOrganization(server))
  const { headers, status, text } = ada.events
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('text/event-stream; charset=utf-8')
  expect(headers['cache-control']).toBe('no-store')
  expect(text).toMatch(/^retry: \d+\n\nid: \S+\nevent: snapshot\ndata: \{.*\}\n\n/)
})

test('[A-4] a line break in a text does not break the stream', async () => {
  const { ada, visitor } = await WatchedChat.begin(await makeOrganization(server))
  const text = 'One\n\nevent: chat-ended\ndata: {}\r\n\r\u2028id: 1\n\n'
  await visitor.write(text)
  expect((await ada.events.next('message')).data.text).toBe(text)
  expect(await ada.events.untaken()).toEqual([])
})

test('[A-4] each text is in exactly one event, and once in a snapshot', async () => {
  const { ada, events } = await aDay()
  const written = ['From Ana', 'From Ada', 'From Ada, again', 'From Ana, again', 'From Bob, early']
  const count = (event: StreamEvent, text: string): number =>
    JSON.stringify(event.data).split(`"text":"${text}"`).length - 1
  for (const text of written)
    expect(
      events.reduce((sum, event) => sum + count(event, text), 0),
      text,
    ).toBe(1)
  const fresh = await ada.follow()
  const snapshot = await fresh.next('snapshot')
  for (const text of written.slice(0, 4)) expect(count(snapshot, text), text).toBe(1)
  expect(count(snapshot, 'From Bob, early')).toBe(0)
})

test('[A-4] every durable event has an id of its own, a fleeting one has none', async () => {
  const { events } = await aDay()
  const fleeting = ['visitor-typing', 'visitor-away', 'visitor-back']
  for (const event of events) expect(isDurable(event), event.name).toBe(!fleeting.includes(event.name))
  const ids = events.filter(isDurable).map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(new Set(events.map(({ name }) => name))).toEqual(
    new Set([
      ...[
        'snapshot',
        'presence',
        'offer',
        'offer-withdrawn',
        'chat-established',
        'message',
        'visitor-typing',
        'chat-ended',
      ],
    ]),
  )
})

test('[A-4] typing is told to the agent in charge as it happens', async () => {
  const { ada, visitor, chatId } = await WatchedChat.begin(await makeOrganization(server))
  await visitor.post('ChasitorTyping')
  await visitor.post('ChasitorSneakPeek', { position: 0, text: 'Hel' })
  await visitor.post('ChasitorSneakPeek', {})
  await visitor.post('ChasitorNotTyping')
  const told = (await ada.events.untaken()).map(({ name, data }) => [name, data])
  expect(told).toEqual([
    ['visitor-typing', { chatId, typing: true }],
    ['visitor-typing', { chatId, typing: true, text: 'Hel' }],
    ['visitor-typing', { chatId, typing: false, text: '' }],
    ['visitor-typing', { chatId, typing: false }],
  ])
})

describe('[A-5] Last-Event-ID', () => {
  test('brings exactly what was missed, from every place', async () => {
    const { ada, events } = await aDay()
    const durable = events.filter(isDurable)
    for (const [index, { id }] of durable.entries()) {
      const resumed = await ada.follow(id)
      const missed = durable.slice(index + 1)
      for (const event of missed) expect(await resumed.next(event.name)).toEqual(event)
      expect(await resumed.untaken()).toEqual([])
      resumed.close()
    }
  })

  test('goes on with what happens next, in the same order as for those who stayed', async () => {
    const { ada, visitor, chatId } = await WatchedChat.begin(await makeOrganization(server))
    const stayed = ada.events
    const last = stayed.events.at(-1)!.id
    for (const text of ['Missed one', 'Missed two']) await visitor.write(text)
    const resumed = await ada.follow(last)
    const writing = ['Live one', 'Live two'].map((text) => visitor.write(text))
    await ada.request('POST', `/chats/${chatId}/messages`, { text: 'Live three' })
    await Promise.all(writing)
    for (let messages = 0; messages < 5; messages += 1) {
      expect(await resumed.next('message')).toEqual(await stayed.next('message'))
    }
    expect([...(await resumed.untaken()), ...(await stayed.untaken())]).toEqual([])
  })

  test.each(['', '0', 'x', '00000000-1', '-1', '__proto__'])('%j is not known: a new snapshot comes', async (id) => {
    const { ada, chatId } = await WatchedChat.begin(await makeOrganization(server))
    const fresh = await ada.follow(id)
    const { data: snapshot } = await fresh.next('snapshot')
    expect(snapshot.chats.map((chat) => chat.chatId)).toEqual([chatId])
    expect(await fresh.untaken()).toEqual([])
  })

  test('of another agent is not known', async () => {
    const organization = await makeOrganization(server)
    const { ada } = await WatchedChat.begin(organization)
    const ben = await AgentDesk.logIn(organization, 'ben')
    const events = await ben.follow(ada.events.events.at(-1)!.id)
    expect((await events.next('snapshot')).data).toMatchObject({ agent: { name: 'Ben' }, offers: [], chats: [] })
  })

  test('reaches 500 events back', async () => {
    const { ada, visitor } = await WatchedChat.begin(await makeOrganization(server))
    const [before, last] = ada.events.events.slice(-2)
    for (let sent = 0; sent < 500; sent += 1) await visitor.write(`Number ${sent}`)
    const resumed = await ada.follow(last!.id)
    expect((await resumed.next('message')).data.text).toBe('Number 0')
    const tooLate = await ada.follow(before!.id)
    const { data: snapshot } = await tooLate.next('snapshot')
    expect(
      messagesOf(snapshot.chats[0]!)
        .map(({ text }) => text)
        .at(-1),
    ).toBe('Number 499')
    expect(snapshot.chats[0]!.entries).toHaveLength(100)
    expect(snapshot.chats[0]!.hasEarlier).toBe(true)
  })

  test('is known for two minutes after the last stream is gone', async () => {
    const own = await startInProcess({ environment: { PARLEY_AGENT_LEASE_MS: '600000' } })
    const { ada, visitor } = await WatchedChat.begin(await makeOrganization(own))
    const last = ada.events.events.at(-1)!.id
    await ada.leave()
    await own.pass(119_000)
    await visitor.write('Missed')
    expect((await (await ada.follow(last)).next('message')).data.text).toBe('Missed')
    await ada.leave()
    await own.pass(121_000)
    await (await ada.follow(last)).next('snapshot')
  })
})

test('[A-4] messages are read page by page, the newest first, without gap or repeat', async () => {
  const { ada, visitor, chatId } = await WatchedChat.begin(await makeOrganization(server))
  for (let sent = 0; sent < 20; sent += 1) await visitor.write(`Number ${sent}`)
  const pages: string[][] = []
  let before: number | undefined
  for (;;) {
    const query = before === undefined ? '' : `&before=${before}`
    const answer = await ada.request('GET', `/chats/${chatId}/messages?limit=9${query}`)
    const page = answer.json() as { messages: { text: string; number: number }[]; hasEarlier: boolean }
    pages.unshift(page.messages.map(({ text }) => text))
    before = page.messages[0]?.number
    if (!page.hasEarlier) break
  }
  expect(pages.map(({ length }) => length)).toEqual([4, 9, 9])
  expect(pages.flat()).toEqual(['From Ana', 'From Ada', ...Array.from({ length: 20 }, (_, sent) => `Number ${sent}`)])
})

test('[A-5] what could not be told because the log was away ends the stream, and the next one begins with it', async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  await RawVisitor.ask(organization)
  const { chatId } = (await ada.events.next('offer')).data
  const { chats } = server.running.parts
  const away = vi.spyOn(chats, 'request').mockRejectedValueOnce(new LogAwayError('The database cannot be reached.'))
  onTestFinished(() => away.mockRestore())
  const before = ada.events
  const reached = before.events.at(-1)?.id
  expect((await ada.request('POST', `/chats/${chatId}/accept`)).status).toBe(200)
  await until(() => before.ended, 'the stream to end')
  const { data } = await (await ada.follow(reached)).next('snapshot')
  expect(data.offers).toEqual([])
  expect(data.chats.map((chat) => chat.chatId)).toEqual([chatId])
})
