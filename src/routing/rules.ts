/** Which agent is offered which waiting chat. Pure: the same floor at the same time gives the same offers. */
import type { Instant, Millis } from '../lib/clock.js'
import type { Candidates } from './candidates.js'
import { listTo, unlistingsOf, type Listing } from './choice-rules.js'
import type { Demand } from './demand.js'
import { turnOf } from './turn-rules.js'
import { inServingOrderOf, type Waiting } from './waiting.js'
import { Pass, Walk, type Desk, type Line } from './walk.js'

export interface Match {
  readonly chatId: string
  readonly agentId: string
}

export interface Routing {
  readonly matches: readonly Match[]
  readonly listings: readonly Listing[]
  /** Chats on the lists of agents who may not have them any more. */
  readonly unlistings: readonly Listing[]
  /** When to look again though nothing else happened; absent when there is no reason to. */
  readonly lookAgainAt?: Instant
}

const idleLonger = (a: Desk, b: Desk): boolean => {
  const [one, other] = [a.candidate, b.candidate]
  if (one.lastTakenAt !== other.lastTakenAt) return one.lastTakenAt < other.lastTakenAt
  return one.agentId < other.agentId
}

/** Whom a model prefers. Among equals, whose last chat is longest ago. */
const isPreferred = (model: Demand['model'], a: Desk, b: Desk): boolean => {
  if (model === 'least-active' && a.chats !== b.chats) return a.chats < b.chats
  if (model === 'most-available' && a.free !== b.free) return a.free > b.free
  return idleLonger(a, b)
}

const firstOf = (walks: readonly Walk[]): Walk | undefined => {
  let first: Walk | undefined
  for (const walk of walks) {
    if (walk.head === undefined) continue
    const isFirst =
      first?.head === undefined ||
      inServingOrderOf(walk.head, walk.demand.priority, first.head, first.demand.priority) < 0
    if (isFirst) first = walk
  }
  return first
}

/** Of those with a place free, the one to ask; and whether there was anybody with one. */
const choose = (
  chat: Waiting,
  desks: readonly Desk[],
  walk: Walk,
  pass: Pass,
): { readonly best: Desk | undefined; readonly anyRoom: boolean } => {
  let best: Desk | undefined
  let bestTimes = 0
  let anyRoom = false
  for (const desk of desks) {
    if (!walk.hasPlace(desk)) continue
    anyRoom = true
    const times = turnOf(chat, desk, walk.demand.rounds, pass)
    if (times === undefined) continue
    const isBetter =
      best === undefined || times < bestTimes || (times === bestTimes && isPreferred(walk.demand.model, desk, best))
    if (!isBetter) continue
    best = desk
    bestTimes = times
  }
  return { best, anyRoom }
}

/** The agent a chat asks for, while nobody else is to be asked: they have a place, or nobody else will do. */
const askedFor = ({ direct, tried }: Waiting, walk: Walk, pass: Pass): readonly Desk[] | undefined => {
  if (direct === undefined) return undefined
  const desk = pass.find(direct.agentId)
  const asked = desk && walk.hasPlace(desk) ? [desk] : []
  const passed = tried.some(({ agentId }) => agentId === direct.agentId)
  return direct.fallback && (asked.length === 0 || passed) ? undefined : asked
}

/** Whom the chat is offered to. */
const offerTo = (chat: Waiting, asked: readonly Desk[] | undefined, walk: Walk, pass: Pass): Desk | undefined => {
  if (asked !== undefined) return choose(chat, asked, walk, pass).best
  const among = walk.desksFor(chat)
  if (among.isDry) return undefined
  const { best, anyRoom } = choose(chat, among.desks, walk, pass)
  among.isDry = !anyRoom
  return best
}

/**
 * Offers every waiting chat to one of the agents who are eligible and have places for it, in the order in which chats
 * are served: those that lost their agent first, then by priority, age and id. Who is asked first is up to the button's
 * model; with `choice` the chat is listed to all of them, places or not. An agent who let a chat pass is asked for it
 * again only after everybody else who is free, at most as often as the button has rounds (without end for a chat that had
 * an agent), and not before `reofferPauseMs` have gone by. A chat that asks for an agent goes to them alone; with fallback to the others, when
 * they have no place or let it pass.
 */
export const route = (
  lines: readonly Line[],
  candidates: Candidates,
  now: Instant,
  reofferPauseMs: Millis,
): Routing => {
  const pass = new Pass(candidates, now, reofferPauseMs)
  const unlistings = unlistingsOf(lines, pass)
  const matches: Match[] = []
  const listings: Listing[] = []
  const walks = lines.map((line) => new Walk(line, pass))
  for (let walk = firstOf(walks); walk?.head !== undefined; walk = firstOf(walks)) {
    const chat = walk.head
    const asked = askedFor(chat, walk, pass)
    if (asked === undefined && walk.demand.model === 'choice') {
      const agentIds = listTo(chat, walk, pass)
      if (agentIds.length > 0) listings.push({ chatId: chat.chatId, agentIds })
    } else {
      const desk = offerTo(chat, asked, walk, pass)
      if (desk !== undefined) {
        pass.take(desk, walk.needs(desk))
        matches.push({ chatId: chat.chatId, agentId: desk.candidate.agentId })
      }
    }
    walk.advance()
  }
  const { lookAgainAt } = pass
  return { matches, listings, unlistings, ...(lookAgainAt < Infinity && { lookAgainAt }) }
}

/** Of the chats for which only one agent will do (chat ids with agent ids), those whose agent is not online. */
export const stranded = (agentOnly: ReadonlyMap<string, string>, candidates: Candidates): Match[] => {
  const lost: Match[] = []
  for (const [chatId, agentId] of agentOnly) {
    if (candidates.find(agentId) === undefined) lost.push({ chatId, agentId })
  }
  return lost
}
