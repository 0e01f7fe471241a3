/** Who may take a chat that is handed over, and whom an agent may hand one to, as setup says. Pure but for setup. */
import type { HandoverTarget } from '../chat/handover.js'
import type { AgentConfiguration } from '../setup/kinds/agent-configuration.js'
import type { Setup } from '../setup/setup.js'
import { withDefaults } from '../setup/setup-kinds.js'

/** What is asked of setup. */
export type Directory = Pick<Setup, 'agent' | 'agents' | 'button' | 'get' | 'all'>

/** What holds for agents without a configuration. */
const standard = withDefaults('agent-configuration', { name: '' }) as AgentConfiguration

/** What an agent may do. */
export const rightsOf = (setup: Directory, organizationId: string, agentId: string): AgentConfiguration => {
  const configurationId = setup.agent(organizationId, agentId)?.configurationId
  return (configurationId && setup.get(organizationId, 'agent-configuration', configurationId)) || standard
}

/** What a target is called; `undefined` when there is none by this id, or a button that takes no requests. */
export const targetName = (
  setup: Directory,
  organizationId: string,
  { type, id }: HandoverTarget,
): string | undefined => {
  if (type !== 'button') return setup.get(organizationId, type, id)?.name
  const button = setup.button(organizationId, id)
  return button?.active ? button.name : undefined
}

const inQueue = (setup: Directory, organizationId: string, queueId: string | null, agentId: string): boolean =>
  queueId !== null && !!setup.get(organizationId, 'queue', queueId)?.memberIds.includes(agentId)

/** Whether an agent answers a button, has a skill or is in a queue. An agent who cannot log in never does. */
export const isEligible = (
  setup: Directory,
  organizationId: string,
  { type, id }: HandoverTarget,
  agentId: string,
): boolean => {
  const agent = setup.agent(organizationId, agentId)
  if (!agent?.active) return false
  if (type === 'skill') return agent.skillIds.includes(id)
  if (type === 'queue') return inQueue(setup, organizationId, id, agentId)
  const button = setup.button(organizationId, id)
  if (!button?.active) return false
  const { routing, skillIds, queueId } = button
  if (routing === 'queue') return inQueue(setup, organizationId, queueId, agentId)
  const has = (skillId: string): boolean => agent.skillIds.includes(skillId)
  return skillIds.length === 0 || (routing === 'skills' ? skillIds.every(has) : skillIds.some(has))
}

/** Whether these rights let an agent hand a chat to a target. A queue goes with the buttons that lead to it. */
export const mayHandTo = (
  setup: Directory,
  organizationId: string,
  rights: AgentConfiguration,
  { type, id }: HandoverTarget,
): boolean => {
  if (type === 'skill') {
    return rights.transferToSkills && (rights.transferSkillIds.length === 0 || rights.transferSkillIds.includes(id))
  }
  const { transferToButtons, transferButtonIds } = rights
  if (!transferToButtons || transferButtonIds.length === 0) return transferToButtons
  if (type === 'button') return transferButtonIds.includes(id)
  return transferButtonIds.some((buttonId) => setup.button(organizationId, buttonId)?.queueId === id)
}

/** Everything an agent may hand a chat to that is no agent, by kind and then by name. */
export const targetsFor = (
  setup: Directory,
  organizationId: string,
  rights: AgentConfiguration,
): readonly (HandoverTarget & { readonly name: string })[] => {
  const found: (HandoverTarget & { readonly name: string })[] = []
  for (const type of ['button', 'skill', 'queue'] as const) {
    const named = setup.all(organizationId, type).flatMap(({ id }) => {
      const target = { type, id }
      const name = targetName(setup, organizationId, target)
      return name !== undefined && mayHandTo(setup, organizationId, rights, target) ? [{ ...target, name }] : []
    })
    found.push(...named.sort((a, b) => a.name.localeCompare(b.name)))
  }
  return found
}
