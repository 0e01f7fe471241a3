import { readMessage } from '../../protocol/requests.js'
import type { CommandResource } from '../resource.js'
import { chatOf } from '../session-of-request.js'

/** `POST Chasitor/ChatMessage`: the visitor writes, once an agent is there or before. */
export const chatMessage: CommandResource<string> = {
  method: 'POST',
  path: 'Chasitor/ChatMessage',
  read: readMessage,
  run: ({ chats }, { session, mark }, text) => chats.writeAsVisitor(chatOf(session), text, mark),
}
