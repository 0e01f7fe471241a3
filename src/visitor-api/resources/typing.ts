import { readNothing, readSneakPeek } from '../../protocol/requests.js'
import type { CommandResource } from '../resource.js'
import { chatOf } from '../session-of-request.js'

/** `POST Chasitor/ChasitorTyping`: the visitor types. */
export const chasitorTyping: CommandResource<undefined> = {
  method: 'POST',
  path: 'Chasitor/ChasitorTyping',
  read: readNothing,
  run: ({ chats }, { session }) => chats.visitorTyping(chatOf(session), true),
}

/** `POST Chasitor/ChasitorNotTyping`: the visitor stopped. */
export const chasitorNotTyping: CommandResource<undefined> = {
  method: 'POST',
  path: 'Chasitor/ChasitorNotTyping',
  read: readNothing,
  run: ({ chats }, { session }) => chats.visitorTyping(chatOf(session), false),
}

/** `POST Chasitor/ChasitorSneakPeek`: what the visitor has typed so far. */
export const chasitorSneakPeek: CommandResource<string> = {
  method: 'POST',
  path: 'Chasitor/ChasitorSneakPeek',
  read: readSneakPeek,
  run: ({ chats }, { session }, text) => chats.visitorTyping(chatOf(session), text !== '', text),
}
