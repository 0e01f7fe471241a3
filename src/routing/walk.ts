/** The chats of a line as a decision goes through them, first to last, and those who are there for them. Pure. */
import type { Instant, Millis } from '../lib/clock.js'
import type { Able, Candidate, Candidates, LineName } from './candidates.js'
import { dropAfterMs, isEligible, placesFor, type Demand } from './demand.js'
import type { Waiting } from './waiting.js'

/** The chats that wait at one button. */
export interface Line extends LineName {
  /** In the order in which they are served. */
  readonly chats: Iterable<Waiting>
  /** How many of them ask for an agent by name. */
  readonly direct: number
  /** Those of them that were offered in vain before or ask for an agent by name, in any order. */
  readonly particular: Iterable<Waiting>
  /** Those of them that are on anybody's list, in any order. */
  readonly listed: Iterable<Waiting>
}

/** A candidate while a decision is made: with what it has given them already. */
export interface Desk {
  readonly candidate: Candidate
  free: number
  chats: number
  listed: number
}

/** What is known and found out in the course of one decision. */
export class Pass {
  readonly now: Instant
  readonly reofferPauseMs: Millis
  readonly candidates: Candidates
  /** Those who had a place free when it began. */
  readonly withPlace: readonly Desk[]
  /** How many have one left. */
  placesLeft: number
  lookAgainAt = Infinity
  readonly #desks = new Map<string, Desk>()

  constructor(candidates: Candidates, now: Instant, reofferPauseMs: Millis) {
    this.candidates = candidates
    this.now = now
    this.reofferPauseMs = reofferPauseMs
    this.withPlace = [...candidates.withPlace].map((candidate) => this.deskOf(candidate))
    this.placesLeft = this.withPlace.length
  }

  deskOf(candidate: Candidate): Desk {
    let desk = this.#desks.get(candidate.agentId)
    if (desk === undefined) {
      const { agentId, free, chats, listed } = candidate
      this.#desks.set(agentId, (desk = { candidate, free, chats, listed }))
    }
    return desk
  }

  find(agentId: string): Desk | undefined {
    const candidate = this.candidates.find(agentId)
    return candidate && this.deskOf(candidate)
  }

  /** Gives the agent one more chat. */
  take(desk: Desk, places: number): void {
    desk.free -= places
    desk.chats += 1
    if (desk.free <= 0) this.placesLeft -= 1
  }

  /** It is to be looked again then, though nothing else should happen. */
  lookAgain(at: Instant): void {
    this.lookAgainAt = Math.min(this.lookAgainAt, at)
  }
}

/** Some of those who may have a line's chats; dry when none of them has room for another. */
export class Among {
  readonly #desks: () => readonly Desk[]
  #made: readonly Desk[] | undefined
  isDry: boolean

  /** `desks` is asked once somebody is looked for. */
  constructor(desks: () => readonly Desk[], isDry: boolean) {
    this.#desks = desks
    this.isDry = isDry
  }

  get desks(): readonly Desk[] {
    return (this.#made ??= this.#desks())
  }
}

export class Walk {
  readonly demand: Demand
  readonly able: Able
  /** How many of its chats were found to be on the lists of all of them. */
  onAllLists = 0
  /** Whom a chat could go to now; and while additional skills still count. */
  readonly #open: Among
  readonly #strict: Among
  readonly #pass: Pass
  readonly #dropAfterMs: Millis | undefined
  readonly #direct: number
  readonly #chats: Iterator<Waiting>
  #head: Waiting | undefined

  constructor(line: Line, pass: Pass) {
    const { demand } = line
    this.demand = demand
    this.able = pass.candidates.ableFor(line)
    this.#pass = pass
    this.#open = demand.model === 'choice' ? this.#everybody() : this.#whoHasPlace()
    this.#dropAfterMs = dropAfterMs(demand)
    const isStrict = ({ candidate }: Desk): boolean => isEligible(demand, candidate, false)
    this.#strict =
      this.#dropAfterMs === undefined ? this.#open : new Among(() => this.#open.desks.filter(isStrict), false)
    this.#direct = line.direct
    this.#chats = line.chats[Symbol.iterator]()
    this.advance()
  }

  /** The chat that is served next; nothing when nobody is left whom any could go to. */
  get head(): Waiting | undefined {
    return this.#head
  }

  /** Goes on to the next chat that somebody could be left for. */
  advance(): void {
    this.#head = undefined
    while (!this.#isOver) {
      const next = this.#chats.next()
      if (next.done === true) return
      const chat = next.value
      if (this.#asksForSomebodyWithRoom(chat) || !this.desksFor(chat).isDry) {
        this.#head = chat
        return
      }
    }
  }

  /** Who may have the chat now, whomever it asks for. */
  desksFor(chat: Waiting): Among {
    if (this.#dropAfterMs === undefined || this.#open.isDry) return this.#open
    const dropsAt = chat.waitingSince + this.#dropAfterMs
    if (dropsAt <= this.#pass.now) return this.#open
    this.#pass.lookAgain(dropsAt)
    return this.#strict
  }

  needs({ candidate }: Desk): number {
    return placesFor(this.demand, candidate.capacity)
  }

  hasPlace(desk: Desk): boolean {
    return desk.free >= this.needs(desk)
  }

  #everybody(): Among {
    const { agents } = this.able
    return new Among(() => agents.map((candidate) => this.#pass.deskOf(candidate)), agents.length === 0)
  }

  #whoHasPlace(): Among {
    const { ids } = this.able
    const desks = this.#pass.withPlace.filter((desk) => this.hasPlace(desk) && ids.has(desk.candidate.agentId))
    return new Among(() => desks, desks.length === 0)
  }

  get #isOver(): boolean {
    return this.#open.isDry && (this.#direct === 0 || this.#pass.placesLeft === 0)
  }

  #asksForSomebodyWithRoom({ direct }: Waiting): boolean {
    const desk = direct && this.#pass.find(direct.agentId)
    return desk !== undefined && this.hasPlace(desk)
  }
}
