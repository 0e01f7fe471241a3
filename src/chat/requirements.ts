/** What rules ask of a chat before they allow anything. Each throws a {@link ChatError} when it is not so. */
import { ChatError } from './chat-error.js'
import {
  isOpenChat,
  listedTo,
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

export const requireInCharge = (chat: Chat, agentId: string): EstablishedChat => {
  if (chat.state !== 'established' || chat.agent.id !== agentId) {
    if (chat.state === 'ended' && chat.served?.agent.id === agentId)
      throw new ChatError('chat-over', 'This chat is over.')
    throw new ChatError('not-your-chat', 'This chat is not yours.')
  }
  return chat
}
