import type { ResyncSessionResponse } from '../../protocol/messages.js'
import { WireError } from '../../protocol/wire-error.js'
import { admittedSession } from '../admitted-session.js'
import { affinityToken } from '../affinity-token.js'
import type { PlainResource } from '../resource.js'
import { sendJson } from '../send.js'

/** The names under which clients say which session they mean. */
const names = ['SessionId', 'sessionId', 'ResyncSession.SessionId', 'ResyncSession.sessionId']

/**
 * `GET System/ResyncSession`: what ReconnectSession was called before there were offsets. The client has nothing by its
 * own account, so everything comes again after the chat so far.
 */
export const resyncSession: PlainResource = {
  method: 'GET',
  path: 'System/ResyncSession',
  handle: async (services, request, reply) => {
    const { reconnects, settings } = services
    const session = await admittedSession(services, request)
    const query = request.query as Record<string, unknown>
    if (names.some((name) => query[name] !== undefined && query[name] !== session.id)) {
      throw new WireError(400, 'SessionId is not the id of the session whose key was sent.')
    }
    // It says GET, and changes what the client is told all the same.
    services.ages.refuseOld(request.arrivedAt)
    await reconnects.reconnect(session, undefined)
    const key = String(request.headers['x-liveagent-session-key'])
    const response: ResyncSessionResponse = {
      ...{ isValid: true, key },
      affinityToken: affinityToken(settings.nodeName, session.id),
    }
    sendJson(reply, response)
  },
}
