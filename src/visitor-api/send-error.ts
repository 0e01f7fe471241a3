import type { FastifyReply } from 'fastify'
import { ChatError, type ChatErrorCode } from '../chat/chat-error.js'
import { LogAwayError } from '../event-log/event-log.js'
import { NewerEventError } from '../event-log/ledger.js'
import { TooLateError } from '../event-log/too-late.js'
import { JsonTextError } from '../lib/json-text.js'
import { sessionNotFound, TooManyRequestsError, WireError } from '../protocol/wire-error.js'
import { sendText } from './send.js'

const ended = sessionNotFound()

/** What a refusal of the chat is on the wire: a command before its time is a 400, one after the end finds no session. */
const refusals: Record<ChatErrorCode, WireError> = {
  'not-requested': new WireError(400, 'Ask for a chat with ChasitorInit first.'),
  'already-requested': new WireError(400, 'This session has asked for a chat already.'),
  'chat-over': ended,
  'offer-gone': ended,
  'no-address': ended,
  'no-place': ended,
  'not-your-chat': ended,
  'nobody-in-charge': ended,
  'not-in-charge': ended,
  'handover-open': ended,
  'no-handover': ended,
  'already-in-chat': ended,
  'conference-full': ended,
  'nobody-there': ended,
  'no-such-target': ended,
  'not-permitted': ended,
  'key-reused': new WireError(400, 'This key was used before.'),
  'no-file-request': new WireError(403, 'This file is not asked for, or not any more.'),
  'file-request-open': new WireError(400, 'A file is asked for already.'),
  'too-many-files': new WireError(400, 'This chat has as many files as it may have.'),
}

/** What an error is on the wire. What is not expected is a 500. */
export const asWireError = (error: unknown): WireError => {
  if (error instanceof WireError) return error
  if (error instanceof JsonTextError) return new WireError(400, error.message)
  if (error instanceof ChatError) return refusals[error.code]
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown }
  if (statusCode === 413) return new WireError(413, 'The body is too large: at most 262144 bytes.')
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 && typeof code === 'string') {
    return new WireError(400, 'The request could not be read.')
  }
  return new WireError(500, 'Internal Server Error')
}

/**
 * What an error is on the wire. What is a fault of ours is logged, with its cause; that the store is away, or too new, or
 * that this process stood still, was told once.
 */
export const refusalOf = (reply: FastifyReply, error: unknown): WireError => {
  const refusal = asWireError(error)
  const isTold = [LogAwayError, NewerEventError, TooLateError].some((told) => error instanceof told)
  if (refusal.status === 500 && !isTold) reply.log.error({ err: error }, 'A visitor request failed.')
  return refusal
}

/** Answers with the status and the plain text of an error. */
export const sendError = (reply: FastifyReply, error: unknown): void => {
  const refusal = refusalOf(reply, error)
  const { status, message } = refusal
  if (refusal instanceof TooManyRequestsError) void reply.header('retry-after', String(refusal.retryAfterS))
  sendText(reply, status, message)
}
