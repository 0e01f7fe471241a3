import { readNothing, readSneakPeek } from '../../protocol/requests.js'
import type { CommandResource } from '../resource.js'
import { chatOf } from '../session-of-request.js'

/** `POST Chasitor/ChasitorTyping`: the visitor types. */
export const chasitorTyping: CommandResource = {
  method: 'POST',
  path: 'Chasitor/ChasitorTyping',
  run: ({ chats }, { session, body }) => {
    readNothing(body)
    return chats.visitorTyping(chatOf(session), true)
  },
}

/** `POST Chasitor/ChasitorNotTyping`: the visitor stopped. */
export const chasitorNotTyping: CommandResource = {
  method: 'POST',
  path: 'Chasitor/ChasitorNotTyping',
  run: ({ chats }, { session, body }) => {
    readNothing(body)
    return chats.visitorTyping(chatOf(session), false)
  },
}

/** `POST Chasitor/ChasitorSneakPeek`: what the visitor has typed so far. */
export const chasitorSneakPeek: CommandResource = {
  method: 'POST',
  path: 'Chasitor/ChasitorSneakPeek',
  run: ({ chats }, { session, body }) => {
    const text = readSneakPeek(body)
    return chats.visitorTyping(chatOf(session), text !== '', text)
  },
}
