/** Hand-overs that meet something else at the same instant: whoever is first, one agent has the chat, or nobody when it is over. */
import { expect, test } from 'vitest'
import { chatRef } from '../../src/chat/chat-service.js'
import { handoverFloor, placesOf, transfer, type HandoverFloor } from '../support/handover-floor.js'
import { shareInProcess, until } from '../support/in-process-server.js'
import type { RawAnswer } from '../support/raw-http.js'

const server = shareInProcess({
  environment: { PARLEY_VISITOR_AWAY_MS: '3600000', PARLEY_VISITOR_ESTABLISHED_MS: '3600000' },
})

const rounds = Number(process.env['ROUNDS'] ?? 50)

/** How many agents are in the chat: each of those has one place taken, and nobody else has any. */
const expectOwners = (floor: HandoverFloor, owners: number): void => {
  const taken = [placesOf(floor, floor.ada), placesOf(floor, floor.ben)]
  expect(taken.filter((places) => places > 0).length).toBe(owners)
  expect(Math.max(...taken)).toBeLessThanOrEqual(1)
}

const settledOnce = async (floor: HandoverFloor, isSettled: () => boolean): Promise<void> => {
  await until(isSettled, `the chat ${floor.chatId} to settle`)
}

const chatOf = ({ organization, chatId }: HandoverFloor) => {
  const { ledger } = organization.server.running.parts
  return ledger.read(chatRef(organization.organizationId, chatId))
}

const statuses = (answers: readonly RawAnswer[]): number[] => answers.map(({ status }) => status)

test(`[H-1] two acceptances at once have one effect (${rounds} rounds)`, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const floor = await handoverFloor(server)
    const { ada, ben, chatId } = floor
    await transfer(ada, chatId, { agentId: ben.agent.id })
    const accept = () => ben.request('POST', `/chats/${chatId}/accept`)
    expect(statuses(await Promise.all([accept(), accept()]))).toEqual([200, 200])
    expect((await chatOf(floor)).state).toMatchObject({ state: 'established', agent: { id: ben.agent.id } })
    expectOwners(floor, 1)
  }
})

test(`[H-11] an acceptance and the visitor's end at once: it is over, and nobody has a place (${rounds} rounds)`, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const floor = await handoverFloor(server)
    const { ada, ben, visitor, chatId, ids } = floor
    await transfer(ada, chatId, round % 2 === 0 ? { agentId: ben.agent.id } : { skillId: ids.skill })
    await ben.events.next('offer')
    const accepting = ben.request('POST', `/chats/${chatId}/accept`)
    const [accepted, ended] = await Promise.all([accepting, visitor.post('ChatEnd', {})])
    expect([200, 409]).toContain(accepted.status)
    expect(ended.status).toBe(200)
    await settledOnce(floor, () => placesOf(floor, ada) + placesOf(floor, ben) === 0)
    expect((await chatOf(floor)).state.state).toBe('ended')
  }
})

test(`[H-11] a hand-over and the end of the chat at once: nobody is asked for a chat that is over (${rounds} rounds)`, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const floor = await handoverFloor(server)
    const { ada, ben, chatId } = floor
    const asking = ada.request('POST', `/chats/${chatId}/transfer`, { agentId: ben.agent.id })
    const [asked, ended] = await Promise.all([asking, ada.request('POST', `/chats/${chatId}/end`)])
    expect([202, 409]).toContain(asked.status)
    expect(ended.status).toBe(200)
    expect((await chatOf(floor)).state.state).toBe('ended')
    expectOwners(floor, 0)
  }
})

test(`[H-2] a refusal and the end of its time at once have one effect (${rounds} rounds)`, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const floor = await handoverFloor(server)
    const { ada, ben, chatId } = floor
    await transfer(ada, chatId, { agentId: ben.agent.id })
    await server.pass(29_750)
    const declining = ben.request('POST', `/chats/${chatId}/decline`)
    const [declined] = await Promise.all([declining, server.pass(500)])
    expect([200, 409]).toContain(declined.status)
    const { state } = await chatOf(floor)
    expect(state).toMatchObject({ state: 'established', agent: { id: ada.agent.id }, question: undefined })
    expect(state.version).toBe(5)
    expectOwners(floor, 1)
  }
})
