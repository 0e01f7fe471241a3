import { readNothing } from '../../protocol/requests.js'
import type { CommandResource } from '../resource.js'
import { chatOf } from '../session-of-request.js'

/** `POST Chasitor/ChatCancel`: the visitor does not wait any longer. In a chat it means the same as ChatEnd. */
export const chatCancel: CommandResource<undefined> = {
  method: 'POST',
  path: 'Chasitor/ChatCancel',
  read: readNothing,
  run: ({ assignments }, { session, mark }) => assignments.endByVisitor(chatOf(session), 'visitor', mark),
}
