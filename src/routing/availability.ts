/** Answers whether requests made now would be taken, from what happens on the floor and what setup allows. */
import { isAgentAvailable, isButtonAvailable, type QueueLimits } from './availability-rules.js'
import { Crowd } from './crowd.js'
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
    const floor = this.#floors.of(organizationId)
    const { claims, roster } = floor
    const crowd = new Crowd(floor.plan, roster)
    const hasButton = (buttonId: string): boolean => {
      const queue = this.#queueOf(organizationId, buttonId)
      return queue !== undefined && isButtonAvailable(queue, crowd.line(buttonId, claims.buttons))
    }
    const hasAgent = (agentId: string): boolean =>
      isAgentAvailable(crowd.agentLine(agentId, claims.forAgent(agentId), claims.buttons))
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
