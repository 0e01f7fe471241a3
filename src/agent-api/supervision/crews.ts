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
  /** The queues of each agent who is in one. */
  #queueIds: ReadonlyMap<string, readonly string[]> | undefined

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

  /** The queues that an agent is in. */
  queuesOf(agentId: string): readonly string[] {
    this.#queueIds ??= this.#queuesByAgent()
    return this.#queueIds.get(agentId) ?? []
  }

  /** Whom a button asks, as far as that is not everybody; nothing of other lines. */
  answeredBy({ kind, id }: Pick<FloorQueue, 'kind' | 'id'>): Pick<FloorQueue, 'answeredBy'> {
    const button = kind === 'button' ? this.#setup.button(this.#organizationId, id) : undefined
    if (button === undefined) return {}
    const { active, routing, queueId, skillIds } = button
    if (!active) return { answeredBy: {} }
    if (routing === 'queue') return { answeredBy: queueId === null ? {} : { queueId } }
    return skillIds.length === 0 ? {} : { answeredBy: { skillIds: [...skillIds], all: routing === 'skills' } }
  }

  #queuesByAgent(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>()
    for (const { id, memberIds } of this.#setup.all(this.#organizationId, 'queue')) {
      for (const agentId of memberIds) found.set(agentId, [...(found.get(agentId) ?? []), id])
    }
    return found
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
