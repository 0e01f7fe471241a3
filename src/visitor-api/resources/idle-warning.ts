import { readIdleWarning } from '../../protocol/requests.js'
import type { CommandResource } from '../resource.js'
import { chatOf } from '../session-of-request.js'

/** `POST Chasitor/ChasitorIdleTimeoutWarningEvent`: the client warned its silent visitor, or took the warning back. */
export const idleWarning: CommandResource<'triggered' | 'cleared'> = {
  method: 'POST',
  path: 'Chasitor/ChasitorIdleTimeoutWarningEvent',
  read: readIdleWarning,
  run: ({ chats }, { session, mark }, state) => chats.noteIdleWarning(chatOf(session), state, mark),
}
