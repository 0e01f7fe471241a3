/**
 * The visitor's resources of the Chat REST API, one method each. It holds no session and no state of a chat, so one
 * client can serve any number of visitors; what to send, when, and what to do about an error is the caller's matter
 * (see `visitor.ts`). What carries the requests is given: Node's own HTTP, or a browser.
 */
import type { Clock, Millis } from '../lib/clock.js'
import { initBody } from './init-body.js'
import type { AskedFile } from './visitor-events.js'
import { WireError } from './wire-error.js'
import type { Exchange, RawAnswer } from './wire-request.js'
import type {
  ChatRequest,
  CommandBody,
  CommandNoun,
  NewSession,
  PollAnswer,
  ReconnectAnswer,
  WireAnswer,
  WireSession,
} from './wire-types.js'
import { readNewSession, readPollAnswer, readReconnectAnswer } from './wire-types.js'

/** What speaks differ in. */
export interface WireOptions {
  /** Sent as `X-LIVEAGENT-API-VERSION`. Default 48. */
  readonly apiVersion?: number
  /** How long anything but a poll may take. Default 10 000. */
  readonly requestTimeoutMs?: Millis
}

/** A file as it is sent. */
export interface OutgoingFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Whose file it is, and how to tell how far it is. */
export interface UploadOptions {
  readonly organizationId: string
  readonly sessionId: string
  readonly clock: Clock
  readonly signal?: AbortSignal
  /** Called with how many of the file's bytes are on their way. */
  readonly onProgress?: (bytes: number) => void
}

/**
 * What became of it: `sent`: the agent has it. `refused`: the server looked at it and does not take it, because it is too
 * large or empty. `failed`: it did not get there, and why.
 */
export type UploadOutcome =
  { readonly kind: 'sent' } | { readonly kind: 'refused' } | { readonly kind: 'failed'; readonly why: string }

/** What carries requests and files to one endpoint. */
export interface Transport {
  /** Settles with the whole answer, whatever its status; rejects with a {@link WireError} when there is none. */
  readonly send: (request: Exchange) => Promise<RawAnswer>
  /** Sends a file once. It is never repeated: a request for a file is used up by what was sent for it. */
  readonly upload: (asked: AskedFile, file: OutgoingFile, options: UploadOptions) => Promise<UploadOutcome>
}

/** What every call takes; `signal` ends it early with a {@link WireError} of kind `stopped`. */
export interface CallOptions {
  readonly signal?: AbortSignal
}

/** What a poll takes. */
export interface PollOptions extends CallOptions {
  /** Number of the last message received, −1 for none. Left out: the server counts what it wrote as received. */
  readonly ack?: number
  /** The session's `clientPollTimeout` in milliseconds. Default 40 000. */
  readonly timeoutMs?: Millis
  /** Called when the poll waits on a live connection. */
  readonly onSent?: () => void
}

/** What a command takes. */
export interface CommandOptions extends CallOptions {
  /** Number of the command, from 1. Left out: no number is sent, and a repeat is a second command. */
  readonly sequence?: number
}

const DEFAULT_API_VERSION = 48
const DEFAULT_REQUEST_TIMEOUT_MS: Millis = 10_000
const DEFAULT_POLL_TIMEOUT_MS: Millis = 40_000

/**
 * Speaks to one endpoint. Every method resolves with whatever status came back and rejects with a {@link WireError}
 * when no whole answer came; a 200 that cannot be read rejects with kind `unreadable`.
 */
export class Wire {
  readonly upload: Transport['upload']
  readonly #send: Transport['send']
  readonly #version: string
  readonly #requestTimeoutMs: Millis

  constructor({ send, upload }: Transport, options: WireOptions = {}) {
    this.#send = send
    this.upload = upload
    this.#version = String(options.apiVersion ?? DEFAULT_API_VERSION)
    this.#requestTimeoutMs = options.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS
  }

