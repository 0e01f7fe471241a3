/** Which agent is offered which waiting chat. Pure: the same floor at the same time gives the same offers. */
import type { DirectAgent } from '../chat/chat-events.js'
import type { Instant, Millis } from '../lib/clock.js'

/** A chat that waits and is offered to nobody. */
export interface Waiting {
  readonly chatId: string
  readonly waitingSince: Instant
  /** Had an agent before, and lost them: served first. */
  readonly resumed: boolean
  /** To whom it was offered in vain, and when that offer ended. */
  readonly tried: readonly { readonly agentId: string; readonly at: Instant }[]
  /** Whom the visitor asked for by name. */
  readonly direct?: DirectAgent | undefined
}

/** An agent who is online. */
export interface Candidate {
  readonly agentId: string
  /** Places neither an offer nor a chat takes. */
  readonly free: number
  readonly lastTakenAt: Instant
}

export interface Match {
  readonly chatId: string
  readonly agentId: string
}

export interface Routing {
  readonly matches: readonly Match[]
  /** When to look again though nothing else happened; absent when there is no reason to. */
  readonly lookAgainAt?: Instant
}

/** The order in which waiting chats are served: those that lost their agent first, then by age, then by id. */
export const inServingOrder = (
  a: Pick<Waiting, 'chatId' | 'waitingSince' | 'resumed'>,
  b: Pick<Waiting, 'chatId' | 'waitingSince' | 'resumed'>,
): number => {
  if (a.resumed !== b.resumed) return a.resumed ? -1 : 1
  if (a.waitingSince !== b.waitingSince) return a.waitingSince - b.waitingSince
  return a.chatId < b.chatId ? -1 : 1
}

interface Desk {
  readonly agentId: string
  free: number
  readonly lastTakenAt: Instant
}

const moreAvailable = (a: Desk, b: Desk): boolean => {
  if (a.free !== b.free) return a.free > b.free
  if (a.lastTakenAt !== b.lastTakenAt) return a.lastTakenAt < b.lastTakenAt
  return a.agentId < b.agentId
}

/** Whom a chat may be offered to: of those with a place free, the agent it asks for, or everybody. */
const desksFor = ({ direct, tried }: Waiting, desks: readonly Desk[]): readonly Desk[] => {
  if (direct === undefined) return desks
  const asked = desks.filter(({ agentId, free }) => agentId === direct.agentId && free > 0)
  const passed = tried.some(({ agentId }) => agentId === direct.agentId)
  return direct.fallback && (asked.length === 0 || passed) ? desks : asked
}

/**
 * Offers every waiting chat, oldest first, to the online agent with the most free places; among equals, to the one
 * whose last chat is longest ago. An agent who let a chat pass is asked for it again only after everybody else who is
 * free, and not before `reofferPauseMs` have gone by. A chat that asks for an agent goes to them alone; with fallback
 * to anybody, when they have no place or let it pass.
 */
export const route = (
  waiting: Iterable<Waiting>,
  candidates: readonly Candidate[],
  now: Instant,
  reofferPauseMs: Millis,
): Routing => {
  const desks: Desk[] = candidates.filter(({ free }) => free > 0).map((candidate) => ({ ...candidate }))
  let places = desks.reduce((sum, { free }) => sum + free, 0)
  const matches: Match[] = []
  let lookAgainAt: Instant | undefined
  for (const chat of waiting) {
    if (places === 0) break
    let best: Desk | undefined
    let bestTried = false
    for (const desk of desksFor(chat, desks)) {
      if (desk.free === 0) continue
      const tried = chat.tried.find(({ agentId }) => agentId === desk.agentId)
      if (tried && tried.at + reofferPauseMs > now) {
        lookAgainAt = Math.min(lookAgainAt ?? Infinity, tried.at + reofferPauseMs)
        continue
      }
      const better = best === undefined || (bestTried && !tried) || (bestTried === !!tried && moreAvailable(desk, best))
      if (better) {
        best = desk
        bestTried = tried !== undefined
      }
    }
    if (best === undefined) continue
    matches.push({ chatId: chat.chatId, agentId: best.agentId })
    best.free -= 1
    places -= 1
  }
  return { matches, ...(lookAgainAt !== undefined && { lookAgainAt }) }
}

/** Of the chats for which only one agent will do (chat ids with agent ids), those whose agent is not online. */
export const stranded = (agentOnly: ReadonlyMap<string, string>, candidates: readonly Candidate[]): Match[] => {
  const lost: Match[] = []
  for (const [chatId, agentId] of agentOnly) {
    if (!candidates.some((candidate) => candidate.agentId === agentId)) lost.push({ chatId, agentId })
  }
  return lost
}
