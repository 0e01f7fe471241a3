import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { chatRef } from '../../../src/chat/chat-service.js'
import { isOpenChat, type Chat } from '../../../src/chat/chat.js'
import { agentRef } from '../../../src/routing/agent.js'
import { organizationId, type SimulatedServer } from '../simulated-server.js'
import { lineOf, type TrueChat } from '../truth/true-chat.js'
import type { Truth } from '../truth/truth.js'
import { lineNames } from './floor-setup.js'

/** It is compared after every step of thousands of lives, so that Vitest is only asked to say what is different. */
const expectSame = (actual: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected)
}

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
    expectSame(asFolded(chat), asTold(told))
    if (isOpenChat(chat) && ledger.peek(ref) !== chat) expect.fail(`${told.id} is known twice`)
    if (told.state === 'established') established += 1
  }
  for (const { id, status, places } of truth.agents.values()) {
    const { state: agent } = await ledger.read(agentRef(organizationId, id))
    expectSame([agent.status, [...agent.places].sort()], [status, [...places.keys()].sort()])
    const known = floor.agent(id)
    expectSame([known?.status ?? 'offline', known?.places ?? []], [status, agent.places])
  }
  const { queue } = truth
  for (const line of lineNames) {
    const here = queue.filter((chat) => lineOf(chat) === line)
    const waiting = here.filter(({ state }) => state === 'waiting').map(({ id }) => id)
    expectSame(
      [...floor.waitingAt(line)].map(({ chatId }) => chatId),
      waiting,
    )
    expectSame(
      here.map(({ id }) => router.position(organizationId, id)),
      here.map((_, index) => index + 1),
    )
  }
  for (const { id } of truth.agents.values()) {
    const listed = queue.filter((chat) => chat.listed.has(id)).map((chat) => chat.id)
    expectSame([...floor.listedTo(id)].sort(), listed.sort())
  }
  const offered = queue.filter(({ state }) => state === 'offered').length
  expect(floor.counts).toMatchObject({ waiting: queue.length - offered, offered, established })
}
