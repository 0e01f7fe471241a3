/** Which agent is offered which waiting chat. Pure: the same floor at the same time gives the same offers. */
import { timesTried } from '../chat/queued.js'
import type { Instant, Millis } from '../lib/clock.js'
import { dropAfterMs, isEligible, placesFor, type Abilities, type Demand } from './demand.js'
import { inServingOrderOf, type Waiting } from './waiting.js'

/** An agent who is online. */
export interface Candidate extends Abilities {
  /** How many places they have in all. */
  readonly capacity: number
  /** Places neither an offer nor a chat takes. */
  readonly free: number
  /** How many chats and offers they have, whatever places those take. */
  readonly chats: number
  /** How many chats are listed to them. */
  readonly listed: number
  readonly lastTakenAt: Instant
}

/** The chats that wait at one button. */
export interface Line {
  readonly buttonId: string
  readonly demand: Demand
  /** In the order in which they are served. */
  readonly chats: Iterable<Waiting>
  /** How many of them ask for an agent by name. */
  readonly direct: number
}

export interface Match {
  readonly chatId: string
  readonly agentId: string
}

/** A chat with agents whose lists it comes onto, or goes off. */
export interface Listing {
  readonly chatId: string
  readonly agentIds: readonly string[]
}

export interface Routing {
  readonly matches: readonly Match[]
  readonly listings: readonly Listing[]
  /** Chats on the lists of agents who may not have them any more. */
  readonly unlistings: readonly Listing[]
  /** When to look again though nothing else happened; absent when there is no reason to. */
  readonly lookAgainAt?: Instant
}

/** How many chats are listed to an agent at the same time, the first of those that wait. */
export const listedPerAgentMax = 50

interface Desk {
  readonly candidate: Candidate
  free: number
  chats: number
  listed: number
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

/** What one pass works with. */
interface Pass {
  readonly desks: ReadonlyMap<string, Desk>
  readonly now: Instant
  readonly reofferPauseMs: Millis
  lookAgainAt: Instant
}

/** A line as it is gone through, first to last. */
class Walk {
  readonly demand: Demand
  readonly direct: number
  /** Who may have its chats sooner or later, and who may have them while additional skills still count. */
  readonly able: readonly Desk[]
  readonly #strict: readonly Desk[]
  readonly #dropAfterMs: Millis | undefined
  readonly #chats: Iterator<Waiting>
  #head: Waiting | undefined
  /** Nobody is left for its chats but for those that ask for an agent by name. */
  isDry = false

  constructor({ demand, chats, direct }: Line, desks: Iterable<Desk>) {
    this.demand = demand
    this.direct = direct
    this.able = [...desks].filter(({ candidate }) => candidate.capacity > 0 && isEligible(demand, candidate, true))
    this.#dropAfterMs = dropAfterMs(demand)
    this.#strict =
      this.#dropAfterMs === undefined
        ? this.able
        : this.able.filter(({ candidate }) => isEligible(demand, candidate, false))
    this.#chats = chats[Symbol.iterator]()
    this.advance()
  }

  /** The chat that is served next. */
  get head(): Waiting | undefined {
    return this.isDry && this.direct === 0 ? undefined : this.#head
  }

  advance(): void {
    const next = this.#chats.next()
    this.#head = next.done === true ? undefined : next.value
  }

