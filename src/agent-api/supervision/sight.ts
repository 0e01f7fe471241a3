/** What an agent's configuration allows those who look after them, and who looks after whom. */
import type { RequestedChat } from '../../chat/chat.js'
import type { AgentConfiguration } from '../../setup/kinds/agent-configuration.js'
import { withDefaults } from '../../setup/setup-kinds.js'
import type { Setup, SetupObject } from '../../setup/setup.js'
import { ProblemError } from '../problems.js'

/** What holds for agents who have no configuration. */
const standard = withDefaults('agent-configuration', { name: 'Standard' }) as AgentConfiguration

export class Sight {
  readonly #setup: Setup

  constructor(setup: Setup) {
    this.#setup = setup
  }

  /** What an agent may do, and what others may do with them. */
  configurationOf(organizationId: string, agentId: string): AgentConfiguration {
    const id = this.#setup.agent(organizationId, agentId)?.configurationId
    return (id && this.#setup.get(organizationId, 'agent-configuration', id)) || standard
  }

  /**
   * Whether somebody looks after an agent of their organization: administrators after everybody, supervisors after
   * those who have one of the skills they supervise, or everybody when none is named; agents after nobody.
   */
  sees({ id, organizationId, role }: SetupObject<'agent'>, agentId: string): boolean {
    if (role === 'agent') return false
    if (this.seesEverybody({ id, organizationId, role })) return true
    const { supervisedSkillIds } = this.configurationOf(organizationId, id)
    const skillIds = this.#setup.agent(organizationId, agentId)?.skillIds ?? []
    return skillIds.some((skillId) => supervisedSkillIds.includes(skillId))
  }

  /** Whether somebody looks after everybody of their organization, also after those who are no more. */
  seesEverybody({ id, organizationId, role }: Pick<SetupObject<'agent'>, 'id' | 'organizationId' | 'role'>): boolean {
    if (role !== 'supervisor') return role === 'administrator'
    return this.configurationOf(organizationId, id).supervisedSkillIds.length === 0
  }

  /** Whether somebody may read a chat of their organization: see {@link requireWatchable}. */
  mayWatch(watcher: SetupObject<'agent'>, chat: RequestedChat): boolean {
    return this.#whyNot(watcher, chat) === undefined
  }

  /**
   * The chat is with an agent whom the watcher looks after and whose configuration lets them be watched, or is with
   * nobody; whoever talks along counts as well. Throws a 403: `not-supervised`, or `monitoring-off`.
   */
  requireWatchable(watcher: SetupObject<'agent'>, chat: RequestedChat): void {
    const refusal = this.#whyNot(watcher, chat)
    if (refusal) throw refusal
  }

  /** Somebody looks after an agent. Throws a 403 `not-supervised`. */
  requireSight(supervisor: SetupObject<'agent'>, agentId: string): void {
    if (!this.sees(supervisor, agentId)) throw notSupervised()
  }

  /** Somebody looks after the agent in charge of the chat, if there is one. Throws a 403 `not-supervised`. */
  requireSupervised(supervisor: SetupObject<'agent'>, chat: RequestedChat): void {
    const [agentId] = agentsOfChat(chat)
    if (agentId !== undefined) this.requireSight(supervisor, agentId)
  }

  /** The agent of the chat may be whispered to. Throws a 403 `whispering-off`. */
  requireWhispering(chat: RequestedChat): void {
    const [agentId] = agentsOfChat(chat)
    if (agentId === undefined || this.configurationOf(chat.organizationId, agentId).whispering) return
    throw new ProblemError(403, 'whispering-off', 'This agent is not to be whispered to.')
  }

  /** The agent may ask for help. Throws a 403 `flags-off`. */
  requireFlags({ organizationId, id }: SetupObject<'agent'>): void {
    if (this.configurationOf(organizationId, id).assistanceFlag) return
    throw new ProblemError(403, 'flags-off', 'Asking for help this way is not switched on for you.')
  }

  #whyNot(watcher: SetupObject<'agent'>, chat: RequestedChat): ProblemError | undefined {
    const agentIds = agentsOfChat(chat)
    if (watcher.role === 'agent') return new ProblemError(403, 'not-your-chat', 'This chat is not yours.')
    if (agentIds.length === 0 || agentIds.includes(watcher.id)) return undefined
    const seen = agentIds.filter((agentId) => this.sees(watcher, agentId))
    if (seen.length === 0) return notSupervised()
    if (seen.some((agentId) => this.configurationOf(watcher.organizationId, agentId).monitoring)) return undefined
    return new ProblemError(403, 'monitoring-off', 'The chats of this agent are not to be watched.')
  }
}

/** Who is in charge of the chat, or was last, then who talks along. A chat that is only offered is nobody's yet. */
const agentsOfChat = (chat: RequestedChat): readonly string[] => {
  const held = chat.state === 'ended' ? chat.served : chat.state === 'established' ? chat : undefined
  return held ? [held.agent, ...(held.joined ?? [])].map(({ id }) => id) : []
}

const notSupervised = (): ProblemError => new ProblemError(403, 'not-supervised', 'You do not look after this agent.')
