/**
 * Whether a request made now would be taken. Pure: everybody who asks, whether for a picture on a page or for the
 * decision itself, gets the same answer about the same floor.
 */

/** Whether requests may wait at a button when nobody has a place for them, and how many. */
export interface QueueLimits {
  readonly enabled: boolean
  /** How many for each agent who is online; `null` for any number. */
  readonly perAgentMax: number | null
  /** How many in all; `null` for any number. */
  readonly overallMax: number | null
}

/** Who could be offered a button's chats, and who wants a place with them already. */
export interface Line {
  /** How many agents are online who are eligible for the button. */
  readonly online: number
  /** The places these agents have free. */
  readonly free: number
  /** Chats that wait at this button and are offered to nobody. */
  readonly waitingHere: number
  /** Chats that wait elsewhere and could be offered to these agents, too. */
  readonly waitingElsewhere: number
}

/** How many may wait for whom there is no place, with this many agents online. The smaller of two limits holds. */
export const queueMax = ({ enabled, perAgentMax, overallMax }: QueueLimits, online: number): number =>
  enabled ? Math.min(perAgentMax === null ? Infinity : perAgentMax * online, overallMax ?? Infinity) : 0

/**
 * A button is available while an eligible agent is online and one more request would find a place with them, or in its
 * queue. Those who wait elsewhere are taken to be served first; who only waits to be offered a place that is free
 * does not count against the queue's limits.
 */
export const isButtonAvailable = (queue: QueueLimits, line: Line): boolean => {
  const placesLeft = Math.max(0, line.free - line.waitingElsewhere)
  return line.online > 0 && line.waitingHere - placesLeft < queueMax(queue, line.online)
}

/** How things stand for an agent who is asked for by name. */
export interface AgentLine {
  /** The places the agent has free; `undefined` when they are not online. */
  readonly free: number | undefined
  /** Chats that wait for this agent by name. */
  readonly waitingForThem: number
  /** The places all agents have free, and the chats that wait for one. */
  readonly freeInAll: number
  readonly waitingInAll: number
}

/** An agent is available while they are online and have a place that nobody who waits has a claim to. */
export const isAgentAvailable = ({ free, waitingForThem, freeInAll, waitingInAll }: AgentLine): boolean =>
  free !== undefined && free > waitingForThem && freeInAll > waitingInAll
