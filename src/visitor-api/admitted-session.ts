import type { FastifyRequest } from 'fastify'
import type { VisitorSession } from '../delivery/visitor-session.js'
import { TooManyRequestsError } from '../protocol/wire-error.js'
import type { VisitorServices } from './resource.js'
import { sessionOf } from './session-of-request.js'

/**
 * The session whose key a request carries that changes something about it, which counts as a command. Throws the 403 of
 * the wire, and the 429 of a session that sends too many.
 */
export const admittedSession = async (
  { sessions, rateLimits }: VisitorServices,
  request: FastifyRequest,
): Promise<VisitorSession> => {
  const session = await sessionOf(sessions, request)
  const waitMs = rateLimits.admitCommand(request.clientAddress, session.id)
  if (waitMs > 0) throw new TooManyRequestsError(waitMs)
  return session
}
