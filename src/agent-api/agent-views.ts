/** How agents are named in the agents' API: as members of a chat, and as who decided something in another's place. */
import type { ActingAgent } from '../chat/acting-agent.js'
import type { ChatAgent } from './handovers.js'

export const asChatAgent = ({ id, name }: ActingAgent): ChatAgent => ({ agentId: id, name })

/** The supervisor who decided it, as a member `by`; nothing when the agent did. */
export const asBy = (supervisor: ActingAgent | undefined): { by?: ChatAgent } =>
  supervisor ? { by: asChatAgent(supervisor) } : {}
