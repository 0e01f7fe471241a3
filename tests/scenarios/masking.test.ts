/** Rules against sensitive data: what they are applied to, what agents are told of it, and that nothing else remains. */
import { describe, expect, test } from 'vitest'
import type { Entry } from '../../src/agent-api/entries.js'
import { chatRef } from '../../src/chat/chat-service.js'
import type { SensitiveDataRule } from '../../src/setup/kinds/sensitive-data-rule.js'
import { AgentDesk } from '../support/agent-desk.js'
import { FileChat } from '../support/file-chat.js'
import { shareInProcess, startInProcess } from '../support/in-process-server.js'
import { lastingStore } from '../support/test-store.js'
import { askAsScript, type Parameters } from '../support/page-script.js'
import { RawVisitor, restPath, versionHeader } from '../support/raw-visitor.js'
import { changeSetup, makeOrganization, type TestOrganization } from '../support/test-organization.js'
import { filePart, form } from '../support/upload.js'
import { expectRefusal, noSession } from '../support/wire-refusal.js'

const server = shareInProcess()
const ok = { status: 200, text: 'OK' }
const card = '4111 1111 1111 1111'
const cards = { name: 'Card numbers', pattern: '\\b(?:\\d[ -]?){13,16}\\b', replacement: '[card]' }
let made = 0

const addRule = async (organization: TestOrganization, rule: Partial<SensitiveDataRule>): Promise<string> => {
  made += 1
  const id = `0GOP0${String(made).padStart(10, '0')}`
  await changeSetup(organization, 'sensitive-data-rule', id, { name: `Rule ${made}`, pattern: 'x', ...rule })
  return id
}

const begin = async (rules: readonly Partial<SensitiveDataRule>[] = [cards], changes: object = {}) => {
  const organization = await makeOrganization(server)
  for (const rule of rules) await addRule(organization, rule)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization, changes)
  const chat = await ada.takeNext()
  return { organization, ada, visitor, chat, chatId: chat.chatId }
}

/** The entries that came since, without what all of them have. */
const told = async (ada: AgentDesk) =>
  (await ada.events.untaken()).map(({ name, data }) => [name, data as Entry | Record<string, unknown>] as const)

