/** What rules ask of a chat before they allow anything. Each throws a {@link ChatError} when it is not so. */
import { ChatError } from './chat-error.js'
import {
  isOpenChat,
  listedTo,
  membersOf,
  type Chat,
  type EstablishedChat,
  type OfferedChat,
  type OpenChat,
  type WaitingChat,
} from './chat.js'

export const requireOpen = (chat: Chat): OpenChat => {
  if (chat.state === 'unrequested') throw new ChatError('not-requested', 'Ask for a chat with ChasitorInit first.')
  if (!isOpenChat(chat)) throw new ChatError('chat-over', 'This chat is over.')
  return chat
}

/** The chat, which has to have an agent: there must be somebody to speak to, to come to or to decide for. */
export const requireAgent = (chat: Chat): EstablishedChat => {
  const open = requireOpen(chat)
  if (open.state === 'established') return open
  throw new ChatError('nobody-in-charge', 'Nobody is in charge of this chat.')
}

const gone = 'This request is no longer yours to take: it was withdrawn, or it timed out.'

/** The chat is the agent's to take: offered to them, or listed to them among others. */
export const requireTakeable = (chat: Chat, agentId: string): OfferedChat | WaitingChat => {
  if (chat.state === 'waiting' && listedTo(chat).includes(agentId)) return chat
  return requireOffer(chat, agentId)
}

export const requireOffer = (chat: Chat, agentId: string): OfferedChat => {
  if (chat.state !== 'offered' || chat.offer.agentId !== agentId) {
    throw new ChatError('offer-gone', gone)
  }
  return chat
}

/** Whether this agent was in charge of the chat, or talked along, when it ended. */
export const hadPart = (chat: Chat, agentId: string): boolean =>
  chat.state === 'ended' &&
  (chat.served?.agent.id === agentId || !!chat.served?.joined?.some(({ id }) => id === agentId))

/** The chat, in which this agent may write: they are in charge of it or talk along. */
export const requireMember = (chat: Chat, agentId: string): EstablishedChat => {
  if (chat.state === 'established' && membersOf(chat).includes(agentId)) return chat
  if (hadPart(chat, agentId)) throw new ChatError('chat-over', 'This chat is over.')
  if (membersOf(chat).includes(agentId)) {
    throw new ChatError('handover-open', 'This chat waits to be taken over. Take it back to go on with it.')
  }
  throw new ChatError('not-your-chat', 'This chat is not yours.')
}

/** The name under which a member of a chat came into it, as visitors see it. */
export const memberName = ({ agent, joined = [] }: EstablishedChat, agentId: string): string =>
  joined.find(({ id }) => id === agentId)?.name ?? agent.name

export const requireInCharge = (chat: Chat, agentId: string): EstablishedChat => {
  const established = requireMember(chat, agentId)
  if (established.agent.id === agentId) return established
  throw new ChatError('not-in-charge', 'A colleague is in charge of this chat. You can write in it, and leave it.')
}
