import type { FastifyError, FastifyReply } from 'fastify'
import { ChatError, type ChatErrorCode } from '../chat/chat-error.js'
import { LogOverloadedError, LogUnavailableError } from '../event-log/event-log.js'
import { NewerEventError } from '../event-log/ledger.js'
import { JsonTextError } from '../lib/json-text.js'
import { PastSearchError, SearchTooSlowError } from '../past/past-errors.js'
import { SetupError, type MemberError, type SetupErrorCode } from '../setup/setup-error.js'
import type { Problem } from './messages.js'

type ProblemHeaders = Readonly<Record<string, string>>

/** A refusal in the form of RFC 9457. `code` is stable; `detail` says what to do. */
export class ProblemError extends Error {
  override name = 'ProblemError'

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: ProblemHeaders = {},
    /** What is wrong, member by member. */
    readonly errors: readonly MemberError[] = [],
  ) {
    super(message)
  }
}

/** After how many seconds a client may try again when the store could not take its write. */
const overloadedRetryAfterS = 1
/** The same when the store was lost. */
const unavailableRetryAfterS = 5

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not logged in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  414: 'Address too long',
  422: 'Cannot be processed',
  428: 'Precondition required',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Busy',
}

const chatStatuses: Record<ChatErrorCode, number> = {
  'not-requested': 404,
  'already-requested': 409,
  'chat-over': 409,
  'offer-gone': 409,
  'no-address': 409,
  'no-place': 409,
  'not-your-chat': 403,
  'nobody-in-charge': 409,
  'not-in-charge': 403,
  'handover-open': 409,
  'no-handover': 409,
  'already-in-chat': 409,
  'conference-full': 409,
  'nobody-there': 409,
  'no-such-target': 404,
  'not-permitted': 403,
  'key-reused': 422,
  'no-file-request': 409,
  'file-request-open': 409,
  'too-many-files': 409,
}

const setupStatuses: Record<SetupErrorCode, number> = {
  invalid: 400,
  'no-such-object': 404,
  'changed-meanwhile': 412,
  'exists-already': 409,
  'in-use': 409,
  'last-administrator': 409,
  'too-many': 409,
  'key-reused': 422,
}

const asProblem = (error: unknown): ProblemError => {
  if (error instanceof ProblemError) return error
  if (error instanceof ChatError) return new ProblemError(chatStatuses[error.code], error.code, error.message)
  if (error instanceof LogOverloadedError) {
    const headers = { 'retry-after': String(overloadedRetryAfterS) }
    return new ProblemError(503, 'overloaded', 'The server is busy. Nothing was done; try again shortly.', headers)
  }
  if (error instanceof LogUnavailableError) {
    const headers = { 'retry-after': String(unavailableRetryAfterS) }
    const detail = 'The store was lost meanwhile. It is not known whether anything was done; look before you try again.'
    return new ProblemError(503, 'unavailable', detail, headers)
  }
  if (error instanceof NewerEventError) {
    const headers = { 'retry-after': String(unavailableRetryAfterS) }
    const detail =
      'A newer version works on this, and this server is older. Nothing was done; another server can do it.'
    return new ProblemError(503, 'newer-version', detail, headers)
  }
  if (error instanceof SetupError) {
    return new ProblemError(setupStatuses[error.code], error.code, error.message, {}, error.errors)
  }
  if (error instanceof PastSearchError) return new ProblemError(400, error.code, error.message)
  if (error instanceof SearchTooSlowError) {
    const detail = 'The search took too long and was given up. Narrow the time, or search for rarer words.'
    return new ProblemError(422, 'search-too-slow', detail)
  }
  if (error instanceof JsonTextError) return new ProblemError(400, 'bad-json', error.message)
  const { statusCode, validation, validationContext } = error as Partial<FastifyError>
  if (validation) {
    const [first] = validation
    const where = first?.instancePath.slice(1).replaceAll('/', '.') ?? ''
    const what = `${where === '' ? (validationContext ?? 'body') : where} ${first?.message ?? 'is not valid'}.`
    return new ProblemError(400, 'invalid', what)
  }
  if (statusCode === 413) return new ProblemError(413, 'too-large', 'The body is too large.')
  if (statusCode === 414) return new ProblemError(414, 'address-too-long', 'The address is too long.')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new ProblemError(statusCode, 'bad-request', 'The request could not be read.')
  }
  return new ProblemError(500, 'internal', 'Something went wrong on the server. Try again.')
}

/** What a refusal says. What is a fault of ours is logged, with its cause. */
const told = (reply: FastifyReply, error: unknown): { readonly problem: Problem; readonly headers: ProblemHeaders } => {
  const { status, code, message, headers, errors } = asProblem(error)
  // That the store is busy is no fault, and one line per request would make it busier; a refusal with a code is none either.
  const isExpected =
    error instanceof LogOverloadedError || error instanceof NewerEventError || error instanceof ProblemError
  if (status >= 500 && !isExpected) reply.log.error({ err: error }, 'An agent request failed.')
  const title = titles[status] ?? 'Error'
  const problem: Problem = {
    ...{ type: 'about:blank', title, status, code, detail: message },
    ...(errors.length > 0 && { errors: [...errors] }),
  }
  return { problem, headers }
}

/** The problem for an answer that has begun already, and logs as {@link sendProblem} does. */
export const problemFor = (reply: FastifyReply, error: unknown): Problem => told(reply, error).problem

/** Answers with `application/problem+json`. What is a fault of ours is logged, with its cause. */
export const sendProblem = (reply: FastifyReply, error: unknown): FastifyReply => {
  const { problem, headers } = told(reply, error)
  return reply
    .code(problem.status)
    .headers(headers)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problem)
}
