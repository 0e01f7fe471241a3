/**
 * Keeps the agent's event stream open: notices when it goes silent, opens it again, and hands every event on once, in
 * order. It knows nothing of what the events say, except that a stream resumes after the last one.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import { SseParser, type StreamEvent } from '../api/sse-parser.js'
import { backoffMs } from './backoff.js'
import type { Clock, Timer } from './clock.js'

/** Every 2 s at least a heartbeat arrives; after this long without a byte the stream counts as lost. */
export const silenceMaxMs = 4_500

export type Connection =
  /** The page is new and has no answer yet. */
  | { state: 'connecting' }
  | { state: 'live' }
  /**
   * Times in milliseconds by this computer's clock; of a stream that went silent `since` is when it was last heard.
   * `nextTryAt` is undefined while a try is under way.
   */
  | { state: 'lost'; since: number; nextTryAt: number | undefined }
  /** The server does not know us (any more); nothing more is tried. */
  | { state: 'signed-out' }

/** The server's answer to opening the stream. */
export interface OpenedStream {
  status: number
  /** How long the server asks to wait, when it does. */
  retryAfterMs?: number
  chunks: AsyncIterable<Uint8Array>
}

export interface ConnectionOptions {
  clock: Clock
  /** A number from 0 to 1, new at each call. */
  chance: () => number
  /** Opens the stream after the event with this id (empty: from the start); rejects when the server is out of reach. */
  open: (lastEventId: string, signal: AbortSignal) => Promise<OpenedStream>
  onEvent: (event: StreamEvent) => void
}

export interface EventConnection {
  readonly state: ReadonlySignal<Connection>
  start(): void
  /** Tries at once when the stream is lost; does nothing otherwise. */
  retryNow(): void
  /** Closes the stream for good. */
  stop(): void
}

/** A connection that is not started yet. */
export function createConnection({ clock, chance, open, onEvent }: ConnectionOptions): EventConnection {
  const state = signal<Connection>({ state: 'connecting' })
  let lastEventId = ''
  let failures = 0
  let lastByteAt = 0
  let stopped = false
  let attempt: AbortController | undefined
  let silence: Timer | undefined
  let nextTry: Timer | undefined

  const close = (): void => {
    attempt?.abort()
    attempt = undefined
    silence?.cancel()
    nextTry?.cancel()
  }

  const lose = (askedWaitMs = 0, lostAt = clock.now()): void => {
    close()
    failures += 1
    const waitMs = Math.max(backoffMs(failures, chance()), askedWaitMs)
    const since = state.value.state === 'lost' ? state.value.since : lostAt
    state.value = { state: 'lost', since, nextTryAt: clock.now() + waitMs }
    nextTry = clock.after(waitMs, connect)
  }

  const heard = (): void => {
    lastByteAt = clock.now()
    silence?.cancel()
    silence = clock.after(silenceMaxMs, () => lose(0, lastByteAt))
  }

  const read = async (mine: AbortController): Promise<void> => {
    const isOver = (): boolean => mine.signal.aborted
    const stream = await open(lastEventId, mine.signal)
    if (isOver()) return
    if (stream.status === 401) {
      close()
      state.value = { state: 'signed-out' }
      return
    }
    if (stream.status !== 200) return lose(stream.retryAfterMs)
    heard()
    state.value = { state: 'live' }
    const parser = new SseParser(lastEventId)
    for await (const chunk of stream.chunks) {
      if (isOver()) return
      heard()
      for (const event of parser.push(chunk)) {
        try {
          onEvent(event)
        } catch (cause) {
          // Resuming would bring the same event again; a new snapshot goes around it.
          lastEventId = ''
          throw cause
        }
        lastEventId = event.lastEventId
      }
      lastEventId = parser.lastEventId
      failures = 0
    }
    if (!isOver()) lose()
  }

  const connect = (): void => {
    if (stopped) return
    close()
    if (state.value.state === 'lost') state.value = { ...state.value, nextTryAt: undefined }
    const mine = new AbortController()
    attempt = mine
    heard()
    // Whatever goes wrong with a stream, the remedy is the same: open it again.
    read(mine).catch(() => {
      if (!mine.signal.aborted) lose()
    })
  }

  return {
    state,
    start: connect,
    retryNow() {
      if (stopped) return
      const now = state.value
      if (now.state === 'lost' && now.nextTryAt !== undefined) connect()
      // A computer that slept has not run the timer that would have told.
      else if (now.state === 'live' && clock.now() - lastByteAt > silenceMaxMs) {
        lose(0, lastByteAt)
        connect()
      }
    },
    stop() {
      stopped = true
      close()
    },
  }
}
