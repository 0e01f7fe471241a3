/** What a button asks of agents for its chats. Pure. */
import type { Millis } from '../lib/clock.js'

/** Whom of the eligible agents is asked: all at once, who has the fewest chats, or who has the most free places. */
export type RoutingModel = 'choice' | 'least-active' | 'most-available'

/** Who may have a chat. */
export type Eligibility =
  | { readonly type: 'everybody' }
  | { readonly type: 'members'; readonly agentIds: ReadonlySet<string> }
  | {
      readonly type: 'skills'
      /** Whether one of the skills will do, or all are needed. */
      readonly needed: 'any' | 'all'
      readonly skillIds: readonly string[]
      /** Needed besides, until a chat has waited for `dropAfterMs`. */
      readonly additional: readonly string[]
      readonly dropAfterMs: Millis
    }

/** Shared by all chats that come in through a button. */
export interface Demand {
  readonly model: RoutingModel
  readonly eligibility: Eligibility
  /** Lower ones are served first. */
  readonly priority: number
  /** How many of an agent's places a chat takes. */
  readonly weight: number
  /** How often an agent is asked for the same chat; Infinity for any number. */
  readonly rounds: number
  /** Whether chats wait while nobody has a place for them. */
  readonly queued: boolean
  /** How long an agent has to take an offer. */
  readonly offerTimeoutMs: Millis
  /** Whether an offer counts as accepted. */
  readonly autoAccept: boolean
}

/** An agent, as far as eligibility goes. */
export interface Abilities {
  readonly agentId: string
  readonly skillIds: readonly string[]
}

/**
 * Whether an agent may have chats of this kind. Until the additional skills are dropped they count as needed; give
 * `dropped` for a chat that has waited long enough, or to know who may have it sooner or later.
 */
export const isEligible = ({ eligibility }: Demand, { agentId, skillIds }: Abilities, dropped: boolean): boolean => {
  switch (eligibility.type) {
    case 'everybody':
      return true
    case 'members':
      return eligibility.agentIds.has(agentId)
    case 'skills': {
      const { needed, additional } = eligibility
      const has = (skillId: string): boolean => skillIds.includes(skillId)
      const able = needed === 'all' ? eligibility.skillIds.every(has) : eligibility.skillIds.some(has)
      return able && (dropped || additional.every(has))
    }
  }
}

/** When the additional skills are dropped, after a chat began to wait; `undefined` when there are none to drop. */
export const dropAfterMs = ({ eligibility }: Demand): Millis | undefined =>
  eligibility.type === 'skills' && eligibility.additional.length > 0 ? eligibility.dropAfterMs : undefined

/**
 * How many of an agent's places one chat takes. Never more than the agent has in all: a chat that is heavier than
 * everybody takes somebody's places whole, or else nobody could ever have it.
 */
export const placesFor = ({ weight }: Demand, capacity: number): number => Math.max(1, Math.min(weight, capacity))
