/**
 * Takes chats that ended into the index of past chats, behind the back of whoever ends them. What is missing is told by
 * the store, so nothing is lost when this is stopped at any point, and chats from before there was an index come in the
 * same way, the newest first.
 */
import {
  LogOverloadedError,
  LogUnavailableError,
  type EventLog,
  type Recorded,
  type StreamName,
} from '../event-log/event-log.js'
import type { ChatEvent } from '../chat/chat-events.js'
import type { Clock, Instant, Millis, Timer } from '../lib/clock.js'
import { DocumentMaker } from './past-document.js'
import type { PastDocument, PastEntry, PastStore } from './past-store.js'

/** How long after a chat's end it is looked for; those that end meanwhile come in with it. */
export const followMs: Millis = 500
/** How often it is looked for chats that others left behind, or that could not be taken in. */
export const lookEveryMs: Millis = 30_000
/** How many chats a step takes in, and how long it is rested between two of them. */
export const chatsPerStep = 25
export const restMs: Millis = 20
/** How often it is told how many came in, when there are many. */
export const progressEveryMs: Millis = 10_000
/** How many events are read at a time. */
const readSize = 200

const isOfStore = (error: unknown): boolean =>
  error instanceof LogOverloadedError || error instanceof LogUnavailableError

export interface PastIndexOptions {
  readonly log: EventLog
  readonly store: PastStore
  readonly clock: Clock
  /** Many chats are being taken in: how many came in so far, and whether that was all. */
  readonly onProgress: (chats: number, isAll: boolean) => void
  readonly onError: (error: unknown) => void
}

export class PastIndex {
  readonly #options: PastIndexOptions
  #timer: Timer | undefined
  #dueAt: Instant = Infinity
  #running: Promise<void> | undefined
  #again = false
  #stopped = false
  #wake: () => void = () => undefined

  constructor(options: PastIndexOptions) {
    this.#options = options
  }

  /** Begins with what is missing. */
  start(): void {
    this.#lookIn(0)
  }

  /** A chat ended, and is durable. */
  ended(): void {
    this.#again = true
    this.#lookIn(followMs)
  }

  /** Settles when nothing goes on any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#timer?.cancel()
    this.#wake()
    await this.#running
  }

  #lookIn(delayMs: Millis): void {
    const { clock } = this.#options
    const dueAt = clock.now() + delayMs
    if (this.#stopped || this.#running || dueAt >= this.#dueAt) return
    this.#timer?.cancel()
    this.#dueAt = dueAt
    this.#timer = clock.after(delayMs, () => {
      this.#dueAt = Infinity
      this.#again = false
      this.#running = this.#takeAll()
        .catch((error: unknown) => {
          // That the store takes nothing for now is told by itself, and it is tried again.
          if (!isOfStore(error)) this.#options.onError(error)
        })
        .finally(() => {
          this.#running = undefined
          this.#lookIn(this.#again ? followMs : lookEveryMs)
        })
    })
  }

  async #takeAll(): Promise<void> {
    const { clock, onProgress } = this.#options
    let [taken, toldAt, isTold] = [0, clock.now(), false]
    while (!this.#isStopped()) {
      const step = await this.#step()
      taken += step
      if (step < chatsPerStep) {
        if (isTold) onProgress(taken, true)
        return
      }
      if (clock.now() - toldAt >= progressEveryMs) {
        ;[toldAt, isTold] = [clock.now(), true]
        onProgress(taken, false)
      }
      await this.#rest()
    }
  }

  #isStopped(): boolean {
    return this.#stopped
  }

  /** Says how many chats were missing, of those that a step takes in. */
  async #step(): Promise<number> {
    const { store } = this.#options
    const names = await store.missing(chatsPerStep)
    const entries: PastEntry[] = []
    for (const chat of names) entries.push(await this.#entry(chat))
    if (entries.length > 0) await store.put(entries)
    return names.length
  }

  async #entry(chat: StreamName): Promise<PastEntry> {
    try {
      const document = await this.#document(chat)
      return { chat, ...(document && { document }) }
    } catch (error) {
      if (isOfStore(error)) throw error
      // One that cannot be understood must not keep all others out.
      this.#options.onError(error)
      return { chat }
    }
  }

  async #document(chat: StreamName): Promise<PastDocument | undefined> {
    const maker = new DocumentMaker(chat)
    for (let version = 0; ;) {
      const events = (await this.#options.log.readAfter(chat, version, readSize)) as readonly Recorded<ChatEvent>[]
      for (const event of events) maker.add(event)
      if (events.length < readSize) return maker.document()
      version += events.length
    }
  }

  #rest(): Promise<void> {
    if (this.#stopped) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = this.#options.clock.after(restMs, resolve)
      this.#wake = () => {
        timer.cancel()
        resolve()
      }
    })
  }
}
