/** Several agents in one chat: who may do what, and who goes on when one of them is gone. */
import { describe, expect, test } from 'vitest'
import { expectProblem } from '../support/expect-problem.js'
import { handoverFloor, invite, leaveChat, placesOf } from '../support/handover-floor.js'
import { shareInProcess } from '../support/in-process-server.js'
import { messagesOf } from '../support/messages-of.js'

const server = shareInProcess({ environment: { PARLEY_VISITOR_AWAY_MS: '600000' } })

/** Ada's chat, which Ben has joined; the visitor has read all up to number 2. */
const together = async () => {
  const floor = await handoverFloor(server)
  const { ada, ben, visitor, chatId } = floor
  await visitor.write('Two questions')
  await ada.events.next('message')
  await invite(ada, chatId, { agentId: ben.agent.id, note: 'The second one' })
  await ada.events.next('handover-offered')
  const { data: offer } = await ben.events.next('offer')
  await ben.accept(chatId)
  const { data: chat } = await ben.events.next('chat-established')
  expect((await ada.events.next('agent-joined')).data).toEqual({ chatId, agentId: ben.agent.id, name: 'Ben' })
  const { messages } = await visitor.reads(['AgentJoinedConference'], 1)
  return { ...floor, offer, chat, joined: messages[0]?.message }
}

test('[H-6 P-47] a colleague who accepts talks along, and the visitor sees who says what', async () => {
  const floor = await together()
  const { ada, ben, visitor, chatId, offer, chat } = floor
  expect(offer.handover).toMatchObject({ type: 'conference', from: { name: 'Ada' }, note: 'The second one' })
  expect(messagesOf(chat).map(({ text }) => text)).toEqual(['Two questions'])
  expect(chat.agents.map(({ name }) => name)).toEqual(['Ada', 'Ben'])
  expect(floor.joined).toEqual({ name: 'Ben' })
  await ada.say(chatId, 'The first one')
  await ben.events.next('message')
  await ben.say(chatId, 'The second one')
  await ada.events.next('message')
  const { messages } = await visitor.read(2)
  const said = messages
    .filter(({ type }) => type === 'ChatMessage')
    .map(({ message }) => [message.name, message.agentId])
  expect(said).toEqual([
    ['Ada', ada.agent.id],
    ['Ben', ben.agent.id],
  ])
  await visitor.write('Thank you both')
  for (const desk of [ada, ben]) expect((await desk.events.next('message')).data.text).toBe('Thank you both')
  expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([1, 1])
})

test('[H-6] who talks along writes, types and reads, but is not in charge', async () => {
  const { ben, chatId } = await together()
  await ben.typing(chatId, true)
  expect((await ben.request('GET', `/chats/${chatId}`)).status).toBe(200)
  expectProblem(await ben.request('POST', `/chats/${chatId}/end`), 403, 'not-in-charge')
  expectProblem(await ben.request('POST', `/chats/${chatId}/file-requests`), 403, 'not-in-charge')
  expectProblem(
    await ben.request('POST', `/chats/${chatId}/invitations`, { agentId: ben.agent.id }),
    403,
    'not-in-charge',
  )
})

test('[P-37 D-9] the visitor sees who of them types', async () => {
  const { ada, ben, visitor, chatId } = await together()
  const typing = async (): Promise<unknown[]> => {
    const { messages } = await visitor.read(2)
    return messages.map(({ type, message }) => [type, message.name, message.agentId])
  }
  await ben.typing(chatId, true)
  expect(await typing()).toEqual([['AgentTyping', 'Ben', ben.agent.id]])
  await ada.typing(chatId, true)
  expect(await typing()).toEqual([['AgentTyping', 'Ada', ada.agent.id]])
  await ada.typing(chatId, false)
  expect(await typing()).toEqual([['AgentTyping', 'Ben', ben.agent.id]])
  await ben.typing(chatId, false)
  expect(await typing()).toEqual([['AgentNotTyping', 'Ben', ben.agent.id]])
})

test('[R-6] who is invited greets the visitor only where the configuration wants it', async () => {
  const greeted = async (greetingAfterTransfer: boolean): Promise<string[]> => {
    const { ada, ben, visitor, chatId } = await handoverFloor(server, { autoGreeting: 'Hello', greetingAfterTransfer })
    await invite(ada, chatId, { agentId: ben.agent.id })
    await ben.events.next('offer')
    await ben.accept(chatId)
    await ben.events.next('chat-established')
    const types = (await visitor.read(1)).messages.map(({ type }) => type)
    return types.slice(types.indexOf('AgentJoinedConference') + 1)
  }
  expect(await greeted(true)).toEqual(['ChatMessage', 'AgentNotTyping'])
  expect(await greeted(false)).toEqual([])
})

