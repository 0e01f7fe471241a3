/** A chat that an agent hands to another: whatever becomes of it, somebody goes on with the visitor. */
import { describe, expect, test } from 'vitest'
import { expectProblem } from '../support/expect-problem.js'
import { handoverFloor, placesOf, takeBack, transfer } from '../support/handover-floor.js'
import { shareInProcess } from '../support/in-process-server.js'
import { messagesOf } from '../support/messages-of.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { changeSetup } from '../support/test-organization.js'

const server = shareInProcess({
  environment: { PARLEY_TRANSFER_TIMEOUT_MS: '60000', PARLEY_VISITOR_AWAY_MS: '600000' },
})

describe('to a colleague', () => {
  test('[H-1 P-35 A-64] who accepts is in charge, sees all that was said, and the visitor is told', async () => {
    const floor = await handoverFloor(server)
    const { ada, ben, visitor, chatId } = floor
    await visitor.write('Where is my parcel?')
    await ada.events.next('message')
    await transfer(ada, chatId, { agentId: ben.agent.id, note: 'Knows the carrier' })
    const { data: underWay } = await ada.events.next('handover-offered')
    expect(underWay).toMatchObject({ chatId, handover: { type: 'transfer', to: { type: 'agent', name: 'Ben' } } })
    const { data: offer } = await ben.events.next('offer')
    expect(offer).toMatchObject({
      chatId,
      handover: { type: 'transfer', from: { agentId: ada.agent.id, name: 'Ada' }, note: 'Knows the carrier' },
    })
    expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([1, 1])
    // Ada goes on meanwhile, and the visitor knows of nothing.
    await ada.say(chatId, 'One moment, please.')
    await visitor.reads(['ChatMessage', 'AgentNotTyping'], 1)

    await ben.accept(chatId)
    const { data: chat } = await ben.events.next('chat-established')
    expect(messagesOf(chat).map(({ text }) => text)).toEqual(['Where is my parcel?', 'One moment, please.'])
    expect(chat.agents).toEqual([{ agentId: ben.agent.id, name: 'Ben' }])
    expect((await ada.events.next('chat-ended')).data).toEqual({
      ...{ chatId, reason: 'transferred', successor: { agentId: ben.agent.id, name: 'Ben' } },
    })
    const { messages } = await visitor.reads(['ChatTransferred'], 2)
    expect(messages[0]?.message).toMatchObject({ name: 'Ben', userId: ben.agent.id })
    expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([0, 1])
    expectProblem(await ada.request('POST', `/chats/${chatId}/messages`, { text: 'Mine?' }), 403, 'not-your-chat')
    await ben.say(chatId, 'Ben here')
    await visitor.reads(['ChatMessage', 'AgentNotTyping'], 3)
  })

  test.each([
    ['declined', 'declined'],
    ['timed out', 'timed-out'],
    ['taken back', 'cancelled'],
    ['asked of somebody who goes away', 'not-online'],
  ] as const)('[H-2] when it is %s the agent goes on, and the visitor hears of nothing', async (how, reason) => {
    const floor = await handoverFloor(server)
    const { ada, ben, visitor, chatId } = floor
    await transfer(ada, chatId, { agentId: ben.agent.id })
    await ada.events.next('handover-offered')
    await ben.events.next('offer')
    if (how === 'declined') await ben.decline(chatId)
    else if (how === 'timed out') await server.pass(30_500)
    else if (how === 'taken back') await takeBack(ada, chatId)
    else await ben.setPresence('away')
    expect((await ada.events.next('handover-ended')).data).toEqual({ chatId, reason })
    if (reason === 'not-online') await ben.events.next('presence')
    expect((await ben.events.next('offer-withdrawn')).data).toEqual({ chatId, reason })
    expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([1, 0])
    await ada.say(chatId, 'Still with you')
    await visitor.reads(['ChatMessage', 'AgentNotTyping'], 1)
    expectProblem(await ben.request('POST', `/chats/${chatId}/accept`), 409, 'offer-gone')
    expectProblem(await ada.request('DELETE', `/chats/${chatId}/transfer`), 409, 'no-handover')
  })

  test.each(['the visitor', 'the agent'] as const)('[H-11] %s ends the chat meanwhile', async (who) => {
    const floor = await handoverFloor(server)
    const { ada, ben, visitor, chatId } = floor
    await transfer(ada, chatId, { agentId: ben.agent.id })
    await ada.events.next('handover-offered')
    await ben.events.next('offer')
    if (who === 'the visitor') await visitor.post('ChatEnd', {})
    else await ada.end(chatId)
    expect((await ben.events.next('offer-withdrawn')).data).toEqual({ chatId, reason: 'over' })
    await ada.events.next('handover-ended')
    expect((await ada.events.next('chat-ended')).data.reason).toBe(who === 'the visitor' ? 'visitor' : 'agent')
    expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([0, 0])
    expectProblem(await ben.request('POST', `/chats/${chatId}/accept`), 409, 'offer-gone')
  })

  test('[H-2] the agent in charge is lost meanwhile: the chat waits for anybody', async () => {
    const floor = await handoverFloor(server)
    const { ada, ben, visitor, chatId } = floor
    await transfer(ada, chatId, { agentId: ben.agent.id })
    await ben.events.next('offer')
    await ada.leave()
    await server.pass(30_500)
    await ben.events.next('offer-withdrawn')
    await visitor.reads(['AgentDisconnect'], 1)
    const { data: offer } = await ben.events.next('offer')
    expect(offer).not.toHaveProperty('handover')
    await ben.accept(chatId)
    await ben.events.next('chat-established')
    await visitor.reads(['ChatTransferred'], 2)
    expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([0, 1])
  })

  test('[H-9] who is asked has one place less, and nobody is asked who has none', async () => {
    const floor = await handoverFloor(server)
    const { ada, ben, chatId, organization } = floor
    const asking = () => ada.request('POST', `/chats/${chatId}/transfer`, { agentId: ben.agent.id })
    await ben.setPresence('away')
    expectProblem(await asking(), 409, 'nobody-there')
    await ben.setPresence('online')
    await changeSetup(organization, 'agent', ben.agent.id, { capacity: 1 })
    await transfer(ada, chatId, { agentId: ben.agent.id })
    await ben.accept(chatId)
    await RawVisitor.ask(organization)
    await ada.events.next('handover-offered')
    await ada.events.next('chat-ended')
    const { data: offer } = await ada.events.next('offer')
    await ada.accept(offer.chatId)
    expectProblem(
      await ada.request('POST', `/chats/${offer.chatId}/transfer`, { agentId: ben.agent.id }),
      409,
      'nobody-there',
    )
    expect(placesOf(floor, ben)).toBe(1)
  })
})

