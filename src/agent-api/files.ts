/** Files that visitors send, and are asked for, as agents see them. Shared with the console. */
import { Type, type Static } from 'typebox'
import { ChatId, Time } from './entries.js'

const FileId = Type.String({ description: 'The request for the file, and then the file: a UUID' })

export const FileRequest = Type.Object(
  { chatId: ChatId, fileId: FileId },
  { $id: 'FileRequest', description: 'The visitor is asked for a file' },
)
export type FileRequest = Static<typeof FileRequest>

/** What a chat says of its open request. */
export const OpenFileRequest = Type.Object(
  { fileId: FileId },
  { description: 'There while the visitor is asked for a file' },
)

export const ReceivedFile = Type.Object(
  {
    chatId: ChatId,
    fileId: FileId,
    number: Type.Integer({ description: 'Its place in the chat’s log, among the numbers of entries' }),
    name: Type.String({ description: 'As the visitor’s device calls it, without folders; at most 255 characters' }),
    contentType: Type.String({ description: 'A media type, judged by the content' }),
    bytes: Type.Integer(),
    at: Time,
  },
  { $id: 'ReceivedFile', description: 'A file the visitor sent' },
)
export type ReceivedFile = Static<typeof ReceivedFile>

export const FileList = Type.Object(
  { files: Type.Array(ReceivedFile, { description: 'Oldest first' }) },
  { $id: 'FileList' },
)
export type FileList = Static<typeof FileList>

/** Why a file did not arrive: the visitor may be asked again. */
export const FileFailure = Type.Union([
  Type.Literal('too-large', { description: 'It has more bytes than the server takes' }),
  Type.Literal('empty', { description: 'It has no bytes' }),
  Type.Literal('broken-off', { description: 'The connection broke before the file was whole' }),
  Type.Literal('not-kept', { description: 'The server could not store it' }),
])
export type FileFailure = Static<typeof FileFailure>

/** What the event stream tells of files, durably. A request ends with exactly one of the other three, or with the chat. */
export interface FileEvents {
  'file-requested': FileRequest
  'file-cancelled': FileRequest & { by: 'agent' | 'visitor' }
  'file-received': ReceivedFile
  'file-failed': FileRequest & { reason: FileFailure }
}
