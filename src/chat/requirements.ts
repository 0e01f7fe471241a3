/** What rules ask of a chat before they allow anything. Each throws a {@link ChatError} when it is not so. */
import { ChatError } from './chat-error.js'
import { isOpenChat, type Chat, type EstablishedChat, type OfferedChat, type OpenChat } from './chat.js'

export const requireOpen = (chat: Chat): OpenChat => {
  if (chat.state === 'unrequested') throw new ChatError('not-requested', 'Ask for a chat with ChasitorInit first.')
  if (!isOpenChat(chat)) throw new ChatError('chat-over', 'This chat is over.')
  return chat
}

export const requireOffer = (chat: Chat, agentId: string): OfferedChat => {
  if (chat.state !== 'offered' || chat.offer.agentId !== agentId) {
    throw new ChatError('offer-gone', 'This request is no longer yours to take: it was withdrawn, or it timed out.')
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
