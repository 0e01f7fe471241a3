/** Who is writing to a visitor at this moment. Fleeting: nobody keeps it. Pure. */
import type { ChatEvent } from '../chat/chat-events.js'
import type { NamedAgent } from '../chat/handover.js'

/** The agents who type, in the order in which they began. */
export type Typists = readonly NamedAgent[]

export const nobodyTypes: Typists = []

const without = (typists: Typists, agentId: string): Typists => typists.filter(({ id }) => id !== agentId)

/** After an agent said that they type, or stopped. Who types on keeps their place. */
export const typistsWith = (typists: Typists, agent: NamedAgent, typing: boolean): Typists => {
  if (!typing) return without(typists, agent.id)
  return typists.some(({ id }) => id === agent.id) ? typists : [...typists, agent]
}

/** After an event of the chat: what an agent writes ends their typing, and so does that they are not in the chat any more. */
export const typistsAfter = (typists: Typists, body: ChatEvent): Typists => {
  if (typists.length === 0) return typists
  switch (body.type) {
    case 'agent-message':
    case 'agent-rich-message':
    case 'agent-left':
      return without(typists, body.agentId)
    case 'accepted':
      return body.fromAgentId === undefined ? typists : without(typists, body.fromAgentId)
    case 'agent-lost':
    case 'transfer-queued':
    case 'ended':
      return nobodyTypes
    default:
      return typists
  }
}
