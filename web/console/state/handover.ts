/** What hand-overs and conferences change in a chat, as part of the fold of `apply-event.ts`. Pure. */
import type { HandoverEvents } from '../../../src/agent-api/handovers.js'
import type { Chat } from '../../../src/agent-api/chats.js'

type HandoverEvent = {
  [Name in keyof HandoverEvents]: { name: Name; data: HandoverEvents[Name] }
}[keyof HandoverEvents]

/** The chat after one of these events. Whoever is in charge comes first among its agents. */
export function afterHandover(chat: Chat, event: HandoverEvent): Chat {
  switch (event.name) {
    case 'handover-offered':
      return { ...chat, handover: event.data.handover }
    case 'handover-ended':
      return withoutHandover(chat)
    case 'chat-transferred': {
      const { agentId, name } = event.data
      return { ...withoutFlag(withoutHandover(chat)), agents: [{ agentId, name }, ...chat.agents.slice(1)] }
    }
    case 'agent-joined': {
      const { agentId, name } = event.data
      return { ...withoutHandover(chat), agents: [...chat.agents, { agentId, name }] }
    }
    case 'agent-left': {
      const { agentId, successorId } = event.data
      const others = chat.agents.filter((agent) => agent.agentId !== agentId)
      const first = others.filter((agent) => agent.agentId === successorId)
      const agents = [...first, ...others.filter((agent) => !first.includes(agent))]
      return { ...(successorId === undefined ? chat : withoutFlag(chat)), agents }
    }
  }
}

function withoutHandover(chat: Chat): Chat {
  if (chat.handover === undefined) return chat
  const rest = { ...chat }
  delete rest.handover
  return rest
}

/** Whoever asked for help is not in charge any more. */
function withoutFlag(chat: Chat): Chat {
  const rest = { ...chat }
  delete rest.flag
  return rest
}
