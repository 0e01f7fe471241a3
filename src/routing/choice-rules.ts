/** Which chats come onto which agents' lists, and go off, where agents choose by themselves. Pure. */
import type { Waiting } from './waiting.js'
import { turnOf } from './turn-rules.js'
import type { Line, Pass, Walk } from './walk.js'

/** A chat with agents whose lists it comes onto, or goes off. */
export interface Listing {
  readonly chatId: string
  readonly agentIds: readonly string[]
}

/** How many chats are listed to an agent at the same time, the first of those that wait. */
export const listedPerAgentMax = 50

/** To whom else the chat is listed; finds out when everybody's list is full. */
export const listTo = (chat: Waiting, walk: Walk, pass: Pass): string[] => {
  const among = walk.desksFor(chat)
  const { able } = walk
  if (among.isDry) return []
  if (chat.listed.size >= able.agents.length && able.sound.has(chat)) {
    walk.onAllLists += 1
    // Whoever has so many has a full list, wherever the others came from.
    among.isDry = walk.onAllLists >= listedPerAgentMax
    return []
  }
  const agentIds: string[] = []
  let anyRoom = false
  for (const desk of among.desks) {
    if (desk.listed >= listedPerAgentMax) continue
    anyRoom = true
    const { agentId } = desk.candidate
    if (chat.listed.has(agentId) || turnOf(chat, desk, walk.demand.rounds, pass) === undefined) continue
    desk.listed += 1
    agentIds.push(agentId)
  }
  among.isDry = !anyRoom
  return agentIds
}

/** Whoever sees a chat listed that is not, or no longer, theirs to take. */
export const unlistingsOf = (lines: readonly Line[], pass: Pass): Listing[] => {
  const unlistings: Listing[] = []
  for (const line of lines) {
    for (const chat of line.listed) {
      const able = pass.candidates.ableFor(line)
      if (able.sound.has(chat)) continue
      const isTheirs = (agentId: string): boolean => line.demand.model === 'choice' && able.ids.has(agentId)
      const agentIds = [...chat.listed].filter((agentId) => !isTheirs(agentId))
      if (agentIds.length === 0) {
        able.sound.add(chat)
        continue
      }
      unlistings.push({ chatId: chat.chatId, agentIds })
      for (const agentId of agentIds) {
        const desk = pass.find(agentId)
        if (desk) desk.listed -= 1
      }
    }
  }
  return unlistings
}