/** Everything in the files of a store, as text. */
describe('[M-1] a text is masked before anything else happens to it', () => {
  test('a message, and the agent is told by which rule', async () => {
    const { ada, visitor } = await begin()
    expect(await visitor.write(`Card ${card}, ok?`)).toMatchObject(ok)
    expect(await told(ada)).toMatchObject([
      ['message', { text: 'Card [card], ok?' }],
      ['rules-triggered', { side: 'visitor', rules: ['Card numbers'] }],
    ])
  })

  test('what is about to be sent', async () => {
    const { ada, visitor } = await begin()
    await visitor.post('ChasitorSneakPeek', { position: 0, text: `My ${card}` })
    expect(await told(ada)).toMatchObject([['visitor-typing', { text: 'My [card]' }]])
  })

  test('what programs say, picks and pages', async () => {
    const { organization, ada, visitor, chatId } = await begin()
    await visitor.post('CustomEvent', { type: `pay ${card}`, data: `{"card":"${card}"}` })
    await visitor.post('RichMessage', { actions: [{ type: 'ChatWindowMenu', index: 0, value: card }] })
    const page = `https://shop.example/?card=${card.replaceAll(' ', '')}`
    await server.running.parts.chats.visitPage(chatRef(organization.organizationId, chatId), page)
    const masked = ['rules-triggered', { rules: ['Card numbers'] }]
    expect(await told(ada)).toMatchObject([
      ['custom-event', { type: 'pay [card]', data: '{"card":"[card]"}' }],
      masked,
      ['visitor-pick', { picks: [{ value: '[card]' }] }],
      masked,
      ['page-visited', { location: 'https://shop.example/?card=[card]' }],
      masked,
    ])
  })

  test('the name of a file, as agents are told and as it is kept', async () => {
    const chat = await FileChat.begin(await makeOrganization(server))
    await addRule(chat.organization, cards)
    await addRule(chat.organization, { name: 'Secrets', pattern: 'secret\\.txt', action: 'remove' })
    await addRule(chat.organization, { name: 'Folders', pattern: 'blue', replacement: '../red/' })
    const sends = async (name: string) => {
      expect((await chat.send(await chat.ask(), form(filePart('x', name)))).text).toBe('Success')
      await chat.told()
      return (await chat.ada.events.next('file-received')).data.name
    }
    expect(await sends(`scan ${card}.png`)).toBe('scan [card].png')
    expect((await chat.ada.events.next('rules-triggered')).data).toMatchObject({
      side: 'visitor',
      rules: ['Card numbers'],
    })
    // What the rules leave, or put in, is still a name, and no path.
    expect(await sends('secret.txt')).toBe('file')
    await chat.ada.events.next('rules-triggered')
    expect(await sends('my blue.png')).toBe('.png')
    await chat.ada.events.next('rules-triggered')
    expect((await chat.files()).map(({ name }) => name)).toEqual(['scan [card].png', 'file', '.png'])
    expect(await sends('plain.png')).toBe('plain.png')
    expect(await chat.ada.events.untaken()).toEqual([])
  })

  test('a request: its name, its details and the records it asks for', async () => {
    const { organization, chat, chatId } = await begin([cards], {
      visitorName: `Ana ${card}`,
      prechatDetails: [{ label: 'Card', value: card, displayToAgent: true, transcriptFields: [] }],
      prechatEntities: [{ entityName: 'Contact', note: [card] }],
    })
    expect(chat.visitorName).toBe('Ana [card]')
    expect(chat.details).toEqual([{ label: 'Card', value: '[card]' }])
    expect(chat.entries).toMatchObject([{ kind: 'rules-triggered', side: 'visitor', rules: ['Card numbers'] }])
    const request = await server.running.parts.chats.request(chatRef(organization.organizationId, chatId))
    expect(request?.entities).toEqual([{ entityName: 'Contact', note: ['[card]'] }])
  })

  test('every page a visitor was on before the request, however it was told', async () => {
    const organization = await makeOrganization(server)
    await addRule(organization, cards)
    await AgentDesk.open(organization, 'ada')
    const page = (name: string) => `https://shop.example/${name}?card=${card.replaceAll(' ', '')}`
    const visitorId = `masked-${organization.organizationId}`
    const tell = (path: string, parameters: Parameters, headers = {}) =>
      askAsScript(organization, path, { sid: visitorId, ...parameters }, headers)
    await tell('Visitor/Breadcrumb.jsonp', { 'Breadcrumb.location': encodeURIComponent(page('script')) })
    const settings = { 'Settings.buttonIds': '[]', 'Settings.updateBreadcrumb': '1' }
    await tell('Visitor/Settings.jsonp', settings, { Referer: page('settings') })
    const posted = await server.request({
      method: 'POST',
      path: restPath(`Visitor/Breadcrumb?sid=${visitorId}`),
      headers: versionHeader,
      body: JSON.stringify({ location: page('posted') }),
    })
    expect(posted).toMatchObject(ok)
    const visitor = await RawVisitor.ask(organization, { visitorId })
    const { messages } = await visitor.reads(['ChatRequestSuccess', 'SensitiveDataRules'], -1)
    expect(messages[0]?.message).toMatchObject({ url: 'https://shop.example/posted?card=[card]' })
    const [ref] = await server.running.parts.log
      .openStreams('chat')
      .then((names) => names.filter((name) => name.organizationId === organization.organizationId))
    const request = await server.running.parts.chats.request(chatRef(organization.organizationId, ref!.id))
    expect(request?.pages?.map(({ location }) => location)).toEqual(
      ['script', 'settings', 'posted'].map((name) => `https://shop.example/${name}?card=[card]`),
    )
    expect(JSON.stringify(request)).not.toContain(card.replaceAll(' ', ''))
    // The one that follows comes over the wire as well.
    const body = JSON.stringify({ location: page('later') })
    const headers = { ...versionHeader, 'X-LIVEAGENT-SESSION-KEY': visitor.session.key }
    await server.request({ method: 'POST', path: restPath('Visitor/Breadcrumb'), headers, body })
    expect((await visitor.reads(['NewVisitorBreadcrumb'])).messages[0]?.message).toEqual({
      location: 'https://shop.example/later?card=[card]',
    })
  })

  test('somebody whose whole name was masked is a visitor still', async () => {
    const { chat } = await begin([{ ...cards, action: 'remove' }], { visitorName: card })
    expect(chat.visitorName).toBe('Visitor')
  })

  test('what agents write, offer and tell, by the rules for agents', async () => {
    const rules = [cards, { name: 'Names', pattern: 'Ada', forVisitors: false, action: 'remove' as const }]
    const { ada, visitor, chatId } = await begin(rules)
    await visitor.reads(['ChatRequestSuccess', 'SensitiveDataRules'], -1)
    await visitor.reads(['ChatEstablished'], 0)
    const answer = await ada.request('POST', `/chats/${chatId}/messages`, { text: `Ada has ${card}` })
    expect(answer.json()).toMatchObject({ text: ' has [card]' })
    await ada.request('POST', `/chats/${chatId}/custom-events`, { type: card, data: card })
    await ada.request('POST', `/chats/${chatId}/rich-messages`, { type: 'buttons', items: [{ text: card }] })
    const { messages } = await visitor.read(1)
    expect(messages.filter(({ type }) => type !== 'AgentNotTyping').map(({ message }) => message)).toMatchObject([
      { text: ' has [card]' },
      { type: '[card]', data: '[card]' },
      { items: [{ text: '[card]' }] },
    ])
    expect((await told(ada))[1]).toMatchObject(['rules-triggered', { side: 'agent', rules: ['Card numbers', 'Names'] }])
    expect(await visitor.write('Ada')).toMatchObject(ok)
    expect((await told(ada)).at(-1)).toMatchObject(['message', { text: 'Ada' }])
  })
})

