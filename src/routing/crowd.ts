/** Who is online for which button, and who competes with it for their places. Pure; made for one instant. */
import type { AgentLine, Line } from './availability-rules.js'
import type { Able, Candidate, Candidates } from './candidates.js'
import { placesFor } from './demand.js'
import type { FloorPlan } from './floor-plan.js'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

export class Crowd {
  readonly #plan: FloorPlan
  readonly #candidates: Candidates
  readonly #withPlace: readonly Candidate[]

  constructor(plan: FloorPlan, candidates: Candidates) {
    this.#plan = plan
    this.#candidates = candidates
    this.#withPlace = [...candidates.withPlace]
  }

  /** How things stand for a button; `waiting` are all buttons at which chats wait, with how many. */
  line(buttonId: string, waiting: ReadonlyMap<string, number>): Line {
    const demand = this.#plan.demandOf(buttonId)
    const able = this.#ableFor(buttonId)
    const chatsFor = ({ free, capacity }: Candidate): number => Math.floor(free / placesFor(demand, capacity))
    const mine = this.#withPlace.filter(({ agentId }) => able.ids.has(agentId))
    const free = sum(mine.map(chatsFor))
    let waitingElsewhere = 0
    if (free > 0) {
      for (const [other, count] of waiting) {
        if (other === buttonId) continue
        // However many wait there, they take no places of agents who are not for them.
        const { ids } = this.#ableFor(other)
        const shared = sum(mine.filter(({ agentId }) => ids.has(agentId)).map(chatsFor))
        const each = Math.ceil(this.#plan.demandOf(other).weight / demand.weight)
        waitingElsewhere += Math.min(count * each, shared)
      }
    }
    return { online: able.agents.length, free, waitingHere: waiting.get(buttonId) ?? 0, waitingElsewhere }
  }

  /** How things stand for an agent who is asked for by name. */
  agentLine(agentId: string, waitingForThem: number, waiting: ReadonlyMap<string, number>): AgentLine {
    const free = this.#candidates.find(agentId)?.free
    const freeInAll = sum(this.#withPlace.map((one) => one.free))
    let waitingInAll = 0
    for (const [buttonId, count] of waiting) {
      const { ids } = this.#ableFor(buttonId)
      if (!ids.has(agentId)) continue
      const theirs = this.#withPlace.filter((one) => ids.has(one.agentId))
      waitingInAll += Math.min(count * this.#plan.demandOf(buttonId).weight, sum(theirs.map((one) => one.free)))
    }
    return { free, waitingForThem, freeInAll, waitingInAll }
  }

  #ableFor(buttonId: string): Able {
    return this.#candidates.ableFor({ buttonId, demand: this.#plan.demandOf(buttonId) })
  }
}
