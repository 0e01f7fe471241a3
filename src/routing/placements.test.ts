import { expect, test } from 'vitest'
import type { ChatEvent } from '../chat/chat-events.js'
import { eventsUpTo, foldChat } from '../chat/chat-fixtures.contract.js'
import type { Chat } from '../chat/chat.js'
import type { Decider } from '../event-log/ledger.js'
import type { AgentState } from './agent.js'
import type { Demand, RoutingModel } from './demand.js'
import { Floor } from './floor.js'
import { Placements } from './placements.js'

const ben = { id: 'ben', organizationId: 'o', status: 'online', places: [], lastTakenAt: 0 } satisfies AgentState
const given: ChatEvent = {
  ...{ type: 'transfer-queued', agentId: 'ada', agentName: 'Ada', buttonId: 'second', expiresAt: 9000 },
}
const wayBackLost: ChatEvent = { type: 'handover-ended', agentId: 'ada', reason: 'not-online' }
/** Handed to a button; and back at its own, for nobody is left who gave it away. */
const handed = foldChat(...eventsUpTo.established, given)
const returned = foldChat(...eventsUpTo.established, given, wayBackLost)

/** At the second button Ben is asked as `model` says; chats of the first one are for Ada alone. */
const floorWith = (model: RoutingModel): Floor => {
  const demandOf = (line: string): Demand => ({
    ...{ model, priority: 100, weight: 1, rounds: Infinity, queued: true, offerTimeoutMs: 1000, autoAccept: false },
    eligibility: { type: 'members', agentIds: new Set([line === 'second' ? 'ben' : 'ada']) },
  })
  return new Floor('o', { revision: 0, capacityOf: () => 3, skillsOf: () => [], demandOf })
}

/** What comes of a decision about Ben and a chat that stands so by the time it is made. */
const placing = async (chat: Chat, place: (placements: Placements) => Promise<void>): Promise<string[]> => {
  const types: string[] = []
  const ledger: Pick<Decider, 'transactMany'> = {
    transactMany: (_refs, decide) => {
      const { events, result } = decide([chat, ben], 0)
      types.push(...events.flat().map(({ type }) => type))
      return Promise.resolve(result)
    },
  }
  await place(new Placements({ ledger: ledger as Decider, termsOf: () => undefined }))
  return types
}

const listing = { chatId: 'c', agentIds: ['ben'] }

test('[R-4 H-5] a chat that has come to wait elsewhere meanwhile is not listed to whom it was found for', async () => {
  const list = (model: RoutingModel) => (placements: Placements) => placements.list(floorWith(model), [listing], [])
  expect(await placing(handed, list('choice'))).toEqual(['listed'])
  expect(await placing(returned, list('choice'))).toEqual([])
  expect(await placing(handed, list('least-active'))).toEqual([])
})

test('[R-1 H-5] and not offered, but to whom its visitor asked for by name', async () => {
  const offer = (placements: Placements) =>
    placements.offer(floorWith('least-active'), [{ chatId: 'c', agentId: 'ben' }])
  expect(await placing(handed, offer)).toEqual(['offered', 'place-taken'])
  expect(await placing(returned, offer)).toEqual([])
  const givenByBen = foldChat(...eventsUpTo.established, { ...given, agentId: 'ben', agentName: 'Ben' })
  expect(await placing(givenByBen, offer)).toEqual([])
  const named = { ...foldChat(...eventsUpTo.waiting), direct: { agentId: 'ben', fallback: true } } as Chat
  expect(await placing(named, offer)).toEqual(['offered', 'place-taken'])
})
