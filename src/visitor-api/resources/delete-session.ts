import { ChatError } from '../../chat/chat-error.js'
import type { PlainResource } from '../resource.js'
import { sendOk } from '../send.js'
import { findSession } from '../session-of-request.js'

/**
 * `DELETE System/SessionId/{key}`: the visitor is done. A chat that goes on ends as with ChatEnd. The key is the rest
 * of the path, raw or percent-encoded.
 */
export const deleteSession: PlainResource = {
  method: 'DELETE',
  path: 'System/SessionId/',
  handle: async ({ sessions, assignments }, request, reply) => {
    const key = (request.params as { '*': string })['*'].replace(/^System\/SessionId\//, '')
    const session = await findSession(sessions, key)
    if (session.chat === undefined) await sessions.close(session)
    else {
      try {
        await assignments.endByVisitor(session.chat, 'visitor')
      } catch (error) {
        // It is over already, which is all that was asked for.
        if (!(error instanceof ChatError && error.code === 'chat-over')) throw error
      }
    }
    sendOk(reply)
  },
}
