import { readEnd } from '../../protocol/requests.js'
import type { CommandResource } from '../resource.js'
import { chatOf } from '../session-of-request.js'

/** `POST Chasitor/ChatEnd`: the visitor leaves, in a chat or while waiting for one. */
export const chatEnd: CommandResource = {
  method: 'POST',
  path: 'Chasitor/ChatEnd',
  run: ({ assignments }, { session, body, mark }) => {
    const reason = readEnd(body) === 'clientIdleTimeout' ? 'visitor-idle' : 'visitor'
    return assignments.endByVisitor(chatOf(session), reason, mark)
  },
}
