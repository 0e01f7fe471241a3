/** Reading at a node that has heard of nothing what others have acknowledged. */
import { expect, test } from 'vitest'
import { readableChat } from '../../src/agent-api/routes/chat-of-request.js'
import { RoamingVisitor, SimulatedNodes } from '../support/simulated-nodes.js'
import { organizationId } from '../support/simulated-server.js'

const nobody = { id: 'a0', name: 'Agent 0' }

/** Two nodes that know of a chat which an agent is offered, and hear nothing of each other from then on. */
const deafNodes = async () => {
  const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
  const visitor = new RoamingVisitor(all, 0)
  await all.agentComes(0, 'a0')
  await visitor.ask(0)
  await all.rest()
  await all.pass(250)
  const chat = await visitor.chat(0)
  for (const { parts } of all.nodes) expect(parts.ledger.peek(chat)?.state).toBe('offered')
  all.relay.fate = () => 'lost'
  return { all, visitor, chat, one: all.node(0).parts, other: all.node(1).parts }
}

test('[N-18] an agent reads at any node what any node has acknowledged, and is not refused there', async () => {
  const { visitor, chat, one, other } = await deafNodes()
  await one.assignments.accept(chat, nobody)
  await one.chats.writeAsAgent(chat, nobody, 'Hello')
  await visitor.say(0, 'Hi')
  expect(other.ledger.peek(chat)?.state).toBe('offered')
  const agent = other.setup.agent(organizationId, 'a0')!
  const { chat: read, served } = await readableChat(other, agent, chat.name.id)
  expect(read).toMatchObject({ state: 'established', version: 5 })
  expect(served?.agent).toMatchObject(nobody)
  const { messages } = await other.views.messages(read, read.version + 1, 50)
  expect(messages.map(({ text }) => text)).toEqual(['Hello', 'Hi'])
})

test('[N-18] nor is an agent refused there who types in a chat that another node gave them', async () => {
  const { chat, one, other } = await deafNodes()
  await one.assignments.accept(chat, nobody)
  await other.chats.agentTyping(chat, nobody.id, true)
  await expect(other.chats.agentTyping(chat, 'a1', true)).rejects.toMatchObject({ code: 'not-your-chat' })
})
