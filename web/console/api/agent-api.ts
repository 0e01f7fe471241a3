/**
 * The agents' API as functions. The browser's cookie says who asks. Every function settles: with what the server said,
 * or with `unreachable` after at most 15 s.
 */
import type { FileRequest } from '../../../src/agent-api/files.js'
import type { Message } from '../../../src/agent-api/entries.js'
import type { Colleagues, Handover, NewInvitation, NewTransfer } from '../../../src/agent-api/handovers.js'
import type {
  DeclineReasonList,
  EntryPage,
  LoggedIn,
  Login,
  Presence,
  PresenceChoice,
  Problem,
  StatusList,
} from '../../../src/agent-api/messages.js'
import type { QuickTextList } from '../../../src/agent-api/quick-texts.js'
import type { OpenedStream } from '../state/connection.js'
import { entryPageMax } from '../state/limits.js'
import type { Answer, Refusal } from './answer.js'

/** How long one request may take before it counts as lost. */
export const requestMaxMs = 15_000
/** How long to wait when the server asks for it without saying how long. */
const busyWaitMs = 5_000

export interface AgentApi {
  /** A wrong name or password is `signed-out`; too many tries are `busy`. */
  login(login: Login): Promise<Answer<LoggedIn>>
  logout(): Promise<Answer<object>>
  setPresence(choice: PresenceChoice): Promise<Answer<Presence>>
  /** The statuses the organization has of its own. */
  statuses(): Promise<Answer<StatusList>>
  accept(chatId: string): Promise<Answer<object>>
  decline(chatId: string, reasonId?: string): Promise<Answer<object>>
  /** The reasons to choose from when declining; none when no reason is asked for. */
  declineReasons(): Promise<Answer<DeclineReasonList>>
  end(chatId: string): Promise<Answer<object>>
  setTyping(chatId: string, typing: boolean): Promise<Answer<object>>
  /** The same `key` with the same text has one effect, however often it is sent. */
  sendMessage(chatId: string, text: string, key: string): Promise<Answer<Message>>
  /** The newest entries of the transcript with a number below `before`. */
  entriesBefore(chatId: string, before: number): Promise<Answer<EntryPage>>
  /** Asks the visitor for a file. */
  askForFile(chatId: string): Promise<Answer<FileRequest>>
  /** Withdraws that; what is over stays as it is. */
  withdrawFile(chatId: string, fileId: string): Promise<Answer<object>>
  /** Whom a chat may be handed to; agents only whose name holds `name`. */
  colleagues(name: string): Promise<Answer<Colleagues>>
  transfer(chatId: string, transfer: NewTransfer): Promise<Answer<object>>
  invite(chatId: string, invitation: NewInvitation): Promise<Answer<object>>
  /** Takes a transfer or an invitation back that nobody has answered. */
  takeBack(chatId: string, type: Handover['type']): Promise<Answer<object>>
  leave(chatId: string): Promise<Answer<object>>
  raiseFlag(chatId: string, text: string): Promise<Answer<object>>
  lowerFlag(chatId: string): Promise<Answer<object>>
  /** Blocks the visitor's address and ends the chat. */
  block(chatId: string, reason: string): Promise<Answer<object>>
  /** What can be inserted in a chat, with its gaps filled. */
  quickTexts(chatId: string): Promise<Answer<QuickTextList>>
  /** Tells the visitor's programs something. */
  sendEvent(chatId: string, type: string, data: string): Promise<Answer<object>>
  /** Opens the event stream after the event with this id (empty: from the start). Rejects when there is no answer. */
  openEvents(lastEventId: string, signal: AbortSignal): Promise<OpenedStream>
}

export interface AgentApiOptions {
  fetch: typeof fetch
  /** Called with the server's time (milliseconds since 1970) as each answer is received. */
  onServerTime: (serverNow: number) => void
  /** Called when any request but the log-in is answered with "not logged in". */
  onSignedOut: () => void
}

