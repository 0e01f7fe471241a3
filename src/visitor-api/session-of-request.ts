import type { FastifyRequest } from 'fastify'
import { ChatError } from '../chat/chat-error.js'
import type { ChatRef } from '../chat/chat-service.js'
import type { PollSessions } from '../delivery/poll-sessions.js'
import type { Sessions } from '../delivery/sessions.js'
import type { VisitorSession } from '../delivery/visitor-session.js'
import { sessionNotFound } from '../protocol/wire-error.js'
import type { VisitorServices } from './resource.js'

/** The key that the request carries. Throws the 403 of the wire. */
const keyOf = (request: FastifyRequest): string => {
  const key = request.headers['x-liveagent-session-key']
  if (typeof key !== 'string') throw sessionNotFound()
  return key
}

/** The session whose key the request carries. Counts as contact. Throws the 403 of the wire. */
export const sessionOf = (sessions: Sessions, request: FastifyRequest): VisitorSession | Promise<VisitorSession> => {
  const key = keyOf(request)
  const known = sessions.recall(key)
  if (known === undefined) return findSession(sessions, key)
  sessions.touch(known)
  return known
}

/**
 * As {@link sessionOf}, for a poll: `undefined` when the session could not be read for as long as a poll is held, or its client
 * `isGone` meanwhile.
 */
export const sessionOfPoll = (
  { sessions, pollSessions }: Pick<VisitorServices, 'sessions' | 'pollSessions'>,
  request: FastifyRequest,
  isGone: () => boolean,
): VisitorSession | Promise<VisitorSession | undefined> => {
  const key = keyOf(request)
  const known = sessions.recall(key)
  if (known === undefined) return findForPoll(sessions, pollSessions.find(key, isGone))
  sessions.touch(known)
  return known
}

const findForPoll = async (
  sessions: Sessions,
  finding: ReturnType<PollSessions['find']>,
): Promise<VisitorSession | undefined> => {
  const found = await finding
  if (found === 'unknown') throw sessionNotFound()
  if (found === 'nothing') return undefined
  sessions.touch(found)
  return found
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
