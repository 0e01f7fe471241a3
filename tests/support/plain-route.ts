import { timesTried } from '../../src/chat/queued.js'
import type { Candidate } from '../../src/routing/candidates.js'
import { listedPerAgentMax, type Listing } from '../../src/routing/choice-rules.js'
import { dropAfterMs, isEligible, placesFor, type Demand } from '../../src/routing/demand.js'
import type { Match, Routing } from '../../src/routing/rules.js'
import { inServingOrderOf, type Waiting } from '../../src/routing/waiting.js'
import type { Line } from '../../src/routing/walk.js'

interface Desk {
  readonly agent: Candidate
  free: number
  chats: number
  listed: number
}

const byPreference = (model: Demand['model'], chat: Waiting, a: Desk, b: Desk): number => {
  const times = ({ agent }: Desk): number => timesTried(chat.tried.find(({ agentId }) => agentId === agent.agentId))
  const preferred = model === 'least-active' ? a.chats - b.chats : model === 'most-available' ? b.free - a.free : 0
  const idle = a.agent.lastTakenAt - b.agent.lastTakenAt
  return times(a) - times(b) || preferred || idle || (a.agent.agentId < b.agent.agentId ? -1 : 1)
}

/** What routing is to find, found the plain way: for every chat, in order, a look at everybody. */
export const plainRoute = (
  lines: readonly Line[],
  agents: readonly Candidate[],
  now: number,
  reofferPauseMs: number,
): Omit<Routing, 'lookAgainAt'> => {
  const desks: Desk[] = agents.map((agent) => ({ agent, free: agent.free, chats: agent.chats, listed: agent.listed }))
  const everyChat = lines.flatMap(({ chats, demand }) => [...chats].map((chat) => ({ chat, demand })))
  const unlistings: Listing[] = []
  for (const { chat, demand } of everyChat) {
    const mayHave = (agentId: string): boolean => {
      const agent = agents.find((one) => one.agentId === agentId)
      return agent !== undefined && agent.capacity > 0 && demand.model === 'choice' && isEligible(demand, agent, true)
    }
    const agentIds = [...chat.listed].filter((agentId) => !mayHave(agentId))
    if (agentIds.length > 0) unlistings.push({ chatId: chat.chatId, agentIds })
    for (const desk of desks) if (agentIds.includes(desk.agent.agentId)) desk.listed -= 1
  }
  const matches: Match[] = []
  const listings: Listing[] = []
  everyChat.sort((a, b) => inServingOrderOf(a.chat, a.demand.priority, b.chat, b.demand.priority))
  for (const { chat, demand } of everyChat) {
    const { chatId, tried, direct, waitingSince } = chat
    const isDropped = waitingSince + (dropAfterMs(demand) ?? 0) <= now
    const needs = ({ agent }: Desk): number => placesFor(demand, agent.capacity)
    const hasPlace = (desk: Desk): boolean => desk.free >= needs(desk)
    const isTurnOf = ({ agent: { agentId } }: Desk): boolean => {
      const before = tried.find((one) => one.agentId === agentId)
      const isSoon = before !== undefined && before.at + reofferPauseMs > now
      const isLeft = chat.resumed || timesTried(before) < demand.rounds
      return chat.except !== agentId && isLeft && !isSoon
    }
    const named = desks.find(({ agent }) => agent.agentId === direct?.agentId)
    const isNamedFree = named !== undefined && hasPlace(named)
    const hasPassed = tried.some(({ agentId }) => agentId === direct?.agentId)
    const isForNamed = direct !== undefined && (!direct.fallback || (isNamedFree && !hasPassed))
    const able = desks.filter(({ agent }) => agent.capacity > 0 && isEligible(demand, agent, isDropped))
    if (demand.model === 'choice' && !isForNamed) {
      const onto = able.filter((desk) => desk.listed < listedPerAgentMax && !chat.listed.has(desk.agent.agentId))
      const agentIds = onto.filter(isTurnOf).map((desk) => {
        desk.listed += 1
        return desk.agent.agentId
      })
      if (agentIds.length > 0) listings.push({ chatId, agentIds })
      continue
    }
    const asked = isForNamed ? desks.filter((desk) => desk === named) : able
    const [best] = asked
      .filter((desk) => hasPlace(desk) && isTurnOf(desk))
      .sort((a, b) => byPreference(demand.model, chat, a, b))
    if (best === undefined) continue
    best.free -= needs(best)
    best.chats += 1
    matches.push({ chatId, agentId: best.agent.agentId })
  }
  return { matches, listings, unlistings }
}
