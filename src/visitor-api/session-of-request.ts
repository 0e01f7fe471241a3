import type { FastifyRequest } from 'fastify'
import { ChatError } from '../chat/chat-error.js'
import type { ChatRef } from '../chat/chat-service.js'
import type { Sessions } from '../delivery/sessions.js'
import type { VisitorSession } from '../delivery/visitor-session.js'
import { sessionNotFound } from '../protocol/wire-error.js'

/** The session whose key the request carries. Counts as contact. Throws the 403 of the wire. */
export const sessionOf = (sessions: Sessions, request: FastifyRequest): VisitorSession | Promise<VisitorSession> => {
  const key = request.headers['x-liveagent-session-key']
  if (typeof key !== 'string') throw sessionNotFound()
  const known = sessions.recall(key)
  if (known === undefined) return findSession(sessions, key)
  sessions.touch(known)
  return known
}

/** The session of a key, wherever it was found. Throws the 403 of the wire. */
export const findSession = async (sessions: Sessions, key: string): Promise<VisitorSession> => {
  const session = await sessions.find(key)
  if (session === undefined) throw sessionNotFound()
  sessions.touch(session)
  return session
}

/** The session's chat. Throws `not-requested`. */
export const chatOf = (session: VisitorSession): ChatRef => {
  if (session.chat === undefined) throw new ChatError('not-requested', 'Ask for a chat with ChasitorInit first.')
  return session.chat
}
