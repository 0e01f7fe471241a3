/** Under which name an agent takes a chat, and what they say first: from what setup says. Pure. */
import { fillMergeFields } from '../chat/merge-fields.js'
import type { AcceptanceTerms } from '../chat/rules.js'
import type { AgentConfiguration } from '../setup/kinds/agent-configuration.js'
import type { AgentProfile } from '../setup/kinds/agent-profile.js'
import type { Button } from '../setup/kinds/button.js'

/** How many characters the name may have that visitors see, after its gaps were filled. */
export const agentNameLengthMax = 255

/** The chat that is taken. `resumed` when somebody was in charge before. */
export interface TakenChat {
  readonly visitorName: string
  readonly resumed: boolean
}

/** What stands in gaps for an agent. */
export const agentMergeFields = ({
  name,
  username,
}: Pick<AgentProfile, 'name' | 'username'>): Readonly<Record<string, string>> => {
  const [firstName = '', ...rest] = name.split(/\s+/)
  const user = { User_FirstName: firstName, User_LastName: rest.join(' '), User_Name: name, User_Username: username }
  return { ...user, User_FullName: name }
}

/**
 * What the button says comes before what the agent's configuration says. A greeting after a hand-over is sent only if
 * the configuration wants it.
 */
export const acceptanceTerms = (
  chat: TakenChat,
  agent: AgentProfile,
  button: Button | undefined,
  configuration: AgentConfiguration | undefined,
): AcceptanceTerms => {
  const fields = agentMergeFields(agent)
  const customName = (button?.customAgentName ?? '') || (configuration?.customAgentName ?? '')
  const filledName = fillMergeFields(customName, fields).trim().slice(0, agentNameLengthMax)
  const isGreeted = !chat.resumed || (configuration?.greetingAfterTransfer ?? true)
  const said = isGreeted ? (button?.autoGreeting ?? '') || (configuration?.autoGreeting ?? '') : ''
  const greeting = fillMergeFields(said, { ...fields, LiveAgent_VisitorName: chat.visitorName })
  const idle = button?.idleTimeout
  return { agentName: filledName || agent.name, ...(idle && { idle }), ...(greeting.trim() !== '' && { greeting }) }
}
