/** How a file gets from the visitor to the agent: asked for, sent once or not, kept with the chat. Pure. */
import { ChatError } from './chat-error.js'
import type { ChatEvent, FileDescription, FileFailure } from './chat-events.js'
import { filesPerChatMax, type Chat } from './chat.js'
import { requireInCharge } from './requirements.js'

/** Throws `no-file-request` unless this file is asked for now. */
export const requireFileRequest = (chat: Chat, fileId: string): void => {
  if (chat.state !== 'established' || chat.fileRequest?.fileId !== fileId) {
    throw new ChatError('no-file-request', 'This file is not asked for, or not any more.')
  }
}

/** The agent in charge asks for a file; one at a time. */
export const requestFile = (chat: Chat, agentId: string, fileId: string): ChatEvent[] => {
  const { fileRequest, files = [] } = requireInCharge(chat, agentId)
  if (fileRequest !== undefined) {
    throw new ChatError('file-request-open', 'A file is asked for already. Withdraw that request first.')
  }
  if (files.length >= filesPerChatMax) {
    throw new ChatError('too-many-files', `This chat has ${filesPerChatMax} files, and may not have more.`)
  }
  return [{ type: 'file-requested', agentId, fileId }]
}

/** The agent in charge withdraws the request. Withdrawing one that is over changes nothing. */
export const cancelFile = (chat: Chat, agentId: string, fileId: string): ChatEvent[] => {
  const { fileRequest } = requireInCharge(chat, agentId)
  return fileRequest?.fileId === fileId ? [{ type: 'file-cancelled', fileId, by: 'agent' }] : []
}

/** The visitor does not want to send the file. */
export const refuseFile = (chat: Chat, fileId: string): ChatEvent[] => {
  requireFileRequest(chat, fileId)
  return [{ type: 'file-cancelled', fileId, by: 'visitor' }]
}

/** The file is here and kept under the id of its upload. The request is used up. */
export const receiveFile = (chat: Chat, fileId: string, uploadId: string, file: FileDescription): ChatEvent[] => {
  requireFileRequest(chat, fileId)
  return [{ type: 'file-received', fileId, file, uploadId }]
}

/** The file was sent but cannot be kept. The request is used up. */
export const failFile = (chat: Chat, fileId: string, reason: FileFailure): ChatEvent[] => {
  requireFileRequest(chat, fileId)
  return [{ type: 'file-failed', fileId, reason }]
}
