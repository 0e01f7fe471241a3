/** Why an agent may let an offer pass, as setup says. */
import type { Setup, SetupObject } from '../setup/setup.js'
import type { DeclineReasonList } from './offers.js'

const listedFor = (setup: Setup, { organizationId, configurationId }: SetupObject<'agent'>): readonly string[] => {
  const configuration = configurationId && setup.get(organizationId, 'agent-configuration', configurationId)
  return configuration ? configuration.declineReasonIds : []
}

/** Whether an agent may decline for this reason: it is there, and in their configuration if that lists any. */
export const mayGive = (setup: Setup, agent: SetupObject<'agent'>, reasonId: string): boolean => {
  if (setup.get(agent.organizationId, 'decline-reason', reasonId) === undefined) return false
  const listed = listedFor(setup, agent)
  return listed.length === 0 || listed.includes(reasonId)
}

/** The reasons an agent is asked to choose from; none where their configuration lists none. */
export const reasonsFor = (setup: Setup, agent: SetupObject<'agent'>): DeclineReasonList['reasons'] =>
  listedFor(setup, agent)
    .flatMap((id) => setup.get(agent.organizationId, 'decline-reason', id) ?? [])
    .sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1))
    .map(({ id, name }) => ({ reasonId: id, name }))
