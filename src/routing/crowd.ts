/** Who is online for which button, and who competes with it for their places. Pure; made for one instant. */
import type { AgentLine, Line } from './availability-rules.js'
import { isEligible, placesFor } from './demand.js'
import type { FloorPlan } from './floor.js'
import type { Candidate } from './rules.js'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

export class Crowd {
  readonly #plan: FloorPlan
  readonly #candidates: readonly Candidate[]
  readonly #able = new Map<string, readonly Candidate[]>()

  constructor(plan: FloorPlan, candidates: readonly Candidate[]) {
    this.#plan = plan
    this.#candidates = candidates.filter(({ capacity }) => capacity > 0)
  }

  /** How things stand for a button; `waiting` are all buttons at which chats wait, with how many. */
  line(buttonId: string, waiting: ReadonlyMap<string, number>): Line {
    const demand = this.#plan.demandOf(buttonId)
    const able = this.#ableFor(buttonId)
    const chatsFor = ({ free, capacity }: Candidate): number => Math.floor(free / placesFor(demand, capacity))
    const free = sum(able.map(chatsFor))
    let waitingElsewhere = 0
    if (free > 0) {
      const mine = new Set(able)
      for (const [other, count] of waiting) {
        if (other === buttonId) continue
        // However many wait there, they take no places of agents who are not for them.
        const shared = sum(
          this.#ableFor(other)
            .filter((candidate) => mine.has(candidate))
            .map(chatsFor),
        )
        const each = Math.ceil(this.#plan.demandOf(other).weight / demand.weight)
        waitingElsewhere += Math.min(count * each, shared)
      }
    }
    return { online: able.length, free, waitingHere: waiting.get(buttonId) ?? 0, waitingElsewhere }
  }

  /** How things stand for an agent who is asked for by name. */
  agentLine(candidate: Candidate | undefined, waitingForThem: number, waiting: ReadonlyMap<string, number>): AgentLine {
    const freeInAll = sum(this.#candidates.map(({ free }) => free))
    let waitingInAll = 0
    for (const [buttonId, count] of waiting) {
      const able = this.#ableFor(buttonId)
      if (candidate === undefined || !able.includes(candidate)) continue
      waitingInAll += Math.min(count * this.#plan.demandOf(buttonId).weight, sum(able.map(({ free }) => free)))
    }
    return { free: candidate?.free, waitingForThem, freeInAll, waitingInAll }
  }

  #ableFor(buttonId: string): readonly Candidate[] {
    let able = this.#able.get(buttonId)
    if (able === undefined) {
      const demand = this.#plan.demandOf(buttonId)
      able = this.#candidates.filter((candidate) => isEligible(demand, candidate, true))
      this.#able.set(buttonId, able)
    }
    return able
  }
}
