import { parseJsonText } from '../../lib/json-text.js'
import { readBreadcrumb } from '../../protocol/requests.js'
import { parseVisitorId } from '../../protocol/visitor-query.js'
import { admittedSession } from '../admitted-session.js'
import { queryOf } from '../ask.js'
import type { PlainResource } from '../resource.js'
import { textOf } from '../request-text.js'
import { sendOk } from '../send.js'

/**
 * `POST Visitor/Breadcrumb`: the visitor looks at another page. With a session's key the page is part of its chat, or
 * of the request it has yet to make; with `sid` it is remembered for a chat of that visitor; with neither nobody can
 * know whose page it is, and nothing happens.
 */
export const breadcrumb: PlainResource = {
  method: 'POST',
  path: 'Visitor/Breadcrumb',
  handle: async (services, request, reply) => {
    const { chats, trails } = services
    const hasKey = request.headers['x-liveagent-session-key'] !== undefined
    const session = hasKey ? await admittedSession(services, request) : undefined
    const location = readBreadcrumb(parseJsonText(textOf(request)))
    if (session?.chat !== undefined) await chats.visitPage(session.chat, location)
    else {
      const visitorId = session?.id ?? parseVisitorId(queryOf(request).one('sid'))
      if (visitorId !== undefined) trails.note(visitorId, location)
    }
    sendOk(reply)
  },
}