test('[M-2] a change of the rules counts from the next text on; one that cannot be used breaks nothing', async () => {
  const { organization, ada, visitor } = await begin([])
  await visitor.write('One secret')
  await addRule(organization, { pattern: '(?=secret)' })
  await visitor.write('Two secret')
  await addRule(organization, { pattern: 'secret', action: 'remove' })
  await visitor.write('Three secret')
  const texts = (await told(ada)).flatMap(([, data]) => ('text' in data ? [data.text] : []))
  expect(texts).toEqual(['One secret', 'Two secret', 'Three '])
})

describe('[C-7] repeats', () => {
  test('are recognised by the masked content', async () => {
    const { ada, visitor } = await begin()
    for (let sent = 0; sent < 2; sent += 1) expect(await visitor.write(`Card ${card}`, 7)).toMatchObject(ok)
    expect(await told(ada)).toHaveLength(2)
    // Numbers prove something still: the same text once more, under another number, is new.
    expect(await visitor.write(`Card ${card}`, 8)).toMatchObject(ok)
    expect(await told(ada)).toHaveLength(4)
  })

  test('of an agent’s message with a key as well', async () => {
    const { ada, chatId } = await begin()
    const key = { 'Idempotency-Key': 'k' }
    const write = (text: string) => ada.request('POST', `/chats/${chatId}/messages`, { text }, key)
    const [first, again] = [await write(card), await write(card)]
    expect(again.json()).toEqual(first.json())
    expect((await write('else')).status).toBe(422)
  })
})

test('[M-3] clients are handed the rules with the answer to their request, and by themselves', async () => {
  const { visitor, organization } = await begin([
    { ...cards, priority: 2 },
    { name: 'Agents’', forVisitors: false },
  ])
  const id = await addRule(organization, { name: 'First', action: 'remove', priority: 1 })
  const { messages, sequence } = await visitor.reads(['ChatRequestSuccess', 'SensitiveDataRules'], -1)
  const rules = messages[0]?.message.sensitiveDataRules
  expect(rules).toMatchObject([
    { id, name: 'First', pattern: 'x', actionType: 'Remove' },
    { name: 'Card numbers', pattern: cards.pattern, actionType: 'Replace', replacement: '[card]' },
  ])
  expect(messages[1]?.message).toEqual({ sensitiveDataRules: rules })
  expect(sequence).toBe(0)
})

