/** Who would be asked to take what waits where. Setup alone says it, so it is found out once until setup changes. */
import { isEligible, type Directory } from '../../routing/handover-targets.js'
import type { FloorQueue } from './floor-messages.js'

/** How somebody who could answer stands. */
export interface Hand {
  readonly isOnline: boolean
  readonly hasPlace: boolean
}

export class Crews {
  readonly #setup: Directory
  readonly #organizationId: string
  /** The agents of each line, by its kind and id. */
  readonly #agentIds = new Map<string, readonly string[]>()

  constructor(setup: Directory, organizationId: string) {
    this.#setup = setup
    this.#organizationId = organizationId
  }

  /** How many of those who answer a button, have a skill or are in a queue are online, and have a place. */
  at(
    { kind, id }: Pick<FloorQueue, 'kind' | 'id'>,
    handOf: (agentId: string) => Hand,
  ): { online: number; free: number } {
    const crew = { online: 0, free: 0 }
    for (const agentId of this.#agentsOf(kind, id)) {
      const { isOnline, hasPlace } = handOf(agentId)
      if (isOnline) crew.online += 1
      if (isOnline && hasPlace) crew.free += 1
    }
    return crew
  }

  #agentsOf(type: FloorQueue['kind'], id: string): readonly string[] {
    const key = `${type}/${id}`
    const known = this.#agentIds.get(key)
    if (known) return known
    const found = this.#setup
      .agents(this.#organizationId)
      .filter((agent) => isEligible(this.#setup, this.#organizationId, { type, id }, agent.id))
      .map((agent) => agent.id)
    this.#agentIds.set(key, found)
    return found
  }
}
