/** How a file gets from the visitor to the agent: asked for, sent once or not, kept with the chat. Pure. */
import { ChatError } from './chat-error.js'
import type { ChatEvent, FileDescription, FileFailure } from './chat-events.js'
import type { Chat } from './chat.js'
import { requireInCharge } from './requirements.js'

const requireRequest = (chat: Chat, fileId: string): void => {
  if (chat.state !== 'established' || chat.fileRequest?.fileId !== fileId) {
    throw new ChatError('no-file-request', 'This file is not asked for, or not any more.')
  }
}

/** The agent in charge asks for a file; one at a time. */
export const requestFile = (chat: Chat, agentId: string, fileId: string): ChatEvent[] => {
  if (requireInCharge(chat, agentId).fileRequest !== undefined) {
    throw new ChatError('file-request-open', 'A file is asked for already. Withdraw that request first.')
  }
  return [{ type: 'file-requested', agentId, fileId }]
}

/** The agent in charge withdraws the request. Withdrawing one that is over changes nothing. */
export const cancelFile = (chat: Chat, agentId: string): ChatEvent[] => {
  const { fileRequest } = requireInCharge(chat, agentId)
  return fileRequest === undefined ? [] : [{ type: 'file-cancelled', fileId: fileRequest.fileId, by: 'agent' }]
}

/** The visitor does not want to send the file. */
export const refuseFile = (chat: Chat, fileId: string): ChatEvent[] => {
  requireRequest(chat, fileId)
  return [{ type: 'file-cancelled', fileId, by: 'visitor' }]
}

/** The file is here and kept. The request is used up. */
export const receiveFile = (chat: Chat, fileId: string, file: FileDescription): ChatEvent[] => {
  requireRequest(chat, fileId)
  return [{ type: 'file-received', fileId, file }]
}

/** The file was sent but cannot be kept. The request is used up. */
export const failFile = (chat: Chat, fileId: string, reason: FileFailure): ChatEvent[] => {
  requireRequest(chat, fileId)
  return [{ type: 'file-failed', fileId, reason }]
}
