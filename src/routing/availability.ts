/** Answers whether requests made now would be taken, from what happens on the floor and what setup allows. */
import { isAgentAvailable, isButtonAvailable, type QueueLimits } from './availability-rules.js'
import { estimatedWaitSeconds } from './estimated-wait.js'
import type { Floors } from './floors.js'

/** Where a request goes: to a button, to one agent alone, or to an agent with a button for when they do not take it. */
export type Target =
  | { readonly type: 'button'; readonly buttonId: string }
  | { readonly type: 'agent'; readonly agentId: string }
  | { readonly type: 'agent-then-button'; readonly agentId: string; readonly buttonId: string }

/** How an organization's floor stands at one instant. Ask it before anything else can happen. */
export interface Standing {
  /** Whether a request that goes there would be taken. */
  isAvailable(target: Target): boolean
}

export class Availability {
  readonly #floors: Floors
  readonly #queueOf: (organizationId: string, buttonId: string) => QueueLimits | undefined

  constructor(options: {
    floors: Floors
    /** A button's limits; `undefined` for a button that is not there or takes no requests. */
    queueOf: (organizationId: string, buttonId: string) => QueueLimits | undefined
  }) {
    this.#floors = options.floors
    this.#queueOf = options.queueOf
  }

  /** How things stand now. One computation for everybody who asks. */
  now(organizationId: string): Standing {
    const { claims, candidates } = this.#floors.of(organizationId).standing()
    const freeOf = new Map(candidates.map(({ agentId, free }) => [agentId, free]))
    const free = candidates.reduce((sum, candidate) => sum + candidate.free, 0)
    const hasButton = (buttonId: string): boolean => {
      const queue = this.#queueOf(organizationId, buttonId)
      if (queue === undefined) return false
      const waitingHere = claims.atButton(buttonId)
      // Every agent is eligible for every button.
      const line = { online: candidates.length, free, waitingHere, waitingElsewhere: claims.size - waitingHere }
      return isButtonAvailable(queue, line)
    }
    const hasAgent = (agentId: string): boolean =>
      isAgentAvailable({
        free: freeOf.get(agentId),
        waitingForThem: claims.forAgent(agentId),
        freeInAll: free,
        waitingInAll: claims.size,
      })
    return {
      isAvailable: (target) => {
        switch (target.type) {
          case 'button':
            return hasButton(target.buttonId)
          case 'agent':
            return hasAgent(target.agentId)
          case 'agent-then-button':
            return hasAgent(target.agentId) || hasButton(target.buttonId)
        }
      },
    }
  }

  /** Seconds that somebody who asked at this button now may expect to wait; -1 while nothing is known. */
  estimatedWait(organizationId: string, buttonId: string): number {
    return estimatedWaitSeconds(this.#floors.of(organizationId).averageWait(buttonId), 0, 0)
  }
}