describe('to a button, a skill or a queue', () => {
  test.each(['button', 'skill', 'queue'] as const)('[H-3 P-46] whoever of a %s accepts goes on', async (type) => {
    const floor = await handoverFloor(server)
    const { organization, ada, ben, visitor, chatId, ids } = floor
    const id = type === 'button' ? organization.buttonId : ids[type]
    await transfer(ada, chatId, { [`${type}Id`]: id, note: 'Please' })
    expect((await ada.events.next('handover-offered')).data.handover.to).toMatchObject({ type, id })
    await visitor.reads(['TransferToButtonInitiated'], 1)
    const { data: offer } = await ben.events.next('offer')
    expect(offer.handover).toEqual({ type: 'transfer', from: { agentId: ada.agent.id, name: 'Ada' }, note: 'Please' })
    expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([1, 1])
    await visitor.reads(['QueueUpdate'], 2)
    // Whoever gave it away reads on, and does not write.
    await visitor.write('Hello?')
    await ada.events.next('message')
    expectProblem(await ada.request('POST', `/chats/${chatId}/messages`, { text: 'Yes' }), 409, 'handover-open')
    await ben.accept(chatId)
    await ben.events.next('chat-established')
    expect((await ada.events.next('chat-ended')).data.reason).toBe('transferred')
    await visitor.reads(['ChatTransferred'], 2)
    expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([0, 1])
  })

  test.each([
    ['nobody takes it in time', 'timed-out'],
    ['nobody is left who could', 'not-online'],
    ['the agent takes it back', 'cancelled'],
  ] as const)('[H-4 P-46] %s: it returns, as it was', async (_how, reason) => {
    const floor = await handoverFloor(server)
    const { ada, ben, visitor, chatId, ids } = floor
    await transfer(ada, chatId, { skillId: ids.skill })
    await ada.events.next('handover-offered')
    await visitor.reads(['TransferToButtonInitiated'], 1)
    await ben.events.next('offer')
    if (reason === 'timed-out') await server.pass(60_500)
    else if (reason === 'not-online') {
      await ben.setPresence('away')
      await server.pass(500)
    } else await takeBack(ada, chatId)
    expect((await ada.events.next('handover-ended')).data).toEqual({ chatId, reason })
    const { messages } = await visitor.reads(['ChatResumedAfterTransfer'], 2)
    expect(messages[0]?.message).toMatchObject({ name: 'Ada', isTransferFailure: true })
    expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([1, 0])
    await ada.say(chatId, 'Back again')
    await visitor.reads(['ChatMessage', 'AgentNotTyping'], 3)
    const snapshot = (await (await ada.follow()).next('snapshot')).data
    expect(snapshot.chats).toMatchObject([{ chatId, agents: [{ name: 'Ada' }] }])
    expect(snapshot.chats[0]).not.toHaveProperty('handover')
  })

  test('[H-5] whoever gave it away is lost: it waits on, for anybody', async () => {
    const floor = await handoverFloor(server)
    const { ada, ben, visitor, chatId, ids } = floor
    await transfer(ada, chatId, { queueId: ids.queue })
    await visitor.reads(['TransferToButtonInitiated'], 1)
    await ben.events.next('offer')
    await ada.leave()
    await server.pass(31_000)
    expect(placesOf(floor, ada)).toBe(0)
    await ben.setPresence('away')
    await server.pass(61_000)
    // Nobody has it and nobody is there; the visitor keeps their place and is not sent away.
    expect((await visitor.write('Anybody?')).status).toBe(200)
    await ben.setPresence('online')
    for (const name of ['offer-withdrawn', 'presence', 'presence', 'offer'] as const) await ben.events.next(name)
    await ben.accept(chatId)
    await visitor.reads(['ChatTransferred'], 2)
  })

  test('[H-11] the visitor leaves meanwhile: nobody has a place with it', async () => {
    const floor = await handoverFloor(server)
    const { ada, ben, visitor, chatId, ids } = floor
    await transfer(ada, chatId, { skillId: ids.skill })
    await ada.events.next('handover-offered')
    await ben.events.next('offer')
    await visitor.post('ChatEnd', {})
    expect((await ben.events.next('offer-withdrawn')).data.reason).toBe('visitor-left')
    expect((await ada.events.next('chat-ended')).data).toEqual({ chatId, reason: 'visitor' })
    expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([0, 0])
    expect((await ada.request('GET', `/chats/${chatId}`)).status).toBe(200)
  })

  test('[H-3] nobody who could take it is online: refused, and nothing happened', async () => {
    const { ada, visitor, chatId, ids, organization, ben } = await handoverFloor(server)
    await ben.setPresence('away')
    for (const body of [{ skillId: ids.skill }, { queueId: ids.queue }, { buttonId: organization.buttonId }]) {
      expectProblem(await ada.request('POST', `/chats/${chatId}/transfer`, body), 409, 'nobody-there')
    }
    expect(await ada.events.untaken()).toEqual([])
    const poll = await visitor.held(1)
    expect(poll.isHeld()).toBe(true)
  })
})
