import type { Able, Candidate, Candidates } from '../../src/routing/candidates.js'
import { isEligible, type Demand } from '../../src/routing/demand.js'

/** These agents, and no other, are online; whoever is looked for is looked for among all of them. */
export const candidatesOf = (agents: readonly Candidate[]): Candidates => {
  const found = new Map<Demand, Able>()
  return {
    find: (agentId) => agents.find((agent) => agent.agentId === agentId),
    withPlace: agents.filter(({ free }) => free > 0),
    ableFor: ({ demand }) => {
      const able = agents.filter((agent) => agent.capacity > 0 && isEligible(demand, agent, true))
      const ids = new Set(able.map(({ agentId }) => agentId))
      const known = found.get(demand) ?? { agents: able, ids, sound: new WeakSet() }
      found.set(demand, known)
      return known
    },
  }
}
