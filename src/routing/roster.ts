/**
 * Who is online, kept from one decision to the next: what a decision costs is then up to who has a place free and who
 * changed, not to how many there are. Setup is asked again when it is another.
 */
import { placesTaken, type AgentState } from './agent.js'
import type { Able, Candidate, Candidates, LineName } from './candidates.js'
import { isEligible } from './demand.js'
import type { FloorPlan } from './floor-plan.js'
import type { Listings } from './listings.js'

/** An agent who is online, as they stand now. */
class Present implements Candidate {
  readonly agentId: string
  capacity = 0
  skillIds: readonly string[] = []
  #agent: AgentState
  readonly #listings: Listings

  constructor(agent: AgentState, listings: Listings) {
    this.agentId = agent.id
    this.#agent = agent
    this.#listings = listings
  }

  set agent(agent: AgentState) {
    this.#agent = agent
  }

  get free(): number {
    return Math.max(0, this.capacity - placesTaken(this.#agent))
  }

  get chats(): number {
    return this.#agent.places.length
  }

  get listed(): number {
    return this.#listings.of(this.agentId).size
  }

  get lastTakenAt(): number {
    return this.#agent.lastTakenAt
  }
}

export class Roster implements Candidates {
  readonly #plan: FloorPlan
  readonly #listings: Listings
  readonly #present = new Map<string, Present>()
  readonly #withPlace = new Set<Present>()
  readonly #able = new Map<string, Able>()
  #revision: number | undefined

  constructor(plan: FloorPlan, listings: Listings) {
    this.#plan = plan
    this.#listings = listings
  }

  /** Takes over an agent as they stand now. */
  set(agent: AgentState): void {
    const known = this.#present.get(agent.id)
    if (agent.status !== 'online') {
      if (known !== undefined) this.#remove(known)
      return
    }
    if (known !== undefined) {
      known.agent = agent
      this.#sort(known)
      return
    }
    const present = new Present(agent, this.#listings)
    this.#present.set(agent.id, present)
    this.#lookUp(present)
    this.#able.clear()
  }

  get all(): Iterable<Candidate> {
    this.#keepUp()
    return this.#present.values()
  }

  get withPlace(): Iterable<Candidate> {
    this.#keepUp()
    return this.#withPlace
  }

  find(agentId: string): Candidate | undefined {
    this.#keepUp()
    return this.#present.get(agentId)
  }

  ableFor({ buttonId, demand }: LineName): Able {
    this.#keepUp()
    let able = this.#able.get(buttonId)
    if (able === undefined) {
      const agents = [...this.#present.values()].filter((one) => one.capacity > 0 && isEligible(demand, one, true))
      able = { agents, ids: new Set(agents.map(({ agentId }) => agentId)), sound: new WeakSet() }
      this.#able.set(buttonId, able)
    }
    return able
  }

  /** Asks setup about everybody again when it has changed. */
  #keepUp(): void {
    const { revision } = this.#plan
    if (revision === this.#revision) return
    this.#revision = revision
    this.#able.clear()
    for (const present of this.#present.values()) this.#lookUp(present)
  }

  #lookUp(present: Present): void {
    present.capacity = this.#plan.capacityOf(present.agentId)
    present.skillIds = this.#plan.skillsOf(present.agentId)
    this.#sort(present)
  }

  #sort(present: Present): void {
    if (present.free > 0) this.#withPlace.add(present)
    else this.#withPlace.delete(present)
  }

  #remove(present: Present): void {
    this.#present.delete(present.agentId)
    this.#withPlace.delete(present)
    this.#able.clear()
  }
}