test('[H-7] the colleague leaves: the other goes on', async () => {
  const floor = await together()
  const { ada, ben, visitor, chatId } = floor
  await leaveChat(ben, chatId)
  expect((await ben.events.next('chat-ended')).data).toEqual({ chatId, reason: 'left' })
  expect((await ada.events.next('agent-left')).data).toEqual({ chatId, agentId: ben.agent.id, name: 'Ben' })
  const { messages } = await visitor.reads(['AgentLeftConference'], 2)
  expect(messages[0]?.message).toEqual({ name: 'Ben' })
  expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([1, 0])
  expectProblem(await ben.request('POST', `/chats/${chatId}/messages`, { text: 'And?' }), 403, 'not-your-chat')
})

test('[H-7 P-39] the agent in charge leaves: the colleague is in charge, and the last one who leaves ends the chat', async () => {
  const floor = await together()
  const { ada, ben, visitor, chatId } = floor
  await leaveChat(ada, chatId)
  await ada.events.next('chat-ended')
  expect((await ben.events.next('agent-left')).data).toMatchObject({ name: 'Ada', successorId: ben.agent.id })
  await visitor.reads(['AgentLeftConference'], 2)
  await ben.say(chatId, 'I go on')
  await visitor.reads(['ChatMessage', 'AgentNotTyping'], 3)
  await leaveChat(ben, chatId)
  expect((await ben.events.next('chat-ended')).data).toEqual({ chatId, reason: 'agent' })
  const { messages } = await visitor.reads(['ChatEnded'], 4)
  expect(messages[0]?.message.reason).toBe('agent')
  expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([0, 0])
})

test('[H-8] the connection of the agent in charge is gone: the colleague goes on, and the visitor does not wait', async () => {
  const floor = await together()
  const { ada, ben, visitor, chatId } = floor
  await ada.leave()
  await server.pass(30_500)
  expect((await ben.events.next('agent-left')).data).toMatchObject({ name: 'Ada', successorId: ben.agent.id })
  await visitor.reads(['AgentLeftConference'], 2)
  await ben.say(chatId, 'I go on')
  await visitor.reads(['ChatMessage', 'AgentNotTyping'], 3)
  expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([0, 1])
  const { data: snapshot } = await (await ada.follow()).next('snapshot')
  expect(snapshot.chats).toEqual([])
})

test('[H-8] the connection of a colleague is gone: they have left', async () => {
  const floor = await together()
  const { ada, ben, visitor } = floor
  await ben.leave()
  await server.pass(30_500)
  expect((await ada.events.next('agent-left')).data).not.toHaveProperty('successorId')
  await visitor.reads(['AgentLeftConference'], 2)
  expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([1, 0])
})

test.each(['the visitor', 'the agent in charge'] as const)('[H-11] %s ends it for everybody', async (who) => {
  const floor = await together()
  const { ada, ben, visitor, chatId } = floor
  if (who === 'the visitor') await visitor.post('ChatEnd', {})
  else await ada.end(chatId)
  const reason = who === 'the visitor' ? 'visitor' : 'agent'
  for (const desk of [ada, ben]) expect((await desk.events.next('chat-ended')).data).toEqual({ chatId, reason })
  expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([0, 0])
  // Whoever had a part in it can read it.
  for (const desk of [ada, ben]) expect((await desk.request('GET', `/chats/${chatId}`)).status).toBe(200)
})

describe('[H-2] an invitation', () => {
  test('is taken back, or let pass, and the visitor hears of nothing', async () => {
    const floor = await handoverFloor(server)
    const { ada, ben, visitor, chatId } = floor
    await invite(ada, chatId, { agentId: ben.agent.id })
    await ben.events.next('offer')
    expectProblem(await ada.request('DELETE', `/chats/${chatId}/transfer`), 409, 'no-handover')
    expect((await ada.request('DELETE', `/chats/${chatId}/invitations`)).status).toBe(200)
    expect((await ben.events.next('offer-withdrawn')).data.reason).toBe('cancelled')
    await invite(ada, chatId, { agentId: ben.agent.id })
    await ben.events.next('offer')
    expectProblem(
      await ada.request('POST', `/chats/${chatId}/transfer`, { agentId: ben.agent.id }),
      409,
      'handover-open',
    )
    await ben.decline(chatId)
    expect((await ben.events.next('offer-withdrawn')).data.reason).toBe('declined')
    expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([1, 0])
    const poll = await visitor.held(1)
    expect(poll.isHeld()).toBe(true)
  })
})
