/** Those who can be offered chats, as rules see them: found by what is asked of them, without a look at everybody. */
import type { Instant } from '../lib/clock.js'
import type { Abilities, Demand } from './demand.js'
import type { Waiting } from './waiting.js'

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

/** Where chats wait, and what is asked of agents for them. */
export interface LineName {
  readonly buttonId: string
  readonly demand: Demand
}

/** Who may have the chats of a line, sooner or later. Another object as soon as it is somebody else. */
export interface Able {
  readonly agents: readonly Candidate[]
  readonly ids: ReadonlySet<string>
  /**
   * Waiting chats that were found to be on the lists of nobody else. Neither can change without being another object,
   * so what was found once holds, and a long line is not looked through again with each decision.
   */
  readonly sound: WeakSet<Waiting>
}

/** Everybody who is online, at one instant. */
export interface Candidates {
  find(agentId: string): Candidate | undefined
  /** Those who have a place free. */
  readonly withPlace: Iterable<Candidate>
  ableFor(line: LineName): Able
}