/** The API on this page's own host. */
export function createAgentApi({ fetch, onServerTime, onSignedOut }: AgentApiOptions): AgentApi {
  const noteTime = (response: Response): void => {
    const at = Date.parse(response.headers.get('date') ?? '')
    // The header has whole seconds, cut off: half a second more is right on average.
    if (!Number.isNaN(at)) onServerTime(at + 500)
  }

  const ask = async <Value>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer<Value>> => {
    try {
      const response = await fetch(`/api/v1${path}`, {
        method,
        headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }), ...headers },
        ...(body && { body: JSON.stringify(body) }),
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.timeout(requestMaxMs),
      })
      noteTime(response)
      if (response.ok) return { ok: true, value: JSON.parse((await response.text()) || '{}') as Value }
      const refusal = await refusalOf(response)
      if (refusal.kind === 'signed-out' && path !== '/login') onSignedOut()
      return { ok: false, refusal }
    } catch {
      // No connection, no answer in time, or an answer that is not JSON: whatever it was, it was not our server's word.
      return { ok: false, refusal: { kind: 'unreachable' } }
    }
  }

  const chat = (chatId: string): string => `/chats/${encodeURIComponent(chatId)}`

  return {
    login: (login) => ask('POST', '/login', login),
    logout: () => ask('POST', '/logout', {}),
    setPresence: (choice) => ask('PUT', '/presence', choice),
    statuses: () => ask('GET', '/presence/statuses'),
    accept: (chatId) => ask('POST', `${chat(chatId)}/accept`, {}),
    decline: (chatId, reasonId) => ask('POST', `${chat(chatId)}/decline`, reasonId === undefined ? {} : { reasonId }),
    declineReasons: () => ask('GET', '/decline-reasons'),
    end: (chatId) => ask('POST', `${chat(chatId)}/end`, {}),
    setTyping: (chatId, typing) => ask('POST', `${chat(chatId)}/typing`, { typing }),
    sendMessage: (chatId, text, key) => ask('POST', `${chat(chatId)}/messages`, { text }, { 'idempotency-key': key }),
    entriesBefore: (chatId, before) => ask('GET', `${chat(chatId)}/entries?before=${before}&limit=${entryPageMax}`),
    askForFile: (chatId) => ask('POST', `${chat(chatId)}/file-requests`, {}),
    withdrawFile: (chatId, fileId) => ask('DELETE', `${chat(chatId)}/file-requests/${encodeURIComponent(fileId)}`),
    colleagues: (name) => ask('GET', name === '' ? '/colleagues' : `/colleagues?name=${encodeURIComponent(name)}`),
    transfer: (chatId, transfer) => ask('POST', `${chat(chatId)}/transfer`, transfer),
    invite: (chatId, invitation) => ask('POST', `${chat(chatId)}/invitations`, invitation),
    takeBack: (chatId, type) => ask('DELETE', `${chat(chatId)}/${type === 'transfer' ? 'transfer' : 'invitations'}`),
    leave: (chatId) => ask('POST', `${chat(chatId)}/leave`, {}),
    raiseFlag: (chatId, text) => ask('POST', `${chat(chatId)}/flag`, { text }),
    lowerFlag: (chatId) => ask('DELETE', `${chat(chatId)}/flag`),
    block: (chatId, reason) => ask('POST', `${chat(chatId)}/block`, { reason }),
    quickTexts: (chatId) => ask('GET', `${chat(chatId)}/quick-texts`),
    sendEvent: (chatId, type, data) => ask('POST', `${chat(chatId)}/custom-events`, { type, data }),
    async openEvents(lastEventId, signal) {
      const response = await fetch('/api/v1/events', {
        headers: { accept: 'text/event-stream', ...(lastEventId !== '' && { 'last-event-id': lastEventId }) },
        credentials: 'same-origin',
        cache: 'no-store',
        signal,
      })
      noteTime(response)
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
      const wait = retryAfterMs(response)
      return {
        // A page that some proxy answers with 200 is not the stream.
        status: response.ok && !isStream ? 502 : response.status,
        ...(wait !== undefined && { retryAfterMs: wait }),
        chunks: chunksOf(response.body),
      }
    },
  }
}

/** What a refusing response means. Rejects when its body cannot be read. */
async function refusalOf(response: Response): Promise<Refusal> {
  const { status } = response
  if (status === 401) return { kind: 'signed-out' }
  if (status === 429 || status === 503) return { kind: 'busy', retryAfterMs: retryAfterMs(response) ?? busyWaitMs }
  if (status >= 500) return { kind: 'unreachable' }
  const { code = '', detail = '' } = (await response.json()) as Partial<Problem>
  return { kind: 'refused', status, code, detail }
}

/** The seconds of `Retry-After`, in milliseconds. Its other form, a date, is not used by the server. */
function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? NaN)
  return seconds >= 0 ? seconds * 1000 : undefined
}

// Not every browser can walk through a stream by itself.
async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader()
  if (!reader) return
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    // Leaving early means that nobody wants the rest; a stream that broke already has nothing to cancel.
    reader.cancel().catch(() => undefined)
  }
}
