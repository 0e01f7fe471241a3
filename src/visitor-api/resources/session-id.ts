import type { SessionIdResponse } from '../../protocol/messages.js'
import { affinityToken } from '../affinity-token.js'
import type { PlainResource } from '../resource.js'
import { sendJson } from '../send.js'

/** `GET System/SessionId`: a new session. Nothing is stored until its visitor asks for a chat. */
export const createSession: PlainResource = {
  method: 'GET',
  path: 'System/SessionId',
  handle: ({ sessions, settings }, _request, reply) => {
    const { id, key } = sessions.create()
    const response: SessionIdResponse = {
      id,
      key,
      affinityToken: affinityToken(settings.nodeName, id),
      clientPollTimeout: settings.clientPollTimeoutS,
    }
    sendJson(reply, response)
  },
}
