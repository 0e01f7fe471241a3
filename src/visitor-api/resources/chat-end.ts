import { readEnd, type EndRequest } from '../../protocol/requests.js'
import type { CommandResource } from '../resource.js'
import { chatOf } from '../session-of-request.js'

/** `POST Chasitor/ChatEnd`: the visitor leaves, in a chat or while waiting for one. */
export const chatEnd: CommandResource<EndRequest> = {
  method: 'POST',
  path: 'Chasitor/ChatEnd',
  read: readEnd,
  run: ({ assignments }, { session, mark }, reason) =>
    assignments.endByVisitor(chatOf(session), reason === 'clientIdleTimeout' ? 'visitor-idle' : 'visitor', mark),
}
