import { readIdleWarning } from '../../protocol/requests.js'
import type { CommandResource } from '../resource.js'
import { chatOf } from '../session-of-request.js'

/** `POST Chasitor/ChasitorIdleTimeoutWarningEvent`: the client warned its silent visitor, or took the warning back. */
export const idleWarning: CommandResource = {
  method: 'POST',
  path: 'Chasitor/ChasitorIdleTimeoutWarningEvent',
  run: ({ chats }, { session, body, mark }) => {
    const state = readIdleWarning(body)
    return chats.noteIdleWarning(chatOf(session), state, mark)
  },
}
