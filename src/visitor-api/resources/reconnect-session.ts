import { reconnectSession, type ReconnectResponse } from '../../protocol/messages.js'
import { admittedSession } from '../admitted-session.js'
import { affinityToken } from '../affinity-token.js'
import type { PlainResource } from '../resource.js'
import { sendJson } from '../send.js'
import { logPosition } from '../wire-answer.js'

/** The place in the chat's log that the `offset` of an answer stood for; `undefined` for what never was one. */
const placeOf = (offset: unknown): number | undefined =>
  typeof offset === 'string' && /^\d{1,15}$/.test(offset) ? logPosition(Number(offset)) : undefined

/**
 * `GET System/ReconnectSession`: the client lost its way and has everything up to `ReconnectSession.offset`. The next
 * poll tells it the chat so far and then what follows that offset.
 */
export const reconnect: PlainResource = {
  method: 'GET',
  path: 'System/ReconnectSession',
  handle: async (services, request, reply) => {
    const { reconnects, settings } = services
    const session = await admittedSession(services, request)
    // It says GET, and changes what the client is told all the same.
    services.ages.refuseOld(request.arrivedAt)
    const { 'ReconnectSession.offset': offset } = request.query as Record<string, unknown>
    await reconnects.reconnect(session, placeOf(offset))
    const response: ReconnectResponse = reconnectSession(affinityToken(settings.nodeName, session.id))
    sendJson(reply, response)
  },
}
