import type { Candidate, Candidates } from '../../src/routing/candidates.js'
import { isEligible } from '../../src/routing/demand.js'

/** These agents, and no other, are online; whoever is looked for is looked for among all of them. */
export const candidatesOf = (agents: readonly Candidate[]): Candidates => ({
  find: (agentId) => agents.find((agent) => agent.agentId === agentId),
  withPlace: agents.filter(({ free }) => free > 0),
  ableFor: ({ demand }) => {
    const able = agents.filter((agent) => agent.capacity > 0 && isEligible(demand, agent, true))
    return { agents: able, ids: new Set(able.map(({ agentId }) => agentId)), sound: new WeakSet() }
  },
})
