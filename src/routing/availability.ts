/** Answers whether requests made now would be taken, from what happens on the floor and what setup allows. */
import { isAgentAvailable, isButtonAvailable, type QueueLimits } from './availability-rules.js'
import { Crowd } from './crowd.js'
import { estimatedWaitSeconds } from './estimated-wait.js'
import { lineOfTarget } from './floor.js'
import type { Floors } from './floors.js'

/** Where a request goes: to a button, to one agent alone, or to an agent with a button for when they do not take it. */
export type Target =
  | { readonly type: 'button'; readonly buttonId: string }
  | { readonly type: 'agent'; readonly agentId: string }
  | { readonly type: 'agent-then-button'; readonly agentId: string; readonly buttonId: string }

/** Where a request that is taken waits. */
export interface Placement {
  /** The queue that takes it because that of its button cannot; absent for the button itself, and for an agent. */
  readonly overflowQueueId?: string
}

/** How an organization's floor stands at one instant. Ask it before anything else can happen. */
export interface Standing {
  /** Whether a request that goes there would be taken. */
  isAvailable(target: Target): boolean
  /** Where a request that goes there would wait; `undefined` when it would not be taken. */
  placementFor(target: Target): Placement | undefined
}

const here: Placement = {}

export class Availability {
  readonly #floors: Floors
  readonly #queueOf: (organizationId: string, buttonId: string) => QueueLimits | undefined
  readonly #overflowOf: (organizationId: string, buttonId: string) => readonly string[]

  constructor(options: {
    floors: Floors
    /** A button's limits; `undefined` for a button that is not there or takes no requests. */
    queueOf: (organizationId: string, buttonId: string) => QueueLimits | undefined
    /** The queues, one after the other, that take what the button's own cannot. */
    overflowOf: (organizationId: string, buttonId: string) => readonly string[]
  }) {
    this.#floors = options.floors
    this.#queueOf = options.queueOf
    this.#overflowOf = options.overflowOf
  }

  /** How things stand now. One computation for everybody who asks. */
  now(organizationId: string): Standing {
    const floor = this.#floors.of(organizationId)
    const { claims, roster } = floor
    const crowd = new Crowd(floor.plan, roster)
    const atButton = (buttonId: string): Placement | undefined => {
      const limits = this.#queueOf(organizationId, buttonId)
      if (limits === undefined) return undefined
      const hasRoom = (line: string): boolean => isButtonAvailable(limits, crowd.line(line, claims.buttons))
      if (hasRoom(buttonId)) return here
      const queueId = this.#overflowOf(organizationId, buttonId).find((id) =>
        hasRoom(lineOfTarget({ type: 'queue', id })),
      )
      return queueId === undefined ? undefined : { overflowQueueId: queueId }
    }
    const hasAgent = (agentId: string): boolean =>
      isAgentAvailable(crowd.agentLine(agentId, claims.forAgent(agentId), claims.buttons))
    const placementFor = (target: Target): Placement | undefined => {
      if (target.type !== 'button' && hasAgent(target.agentId)) return here
      return target.type === 'agent' ? undefined : atButton(target.buttonId)
    }
    return { placementFor, isAvailable: (target) => placementFor(target) !== undefined }
  }

  /** Seconds that somebody who asked at this button now may expect to wait; -1 while nothing is known. */
  estimatedWait(organizationId: string, buttonId: string): number {
    return estimatedWaitSeconds(this.#floors.of(organizationId).averageWait(buttonId), 0, 0)
  }
}