  /** Who may have the chat now. */
  desksFor(chat: Waiting, pass: Pass): readonly Desk[] {
    if (this.#dropAfterMs === undefined) return this.able
    const dropsAt = chat.waitingSince + this.#dropAfterMs
    if (dropsAt <= pass.now) return this.able
    pass.lookAgainAt = Math.min(pass.lookAgainAt, dropsAt)
    return this.#strict
  }

  needs(desk: Desk): number {
    return placesFor(this.demand, desk.candidate.capacity)
  }
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

/** How often the agent let the chat pass; `undefined` when they are not to be asked now. */
const turnOf = (chat: Waiting, { candidate }: Desk, rounds: number, pass: Pass): number | undefined => {
  if (chat.except === candidate.agentId) return undefined
  if (chat.tried.length === 0) return 0
  const tried = chat.tried.find(({ agentId }) => agentId === candidate.agentId)
  const times = timesTried(tried)
  // A chat that had an agent cannot fail, so somebody has to take it in the end.
  if (times >= rounds && !chat.resumed) return undefined
  if (tried === undefined || tried.at + pass.reofferPauseMs <= pass.now) return times
  pass.lookAgainAt = Math.min(pass.lookAgainAt, tried.at + pass.reofferPauseMs)
  return undefined
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
    if (desk.free < walk.needs(desk)) continue
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
  const desk = pass.desks.get(direct.agentId)
  const asked = desk && desk.free >= walk.needs(desk) ? [desk] : []
  const passed = tried.some(({ agentId }) => agentId === direct.agentId)
  return direct.fallback && (asked.length === 0 || passed) ? undefined : asked
}

/** To whom else the chat is listed; the walk is dry when everybody's list is full. */
const listTo = (chat: Waiting, walk: Walk, pass: Pass): string[] => {
  const agentIds: string[] = []
  let anyRoom = false
  for (const desk of walk.desksFor(chat, pass)) {
    if (desk.listed >= listedPerAgentMax) continue
    anyRoom = true
    const { agentId } = desk.candidate
    if (chat.listed.has(agentId) || turnOf(chat, desk, walk.demand.rounds, pass) === undefined) continue
    desk.listed += 1
    agentIds.push(agentId)
  }
  walk.isDry ||= !anyRoom
  return agentIds
}

/** Whoever sees a chat listed that is not, or no longer, theirs to take. */
const unlistingsOf = (lines: readonly Line[], walks: readonly Walk[], pass: Pass): Listing[] => {
  const unlistings: Listing[] = []
  for (const [index, { demand, chats }] of lines.entries()) {
    const walk = walks[index]
    let ids: ReadonlySet<string> | undefined
    for (const { chatId, listed } of chats) {
      if (listed.size === 0) continue
      ids ??= new Set(demand.model === 'choice' ? walk?.able.map(({ candidate }) => candidate.agentId) : [])
      const able = ids
      const agentIds = [...listed].filter((agentId) => !able.has(agentId))
      if (agentIds.length === 0) continue
      unlistings.push({ chatId, agentIds })
      for (const agentId of agentIds) {
        const desk = pass.desks.get(agentId)
        if (desk) desk.listed -= 1
      }
    }
  }
  return unlistings
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
  candidates: readonly Candidate[],
  now: Instant,
  reofferPauseMs: Millis,
): Routing => {
  const desks = new Map<string, Desk>()
  for (const candidate of candidates) {
    const { agentId, free, chats, listed } = candidate
    desks.set(agentId, { candidate, free, chats, listed })
  }
  const pass: Pass = { desks, now, reofferPauseMs, lookAgainAt: Infinity }
  const walks = lines.map((line) => new Walk(line, desks.values()))
  const unlistings = unlistingsOf(lines, walks, pass)
  const matches: Match[] = []
  const listings: Listing[] = []
  for (let walk = firstOf(walks); walk?.head !== undefined; walk = firstOf(walks)) {
    const chat = walk.head
    walk.advance()
    const asked = askedFor(chat, walk, pass)
    if (asked === undefined && walk.isDry) continue
    if (asked === undefined && walk.demand.model === 'choice') {
      const agentIds = listTo(chat, walk, pass)
      if (agentIds.length > 0) listings.push({ chatId: chat.chatId, agentIds })
      continue
    }
    const among = asked ?? walk.desksFor(chat, pass)
    const { best, anyRoom } = choose(chat, among, walk, pass)
    if (best !== undefined) {
      best.free -= walk.needs(best)
      best.chats += 1
      matches.push({ chatId: chat.chatId, agentId: best.candidate.agentId })
    } else if (among === walk.able) walk.isDry = !anyRoom
  }
  const { lookAgainAt } = pass
  return { matches, listings, unlistings, ...(lookAgainAt < Infinity && { lookAgainAt }) }
}

/** Of the chats for which only one agent will do (chat ids with agent ids), those whose agent is not online. */
export const stranded = (agentOnly: ReadonlyMap<string, string>, candidates: readonly Candidate[]): Match[] => {
  const lost: Match[] = []
  for (const [chatId, agentId] of agentOnly) {
    if (!candidates.some((candidate) => candidate.agentId === agentId)) lost.push({ chatId, agentId })
  }
  return lost
}