  /** Makes a session. It has no chat yet, so asking again after a lost answer costs nothing. */
  async sessionId(options: CallOptions = {}): Promise<WireAnswer<NewSession>> {
    const headers = { 'X-LIVEAGENT-API-VERSION': this.#version, 'X-LIVEAGENT-AFFINITY': 'null' }
    return readJson(await this.#get('System/SessionId', headers, options), readNewSession)
  }

  /** Asks for a chat: command number 1 of a session. Its result comes through {@link messages}. */
  init(session: WireSession, request: ChatRequest, options?: CommandOptions): Promise<WireAnswer<string>> {
    return this.command(session, 'ChasitorInit', initBody(request, session.id), options)
  }

  /** Waits for what comes after `ack`: 200 with messages, 204 with none, 403 when the session is over. */
  async messages(session: WireSession, options: PollOptions = {}): Promise<WireAnswer<PollAnswer>> {
    const query = options.ack === undefined ? '' : `?ack=${options.ack}`
    const timeoutMs = options.timeoutMs ?? DEFAULT_POLL_TIMEOUT_MS
    const answer = await this.#get(`System/Messages${query}`, this.#headersOf(session), options, timeoutMs)
    return readJson(answer, readPollAnswer)
  }

  chatMessage(session: WireSession, text: string, options?: CommandOptions): Promise<WireAnswer<string>> {
    return this.command(session, 'ChatMessage', { text }, options)
  }

  typing(session: WireSession, options?: CommandOptions): Promise<WireAnswer<string>> {
    return this.command(session, 'ChasitorTyping', {}, options)
  }

  notTyping(session: WireSession, options?: CommandOptions): Promise<WireAnswer<string>> {
    return this.command(session, 'ChasitorNotTyping', {}, options)
  }

  /** Shows the agent the line as it stands; only where ChatEstablished said `sneakPeekEnabled`. */
  sneakPeek(session: WireSession, text: string, options?: CommandOptions): Promise<WireAnswer<string>> {
    return this.command(session, 'ChasitorSneakPeek', { position: 0, text }, options)
  }

  /** Ends the chat, or withdraws the request while nobody has accepted it. */
  chatEnd(session: WireSession, reason = 'client', options?: CommandOptions): Promise<WireAnswer<string>> {
    return this.command(session, 'ChatEnd', { reason }, options)
  }

  /** Posts any of the visitor's commands. */
  async command(
    session: WireSession,
    noun: CommandNoun,
    body: CommandBody,
    options: CommandOptions = {},
  ): Promise<WireAnswer<string>> {
    return readText(await this.#post(session, `Chasitor/${noun}`, body, options))
  }

  /** Ends the session and whatever chat it has. */
  async deleteSession(session: WireSession, options: CallOptions = {}): Promise<WireAnswer<string>> {
    const answer = await this.#send({
      ...options,
      method: 'DELETE',
      resource: `System/SessionId/${encodeURIComponent(session.key)}`,
      headers: this.#headersOf(session),
      timeoutMs: this.#requestTimeoutMs,
      repeatable: true,
    })
    return readText(answer)
  }

  /** Asks for a new affinity token after a 503. `offset` is that of the last poll that brought something, or 0. */
  async reconnectSession(
    session: WireSession,
    offset: number,
    options: CallOptions = {},
  ): Promise<WireAnswer<ReconnectAnswer>> {
    const resource = `System/ReconnectSession?ReconnectSession.offset=${offset}`
    const headers = { ...this.#headersOf(session), 'X-LIVEAGENT-AFFINITY': 'null' }
    return readJson(await this.#get(resource, headers, options), readReconnectAnswer)
  }

  /** Says that the visitor is fully back after {@link reconnectSession}. It carries no number. */
  async resyncState(
    session: WireSession,
    organizationId: string,
    options: CallOptions = {},
  ): Promise<WireAnswer<string>> {
    return readText(await this.#post(session, 'Chasitor/ChasitorResyncState', { organizationId }, options))
  }

  #headersOf(session: WireSession): Record<string, string> {
    return {
      'X-LIVEAGENT-API-VERSION': this.#version,
      'X-LIVEAGENT-AFFINITY': session.affinityToken,
      'X-LIVEAGENT-SESSION-KEY': session.key,
    }
  }

  #get(
    resource: string,
    headers: Record<string, string>,
    { signal, onSent }: Pick<PollOptions, 'signal' | 'onSent'>,
    timeoutMs = this.#requestTimeoutMs,
  ): Promise<RawAnswer> {
    return this.#send({
      method: 'GET',
      resource,
      headers,
      timeoutMs,
      repeatable: true,
      ...(signal && { signal }),
      ...(onSent && { onSent }),
    })
  }

  #post(session: WireSession, resource: string, body: CommandBody, options: CommandOptions): Promise<RawAnswer> {
    const text = JSON.stringify(body)
    const headers = this.#headersOf(session)
    headers['Content-Type'] = 'application/json; charset=utf-8'
    if (options.sequence !== undefined) headers['X-LIVEAGENT-SEQUENCE'] = String(options.sequence)
    return this.#send({
      method: 'POST',
      resource,
      headers,
      body: text,
      timeoutMs: this.#requestTimeoutMs,
      // Without a number the server cannot tell a repeat from a second command.
      repeatable: options.sequence !== undefined,
      ...(options.signal && { signal: options.signal }),
    })
  }
}

const readText = ({ status, text, retryAfterMs }: RawAnswer): WireAnswer<string> => ({
  status,
  body: status === 200 ? text : undefined,
  text,
  retryAfterMs,
})

const readJson = <Body>(answer: RawAnswer, reader: (json: unknown) => Body | undefined): WireAnswer<Body> => {
  const { status, text, retryAfterMs } = answer
  if (status !== 200) return { status, body: undefined, text, retryAfterMs }
  let body: Body | undefined
  try {
    body = reader(JSON.parse(text))
  } catch (cause) {
    throw new WireError('unreadable', 'the answer is not one of a chat server', { cause })
  }
  if (body === undefined) throw new WireError('unreadable', 'the answer is not one of a chat server')
  return { status, body, text, retryAfterMs }
}
