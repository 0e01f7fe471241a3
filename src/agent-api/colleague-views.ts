/** Whom an agent may hand a chat to or invite, as the floor stands now. */
import { placesTaken } from '../routing/agent.js'
import type { Floors } from '../routing/floors.js'
import type { Handovers } from '../routing/handovers.js'
import { rightsOf, targetsFor } from '../routing/handover-targets.js'
import type { Setup, SetupObject } from '../setup/setup.js'
import { colleaguesListedMax, type Colleague, type Colleagues } from './handovers.js'

const byUse = (a: Colleague, b: Colleague): number => {
  const canTake = ({ status, free }: Colleague): number => (status === 'online' && free > 0 ? 0 : 1)
  return canTake(a) - canTake(b) || a.name.localeCompare(b.name) || (a.agentId < b.agentId ? -1 : 1)
}

/** The colleagues whose name contains `search`, whatever its case, and the targets there are. */
export const colleaguesOf = (
  { setup, floors, handovers }: { setup: Setup; floors: Floors; handovers: Handovers },
  { organizationId, id }: Pick<SetupObject<'agent'>, 'organizationId' | 'id'>,
  search: string,
): Colleagues => {
  const floor = floors.of(organizationId)
  const rights = rightsOf(setup, organizationId, id)
  const wanted = search.trim().toLocaleLowerCase()
  const agents = setup
    .agents(organizationId)
    .filter(({ id: other, active, name }) => active && other !== id && name.toLocaleLowerCase().includes(wanted))
    .map((agent): Colleague => {
      const state = floor.agent(agent.id)
      const free = Math.max(0, setup.capacityOf(organizationId, agent.id) - (state ? placesTaken(state) : 0))
      const skills = agent.skillIds.flatMap((skillId) => setup.get(organizationId, 'skill', skillId)?.name ?? [])
      return { agentId: agent.id, name: agent.name, status: state?.status ?? 'offline', free, skills }
    })
  return {
    mayTransfer: rights.transferToAgents,
    mayInvite: rights.conferencing,
    agents: agents.sort(byUse).slice(0, colleaguesListedMax),
    targets: targetsFor(setup, organizationId, rights).map(({ type, id: targetId, name }) => {
      const target = { type, id: targetId }
      const online = handovers.presentFor(organizationId, target, id)
      return { ...target, name, online, waiting: floor.countAt(target) }
    }),
  }
}
