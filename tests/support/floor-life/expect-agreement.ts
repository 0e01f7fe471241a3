import { expect } from 'vitest'
import { chatRef } from '../../../src/chat/chat-service.js'
import { isOpenChat, type Chat } from '../../../src/chat/chat.js'
import { agentRef } from '../../../src/routing/agent.js'
import { organizationId, type SimulatedServer } from '../simulated-server.js'
import { lineOf, type TrueChat } from '../truth/true-chat.js'
import type { Truth } from '../truth/truth.js'
import { lineNames } from './floor-setup.js'

/** What a chat comes to, as the process folds it. */
const asFolded = (chat: Chat) => {
  const isQueued = chat.state === 'waiting' || chat.state === 'offered'
  const isEstablished = chat.state === 'established'
  const { agent, question, joined = [] } = isEstablished ? chat : { agent: undefined, question: undefined }
  return {
    state: chat.state,
    version: chat.version,
    agentId: chat.state === 'offered' ? chat.offer.agentId : agent?.id,
    asked: question && [question.toAgentId, question.handover],
    joined: joined.map(({ id }) => id),
    back: isQueued ? chat.back?.agent.id : undefined,
    buttonId: chat.state === 'unrequested' ? undefined : chat.buttonId,
  }
}

/** The same as the log says it. */
const asTold = ({ state, events, agentId, asked, joined, back, buttonId }: TrueChat) => ({
  ...{ state, version: events.length, agentId, joined, back: back?.agentId, buttonId },
  asked: asked && [asked.agentId, asked.handover],
})

/** What the process believes, however it came to it, is what the log says. */
export const expectAgreement = async (server: SimulatedServer, truth: Truth): Promise<void> => {
  const { ledger, floors, router } = server.parts
  const floor = floors.of(organizationId)
  let established = 0
  for (const told of truth.chats.values()) {
    const ref = chatRef(organizationId, told.id)
    const { state: chat } = await ledger.read(ref)
    expect(asFolded(chat)).toEqual(asTold(told))
    if (isOpenChat(chat)) expect(ledger.peek(ref)).toBe(chat)
    if (told.state === 'established') established += 1
  }
  for (const { id, status, places } of truth.agents.values()) {
    const { state: agent } = await ledger.read(agentRef(organizationId, id))
    expect([agent.status, [...agent.places].sort()]).toEqual([status, [...places.keys()].sort()])
    const known = floor.agent(id)
    expect([known?.status ?? 'offline', known?.places ?? []]).toEqual([status, agent.places])
  }
  const { queue } = truth
  for (const line of lineNames) {
    const here = queue.filter((chat) => lineOf(chat) === line)
    const waiting = here.filter(({ state }) => state === 'waiting').map(({ id }) => id)
    expect([...floor.waitingAt(line)].map(({ chatId }) => chatId)).toEqual(waiting)
    expect(here.map(({ id }) => router.position(organizationId, id))).toEqual(here.map((_, index) => index + 1))
  }
  for (const { id } of truth.agents.values()) {
    const listed = queue.filter((chat) => chat.listed.has(id)).map((chat) => chat.id)
    expect([...floor.listedTo(id)].sort()).toEqual(listed.sort())
  }
  const offered = queue.filter(({ state }) => state === 'offered').length
  expect(floor.counts).toMatchObject({ waiting: queue.length - offered, offered, established })
}
