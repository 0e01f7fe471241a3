/** An agent's message that is sent again with the same Idempotency-Key, because its answer was lost. */
import { describe, expect, test } from 'vitest'
import { rememberedMs } from '../../src/chat/recent.js'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess, startInProcess } from '../support/in-process-server.js'
import { lastingStore, storeKinds } from '../support/test-store.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'

const write = (desk: AgentDesk, chatId: string, text: string, key: string) =>
  desk.request('POST', `/chats/${chatId}/messages`, { text }, { 'Idempotency-Key': key })

describe.each(storeKinds)('[A-9] on the %s store', (store) => {
  const server = shareInProcess({ store })

  test('the same key and text give the message written the first time', async () => {
    const { ada, visitor, chatId } = await WatchedChat.begin(await makeOrganization(server))
    const first = await write(ada, chatId, 'Once', 'k-1')
    expect(first.status).toBe(201)
    server.clock.advance(1000)
    const second = await write(ada, chatId, 'Once', 'k-1')
    expect(second).toMatchObject({ status: 201, text: first.text })
    await ada.events.next('message')
    expect(await ada.events.untaken()).toEqual([])
    await visitor.reads(['ChatMessage', 'AgentNotTyping'], 2)
    expect((await ada.messages(chatId)).filter(({ text }) => text === 'Once')).toHaveLength(1)
  })

  test('also when they are sent at once', async () => {
    const { ada, chatId } = await WatchedChat.begin(await makeOrganization(server))
    const answers = await Promise.all([1, 2, 3, 4].map(() => write(ada, chatId, 'Once', 'k')))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(await ada.messages(chatId)).toHaveLength(3)
  })

  test('the same key with another text is refused, and nothing is written', async () => {
    const { ada, chatId } = await WatchedChat.begin(await makeOrganization(server))
    await write(ada, chatId, 'Once', 'k')
    await ada.events.next('message')
    expectProblem(await write(ada, chatId, 'Twice', 'k'), 422, 'key-reused')
    expect(await ada.messages(chatId)).toHaveLength(3)
    expect(await ada.events.untaken()).toEqual([])
    expect((await write(ada, chatId, 'Once', 'k')).status).toBe(201)
  })

  test('a key means something in its chat and to its agent only', async () => {
    const organization = await makeOrganization(server)
    const { ada, chatId } = await WatchedChat.begin(organization)
    await RawVisitor.ask(organization)
    const { chatId: second } = await ada.takeNext()
    const answers = [await write(ada, chatId, 'One', 'k'), await write(ada, second, 'Two', 'k')]
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect(await ada.messages(second)).toHaveLength(1)
    await ada.leave()
    await server.pass(30_500)
    const ben = await AgentDesk.open(organization, 'ben')
    await Promise.all([ben.events.next('offer'), ben.accept(chatId)])
    expect(await write(ben, chatId, 'Another text', 'k')).toMatchObject({ status: 201 })
  })

  test('a repeat finds its message after the chat has ended, too', async () => {
    const { ada, chatId } = await WatchedChat.begin(await makeOrganization(server))
    const first = await write(ada, chatId, 'Last words', 'k')
    await ada.end(chatId)
    expect(await write(ada, chatId, 'Last words', 'k')).toMatchObject({ status: 201, text: first.text })
    expectProblem(await write(ada, chatId, 'More words', 'k-2'), 409, 'chat-over')
  })

  test('the keys of the last two minutes are remembered, and the newest 32 however old they are', async () => {
    const { ada, chatId } = await WatchedChat.begin(await makeOrganization(server))
    const count = async (): Promise<number> => (await ada.messages(chatId)).length
    const repeat = async (key: number): Promise<number> => {
      const before = await count()
      await write(ada, chatId, `Number ${key}`, `k-${key}`)
      return (await count()) - before
    }
    for (let key = 1; key <= 33; key += 1) await write(ada, chatId, `Number ${key}`, `k-${key}`)
    expect(await repeat(1)).toBe(0)
    await server.pass(rememberedMs + 1000)
    await write(ada, chatId, 'Number 34', 'k-34')
    expect([await repeat(3), await repeat(2)]).toEqual([0, 1])
  })

  test('without a key every message is a new one', async () => {
    const { ada, chatId } = await WatchedChat.begin(await makeOrganization(server))
    await ada.say(chatId, 'Hm')
    await ada.say(chatId, 'Hm')
    expect(await ada.messages(chatId)).toHaveLength(4)
  })
})

test('[A-9] a key is remembered over a restart', async () => {
  const server = await startInProcess({ store: lastingStore })
  const { ada, chatId } = await WatchedChat.begin(await makeOrganization(server))
  const first = await write(ada, chatId, 'Once', 'k')
  await server.restart()
  expect(await write(ada, chatId, 'Once', 'k')).toMatchObject({ status: 201, text: first.text })
  expectProblem(await write(ada, chatId, 'Twice', 'k'), 422, 'key-reused')
  expect(await ada.messages(chatId)).toHaveLength(3)
})
