/** A deployment whose clients read only the first message of a response: every response holds one. */
import { expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { changeSetup, makeOrganization } from '../support/test-organization.js'

const server = shareInProcess()

const begin = async () => {
  const organization = await makeOrganization(server)
  await changeSetup(organization, 'deployment', organization.deploymentId, { oneMessagePerResponse: true })
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  return { ada, visitor, chatId }
}

test.each([
  ['with ack', true],
  ['without', false],
])('[D-20 E12 E13 E15] each message is alone, in order, and numbered (%s)', async (_how, acks) => {
  const { ada, visitor, chatId } = await begin()
  for (const text of ['One', 'Two', 'Three']) await ada.say(chatId, text)
  await ada.end(chatId)
  const types = ['ChatRequestSuccess', 'ChatEstablished', 'ChatMessage', 'ChatMessage', 'ChatMessage', 'ChatEnded']
  const texts: unknown[] = []
  for (const [number, type] of types.entries()) {
    const { messages, sequence } = await visitor.reads([type], acks ? number - 1 : undefined)
    expect(sequence).toBe(number)
    texts.push(...messages.map(({ message }) => message['text']).filter(Boolean))
  }
  expect(texts).toEqual(['One', 'Two', 'Three'])
  expect((await visitor.poll(acks ? 5 : undefined)).status).toBe(403)
})

test('[D-20 E14 E15] that the agent stopped typing comes alone after the message, to a client that knew of it', async () => {
  const { ada, visitor, chatId } = await begin()
  await visitor.reads(['ChatRequestSuccess'], -1)
  await visitor.reads(['ChatEstablished'], 0)
  const poll = await visitor.held(1)
  await ada.typing(chatId, true)
  expect((await poll.answer).json()).toMatchObject({ messages: [{ type: 'AgentTyping' }], sequence: 1 })
  await ada.say(chatId, 'One')
  await ada.say(chatId, 'Two')
  expect((await visitor.reads(['ChatMessage'], 1)).sequence).toBe(2)
  expect((await visitor.reads(['ChatMessage'], 2)).sequence).toBe(3)
  expect((await visitor.reads(['AgentNotTyping'], 3)).sequence).toBe(3)
  const next = await visitor.held(3)
  await ada.say(chatId, 'Three')
  expect((await next.answer).json()).toMatchObject({ messages: [{ message: { text: 'Three' } }], sequence: 4 })
  expect((await visitor.held(4)).isHeld()).toBe(true)
})
