/**
 * Talking to the server: questions with one answer, and event streams. The browser's cookie says who asks. Each place of
 * the console puts functions of its own over this.
 */
import type { Problem } from '../../../src/agent-api/messages.js'
import type { OpenedStream } from '../state/connection.js'
import type { Answer, Refusal } from './answer.js'
import { readJson } from './read-json.js'
import { SseParser } from './sse-parser.js'

/** How long one request may take before it counts as lost. */
export const requestMaxMs = 15_000
/** After how many bytes of a file they are given to the browser, which may put them on its disk. */
const keptBytes = 4 * 1024 * 1024
/** How long it may take to send something long, and to hear of it. */
const sendingMaxMs = 120_000
/** How long to wait when the server asks for it without saying how long. */
const busyWaitMs = 5_000
/** What a browser logs in by; a refusal there is about what was typed. */
const logInPaths: ReadonlySet<string> = new Set(['/login', '/welcome'])

export interface Server {
  /**
   * Sends a request to a path below `/api/v1`; a body is sent as JSON. Settles with what the server said, or with
   * `unreachable` after at most 15 s. `read` makes something of its text; {@link readJson} where nothing else is said.
   */
  readonly ask: <Value>(
    method: string,
    path: string,
    body?: object,
    headers?: Record<string, string>,
    read?: (text: string) => unknown,
  ) => Promise<Answer<Value>>
  /**
   * Posts JSON to a path below `/api/v1` whose answer takes its time, and tells of `progress` until it is there. Settles with
   * `unreachable` when nothing was heard for 15 s, or not before the text, which may be long, was sent.
   */
  readonly askLong: <Value>(
    path: string,
    text: string,
    onProgress: (progress: unknown) => void,
  ) => Promise<Answer<Value>>
  /**
   * Fetches a file from a path below `/api/v1`, however long it takes; `onPiece` is given each piece. `unreachable`
   * also when it breaks off. Aborting rejects.
   */
  readonly download: (path: string, onPiece: (piece: Uint8Array) => void, signal: AbortSignal) => Promise<Answer<Blob>>
  /** Opens an event stream after the event with this id (empty: from the start). Rejects when there is no answer. */
  readonly openStream: (path: string, lastEventId: string, signal: AbortSignal) => Promise<OpenedStream>
}

export interface ServerOptions {
  fetch: typeof fetch
  /** Called with the server's time (milliseconds since 1970) as each answer is received. */
  onServerTime: (serverNow: number) => void
  /** Called when any request but the log-in is answered with "not logged in", unless somebody has logged in since it was sent. */
  onSignedOut: () => void
}

/** The server this page came from. */
export function createServer({ fetch, onServerTime, onSignedOut }: ServerOptions): Server {
  /** How many log-ins there were at this page: that one is over says nothing of the next. */
  let logIns = 0
  const signedOut = (sentIn: number): void => {
    if (sentIn === logIns) onSignedOut()
  }
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
    read = readJson,
  ): Promise<Answer<Value>> => {
    const sentIn = logIns
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
      if (response.ok) {
        const value = read((await response.text()) || '{}') as Value
        if (logInPaths.has(path)) logIns += 1
        return { ok: true, value }
      }
      const refusal = await refusalOf(response)
      if (refusal.kind === 'signed-out' && !logInPaths.has(path)) signedOut(sentIn)
      return { ok: false, refusal }
    } catch {
      // No connection, no answer in time, or an answer that is not JSON: whatever it was, it was not our server's word.
      return { ok: false, refusal: { kind: 'unreachable' } }
    }
  }

  const askLong: Server['askLong'] = async <Value>(
    path: string,
    text: string,
    onProgress: (progress: unknown) => void,
  ): Promise<Answer<Value>> => {
    const sentIn = logIns
    const silence = new AbortController()
    let timer = setTimeout(() => silence.abort(), sendingMaxMs)
    try {
      const response = await fetch(`/api/v1${path}`, {
        method: 'POST',
        headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
        body: text,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: silence.signal,
      })
      noteTime(response)
      if (!response.ok) {
        const refusal = await refusalOf(response)
        if (refusal.kind === 'signed-out') signedOut(sentIn)
        return { ok: false, refusal }
      }
      const parser = new SseParser()
      for await (const bytes of chunksOf(response.body)) {
        clearTimeout(timer)
        timer = setTimeout(() => silence.abort(), requestMaxMs)
        for (const { name, data } of parser.push(bytes)) {
          if (name === 'progress') onProgress(readJson(data))
          if (name === 'done') return { ok: true, value: readJson(data) as Value }
          if (name === 'problem') {
            const problem = readJson(data) as Problem
            return { ok: false, refusal: asRefusal(problem.status, problem, busyWaitMs) }
          }
        }
      }
    } catch {
      // As in `ask`: it is not known what became of it.
    } finally {
      clearTimeout(timer)
    }
    return { ok: false, refusal: { kind: 'unreachable' } }
  }

  const download: Server['download'] = async (path, onPiece, signal) => {
    const sentIn = logIns
    try {
      const response = await fetch(`/api/v1${path}`, { credentials: 'same-origin', cache: 'no-store', signal })
      noteTime(response)
      if (!response.ok) {
        const refusal = await refusalOf(response)
        if (refusal.kind === 'signed-out') signedOut(sentIn)
        return { ok: false, refusal }
      }
      const type = response.headers.get('content-type') ?? ''
      const kept: Blob[] = []
      let pieces: BlobPart[] = []
      let bytes = 0
      for await (const piece of chunksOf(response.body)) {
        pieces.push(piece as Uint8Array<ArrayBuffer>)
        onPiece(piece)
        bytes += piece.length
        if (bytes < keptBytes) continue
        kept.push(new Blob(pieces))
        ;[pieces, bytes] = [[], 0]
      }
      return { ok: true, value: new Blob([...kept, ...pieces], { type }) }
    } catch (error) {
      if (signal.aborted) throw error
      return { ok: false, refusal: { kind: 'unreachable' } }
    }
  }

  return {
    ask,
    askLong,
    download,
    async openStream(path, lastEventId, signal) {
      const response = await fetch(`/api/v1${path}`, {
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
  const isAnswer = status < 500 && status !== 401 && status !== 429
  const problem = isAnswer ? ((await response.json()) as Partial<Problem>) : {}
  return asRefusal(status, problem, retryAfterMs(response) ?? busyWaitMs)
}

function asRefusal(
  status: number,
  { code = '', detail = '', errors }: Partial<Problem>,
  retryAfterMs: number,
): Refusal {
  if (status === 401) return { kind: 'signed-out' }
  if (status === 429 || status === 503) return { kind: 'busy', retryAfterMs }
  if (status >= 500) return { kind: 'unreachable' }
  return { kind: 'refused', status, code, detail, ...(errors && { errors }) }
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
