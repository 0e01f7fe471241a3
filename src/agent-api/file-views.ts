import type { ReceivedFile as KnownFile, RequestedChat } from '../chat/chat.js'
import { asTime } from './as-time.js'
import type { ReceivedFile } from './files.js'

/** A file as agents see it. */
export const asFile = (
  chat: RequestedChat,
  { fileId, version, name, contentType, bytes, at }: KnownFile,
): ReceivedFile => ({
  chatId: chat.id,
  fileId,
  number: version,
  name,
  contentType,
  bytes,
  at: asTime(at),
})
