/** What a supervisor decides about a chat at the instant at which its agents do something. */
import { expect } from 'vitest'
import { expectProblem } from '../expect-problem.js'
import { meet, outcomeOf } from './race-floor.js'
import type { Race } from './race.js'

export const interventionRaces: readonly Race[] = [
  {
    title: '[A-48] an agent accepts what a supervisor gives to another: it is taken from neither',
    round: async (floor, number) => {
      const { ada, ben, supervisor } = floor
      const chat = await floor.asked(ada)
      await ben.setPresence('online')
      const accept = () => ada.request('POST', `/chats/${chat.chatId}/accept`)
      const path = `/supervision/chats/${chat.chatId}/transfer`
      const answers = await meet(number, accept, () => supervisor.request('POST', path, { agentId: ben.agent.id }))
      const [accepted, given] = answers
      expect(given.status).toBe(202)
      if (accepted.status !== 200) expectProblem(accepted, 409, 'offer-gone')
      expect([floor.places(ada.agent.id), floor.places(ben.agent.id)]).toEqual([accepted.status === 200 ? 1 : 0, 1])
      await ben.accept(chat.chatId)
      await floor.expectOwner(chat, ben)
      return { chat, outcome: outcomeOf(answers) }
    },
  },
  {
    title: '[A-49] a supervisor comes into a chat that ends: nobody is left in it',
    round: async (floor, number) => {
      const { ada, supervisor } = floor
      const chat = await floor.talking()
      const join = () => supervisor.request('POST', `/supervision/chats/${chat.chatId}/join`)
      const answers = await meet(number, join, () => ada.request('POST', `/chats/${chat.chatId}/end`))
      const [joined, ended] = answers
      if (joined.status !== 200) expectProblem(joined, 409, 'chat-over')
      expect(ended.status).toBe(200)
      await floor.expectOver(chat)
      expect(floor.places(supervisor.id)).toBe(0)
      return { chat, outcome: outcomeOf(answers) }
    },
  },
  {
    title: '[A-49 H-7] a supervisor comes into a chat that its agent leaves: one of both has the last word',
    round: async (floor, number) => {
      const { ada, supervisor } = floor
      const chat = await floor.talking()
      const join = () => supervisor.request('POST', `/supervision/chats/${chat.chatId}/join`)
      const answers = await meet(number, join, () => ada.request('POST', `/chats/${chat.chatId}/leave`))
      const [joined, left] = answers
      expect(left.status).toBe(200)
      expect(floor.places(ada.agent.id)).toBe(0)
      if (joined.status === 200) {
        expect(await floor.chat(chat)).toMatchObject({ state: 'established', agent: { id: supervisor.id } })
        expect(floor.places(supervisor.id)).toBe(1)
      } else {
        expectProblem(joined, 409, 'chat-over')
        await floor.expectOver(chat)
      }
      return { chat, outcome: outcomeOf(answers) }
    },
  },
]
