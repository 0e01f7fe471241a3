/** What a change of setup would do, told before it is made: by the rules that will decide when it is. */
import type { Instant } from '../lib/clock.js'
import { buttonDemand } from '../routing/button-demand.js'
import type { Demand } from '../routing/demand.js'
import type { Floor } from '../routing/floor.js'
import { changesReach, reachChange, reaches, type ReachingAgent, type Side } from '../routing/reach-rules.js'
import { isOpen } from '../setup/open-hours-rules.js'
import { Proposal, type Edit } from '../setup/proposal.js'
import type { Setup, SetupObject } from '../setup/setup.js'
import type { AgentEffect, ButtonEffect, Preview, SomePeople } from './messages.js'

/** How many buttons are told of, and how many people of each. */
export const previewButtonsMax = 50
export const previewNamesMax = 10

/** The hardest hit first, {@link previewButtonsMax} of each at most. */
export type SetupEffects = Pick<Preview, 'buttons' | 'agents'>

const reachOf = (proposal: Proposal, agent: SetupObject<'agent'> | undefined): ReachingAgent | undefined => {
  if (agent === undefined) return undefined
  const { id, active, skillIds, capacity, configurationId } = agent
  const configuration = configurationId === null ? undefined : proposal.get('agent-configuration', configurationId)
  return { agentId: id, skillIds, takesChats: active && (configuration?.capacity ?? capacity) > 0 }
}

/** The objects of a kind on both sides, by id. */
const sides = <K extends 'agent' | 'button'>(before: Proposal, after: Proposal, kind: K): Side<SetupObject<K>>[] => {
  const found = new Map<string, Side<SetupObject<K>>>()
  for (const object of before.all(kind)) found.set(object.id, { before: object, after: undefined })
  for (const object of after.all(kind)) found.set(object.id, { before: found.get(object.id)?.before, after: object })
  return [...found.values()]
}

const some = (ids: readonly string[], nameOf: (id: string) => string): SomePeople => ({
  count: ids.length,
  names: ids.slice(0, previewNamesMax).map(nameOf),
})

/** Tells what edits would do that are right: to whom may answer which button, and to who works and waits now. */
export const effectsOf = (
  { setup, floor, now }: { readonly setup: Setup; readonly floor: Floor; readonly now: Instant },
  organizationId: string,
  edits: readonly Edit[],
): SetupEffects => {
  const [before, after] = [new Proposal(setup, organizationId, []), new Proposal(setup, organizationId, edits)]
  const demandOf = (proposal: Proposal, button: SetupObject<'button'> | undefined): Demand | undefined =>
    button && buttonDemand(button, button.queueId === null ? undefined : proposal.get('queue', button.queueId), 0)
  const takes = (proposal: Proposal, button: SetupObject<'button'> | undefined): boolean => {
    if (button?.active !== true) return false
    const hours = button.businessHoursId === null ? undefined : proposal.get('business-hours', button.businessHoursId)
    return hours === undefined || isOpen(hours, now)
  }
  const nameOf = (id: string): string => (after.get('agent', id) ?? before.get('agent', id))?.name ?? id

  const agents = sides(before, after, 'agent')
  const reaching = agents.map((agent) => ({
    before: reachOf(before, agent.before),
    after: reachOf(after, agent.after),
  }))
  const changedAgents = reaching.filter(changesReach)
  const isSame = (button: Side<SetupObject<'button'>>): boolean => {
    const { before: old, after: fresh } = button
    // What nobody edits is the same object on both sides.
    if (old !== fresh || old === undefined) return false
    return old.queueId === null || before.get('queue', old.queueId) === after.get('queue', old.queueId)
  }

  const buttons = sides(before, after, 'button').flatMap((button): ButtonEffect[] => {
    const demand = { before: demandOf(before, button.before), after: demandOf(after, button.after) }
    const { gained, lost } = reachChange(demand, isSame(button) ? changedAgents : reaching)
    const takesRequests = { before: takes(before, button.before), after: takes(after, button.after) }
    const object = button.after ?? button.before
    if (object === undefined) return []
    const isTold = gained.length > 0 || lost.length > 0 || takesRequests.before !== takesRequests.after
    if (!isTold) return []
    const able = reaching.filter((agent) => reaches(demand.after, agent.after))
    return [
      {
        ...{ id: object.id, name: object.name, gained: some(gained, nameOf), lost: some(lost, nameOf), takesRequests },
        able: able.length,
        online: able.filter((agent) => floor.roster.find(agent.after?.agentId ?? '') !== undefined).length,
        waiting: floor.countAt({ type: 'button', id: object.id }),
      },
    ]
  })
  const loggedOut = agents.flatMap((agent): AgentEffect[] => {
    if (agent.before?.active !== true || agent.after?.active === true) return []
    const { id, name } = agent.before
    return [{ id, name, chats: floor.agent(id)?.places.length ?? 0 }]
  })
  const hardest = (effect: ButtonEffect): number => effect.waiting * 1000 + effect.lost.count
  return {
    buttons: buttons.sort((a, b) => hardest(b) - hardest(a)).slice(0, previewButtonsMax),
    agents: loggedOut.slice(0, previewButtonsMax),
  }
}
