/** Things that happen to one chat at the same instant, over HTTP. Whoever is first: one agent has it, or nobody when it is over. */
import { expect } from 'vitest'
import { expectProblem } from '../expect-problem.js'
import { takeBack, transfer } from '../handover-floor.js'
import type { Race } from './race.js'
import { meet, outcomeOf, type RaceChat, type RaceFloor } from './race-floor.js'

/** How long an agent has to answer at the races' server. */
export const raceOfferTimeoutMs = 2000

/** Asks Ben for a chat: by an offer, as a colleague, or as one who has a skill; each in turn. */
const askBen = async (floor: RaceFloor, number: number): Promise<RaceChat> => {
  const { ada, ben, skillId } = floor
  if (number % 3 === 0) return floor.asked(ben)
  const chat = await floor.talking()
  if (number % 3 === 1) await transfer(ada, chat.chatId, { agentId: ben.agent.id })
  else await transfer(ada, chat.chatId, { skillId })
  await floor.untilHeldBy(ben)
  return chat
}

export const races: readonly Race[] = [
  {
    title: '[R-4] two agents accept at once: one has the chat, the other is refused',
    button: { routing: 'choice' },
    round: async (floor, number) => {
      const { ada, ben } = floor
      const chat = await floor.asked(ada, ben)
      const accept = (desk: typeof ada) => () => desk.request('POST', `/chats/${chat.chatId}/accept`)
      const [one, other] = await meet(number, accept(ada), accept(ben))
      const isAdas = one.status === 200
      expect((isAdas ? one : other).status).toBe(200)
      expectProblem(isAdas ? other : one, 409, 'offer-gone')
      await floor.expectOwner(chat, isAdas ? ada : ben)
      return { chat, outcome: isAdas ? 'Ada' : 'Ben' }
    },
  },
  {
    title: '[H-1] an agent accepts twice at once: it has one effect',
    round: async (floor, number) => {
      const { ada, ben } = floor
      const chat = await floor.talking()
      await transfer(ada, chat.chatId, { agentId: ben.agent.id })
      const accept = () => ben.request('POST', `/chats/${chat.chatId}/accept`)
      const outcome = outcomeOf(await meet(number, accept, accept))
      expect(outcome).toBe('200 and 200')
      await floor.expectOwner(chat, ben)
      return { chat, outcome }
    },
  },
  {
    title: '[H-11] an agent accepts and the visitor leaves: it is over, and nobody has a place',
    round: async (floor, number) => {
      const chat = await askBen(floor, number)
      const accept = () => floor.ben.request('POST', `/chats/${chat.chatId}/accept`)
      const [accepted, left] = await meet(number, accept, () => chat.visitor.post('ChatEnd', {}))
      expect([200, 409]).toContain(accepted.status)
      expect(left.status).toBe(200)
      await floor.expectOver(chat)
      return { chat, outcome: outcomeOf([accepted, left]) }
    },
  },
  {
    title: '[H-11] a chat is handed over and ended: nobody is asked for a chat that is over',
    round: async (floor, number) => {
      const { ada, ben, skillId } = floor
      const chat = await floor.talking()
      const to = number % 3 === 0 ? { agentId: ben.agent.id } : { skillId }
      const ask = () => ada.request('POST', `/chats/${chat.chatId}/transfer`, to)
      const [asked, ended] = await meet(number, ask, () => ada.request('POST', `/chats/${chat.chatId}/end`))
      expect([202, 409]).toContain(asked.status)
      // Once it waits for somebody else, it is not the agent's to end.
      if (ended.status === 409) expectProblem(ended, 409, 'handover-open')
      else expect(ended.status).toBe(200)
      if (ended.status === 409) await takeBack(ada, chat.chatId)
      if (ended.status === 409) await floor.expectOwner(chat, ada)
      else await floor.expectOver(chat)
      return { chat, outcome: outcomeOf([asked, ended]) }
    },
  },
  {
    title: '[A-6 H-2] an agent declines while their time runs out: it has one effect',
    round: async (floor, number) => {
      const { server, ada, ben } = floor
      const isTransfer = number % 3 === 0
      const chat = isTransfer ? await floor.talking() : await floor.asked(ben)
      if (isTransfer) await transfer(ada, chat.chatId, { agentId: ben.agent.id })
      await server.pass(raceOfferTimeoutMs - 250)
      const decline = () => ben.request('POST', `/chats/${chat.chatId}/decline`)
      const [declined] = await meet(number, decline, () => server.pass(500))
      if (declined.status !== 200) expectProblem(declined, 409, 'offer-gone')
      const { version } = await floor.chat(chat)
      // Requested, offered, accepted, asked, and that it ended; or requested, offered, and that it ended.
      expect(version).toBe(isTransfer ? 5 : 3)
      if (isTransfer) await floor.expectOwner(chat, ada)
      return { chat, outcome: outcomeOf([declined]) }
    },
  },
  {
    title: '[H-4] a chat is taken over and taken back: one of both has it',
    round: async (floor, number) => {
      const { ada, ben, skillId } = floor
      const chat = await floor.talking()
      await transfer(ada, chat.chatId, number % 3 === 0 ? { agentId: ben.agent.id } : { skillId })
      await floor.untilHeldBy(ben)
      const accept = () => ben.request('POST', `/chats/${chat.chatId}/accept`)
      const answers = await meet(number, accept, () => ada.request('DELETE', `/chats/${chat.chatId}/transfer`))
      const [accepted, returned] = answers
      const isBens = accepted.status === 200
      if (isBens) expectProblem(returned, 403, 'not-your-chat')
      else expectProblem(accepted, 409, 'offer-gone')
      await floor.expectOwner(chat, isBens ? ben : ada)
      return { chat, outcome: outcomeOf(answers) }
    },
  },
]