test('[M-3] a deployment that wants one message at a time gets one', async () => {
  const organization = await makeOrganization(server)
  await addRule(organization, cards)
  await changeSetup(organization, 'deployment', organization.deploymentId, { oneMessagePerResponse: true })
  await AgentDesk.open(organization, 'ada')
  await (await RawVisitor.ask(organization)).reads(['ChatRequestSuccess'], -1)
})

describe('[M-5] an agent’s client says which rules it applied itself', () => {
  const say = (headers: Record<string, string>, chatId: string, name = 'Cards') =>
    server.request({
      ...{ method: 'POST', path: restPath('Agent/SensitiveDataRuleTriggered') },
      ...{ headers: { ...versionHeader, ...headers }, body: JSON.stringify({ rules: [{ name }], chatId }) },
    })

  test('with the token of the agent in charge, as bearer or cookie', async () => {
    const { ada, visitor } = await begin()
    expect(await say({ Authorization: `Bearer ${ada.token}` }, visitor.session.id)).toMatchObject(ok)
    expect(await say({ Cookie: `parley_token=${ada.token}` }, visitor.session.id, card)).toMatchObject(ok)
    expect(await told(ada)).toMatchObject([
      ['rules-triggered', { side: 'agent', rules: ['Cards'] }],
      ['rules-triggered', { side: 'agent', rules: ['[card]'] }],
    ])
  })

  test('with any other, or for another chat, it is refused', async () => {
    const { organization, ada, visitor } = await begin()
    const other = await begin()
    const ben = await AgentDesk.logIn(organization, 'ben')
    const { id } = visitor.session
    expectRefusal(await say({}, id), 403, noSession)
    expectRefusal(await say(visitor.sessionHeaders, id), 403, noSession)
    expectRefusal(await say({ Authorization: 'Bearer nonsense' }, id), 403, noSession)
    const foreign = { Cookie: `parley_token=${ada.token}`, 'Sec-Fetch-Site': 'cross-site' }
    expectRefusal(await say(foreign, id), 403, noSession)
    expectRefusal(await say({ Authorization: `Bearer ${ben.token}` }, id), 403, noSession)
    const mine = { Authorization: `Bearer ${ada.token}` }
    for (const chatId of [other.visitor.session.id, 'nonsense']) expectRefusal(await say(mine, chatId), 403, noSession)
    expect(await told(ada)).toEqual([])
  })
})

test('[M-1] nothing of what was masked is in the store, in any form', async () => {
  const own = await startInProcess({ store: lastingStore })
  const organization = await makeOrganization(own)
  await addRule(organization, cards)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization, { visitorName: card })
  const { chatId } = await ada.takeNext()
  await visitor.write(`Card ${card}`, 2)
  await visitor.post('CustomEvent', { type: card, data: card }, { sequence: 3 })
  await visitor.post('ChasitorSneakPeek', { text: card })
  await visitor.post('SensitiveDataRuleTriggered', { rules: [{ name: card }] }, { sequence: 4 })
  await ada.request('POST', `/chats/${chatId}/messages`, { text: card })
  await told(ada)
  expect(ada.events.text).toContain('[card]')
  expect(ada.events.text).not.toContain(card)
  const stored = await own.storedText()
  expect(stored).toContain('[card]')
  const { hash } = own.running.parts
  const body = JSON.stringify({ text: `Card ${card}` })
  const digests = [`Chasitor/ChatMessage\n${body}`, body, `Card ${card}`].map((text) => hash.digest(text))
  for (const trace of [card, card.replaceAll(' ', ''), ...digests]) expect(stored).not.toContain(trace)
})
