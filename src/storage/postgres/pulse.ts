/**
 * Asks the database every second whether it is there, by a connection of its own: a database that takes connections and
 * answers nothing is noticed before anybody needs it.
 */
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Session } from './sessions.js'

/** How long after an answer it is asked again. */
const everyMs = 1_000
/** How long after a failure it is tried again. */
const againMs = 100

export interface PulseOptions {
  /** Opens a connection on which no question, nor the opening itself, takes longer than this many milliseconds. */
  readonly connect: (stepMs: number) => Promise<Session>
  /** How long the database may say nothing. */
  readonly silenceMs: number
  /** It has said nothing for that long, on any connection. Called again as long as that is so. */
  readonly onSilent: () => void
}

export class Pulse {
  readonly #options: PulseOptions
  readonly #closing = new AbortController()
  #session: Session | undefined

  /** Begins to ask, until it is closed. */
  constructor(options: PulseOptions) {
    this.#options = options
    void this.#ask()
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted
  }

  async #ask(): Promise<void> {
    await this.#pause(everyMs)
    while (!this.#isClosing()) {
      const isThere = await this.#isThere()
      if (!isThere && !this.#isClosing()) this.#options.onSilent()
      await this.#pause(everyMs)
    }
    // One that came about while it was closed.
    this.#session?.cut()
  }

  /**
   * Whether the database says anything in time. Where a connection says nothing for half of it, another one has the other
   * half, and it has that always: this process may have stood still, and the answer lie there unread.
   */
  async #isThere(): Promise<boolean> {
    const { connect, silenceMs } = this.#options
    const until = performance.now() + silenceMs
    for (let tries = 1; !this.#isClosing(); tries += 1) {
      try {
        this.#session ??= await connect(silenceMs / 2)
        await this.#session.client.query('SELECT 1')
        return true
      } catch (error) {
        this.#session?.cut()
        this.#session = undefined
        if (isAnswer(error)) return true
      }
      if (tries > 1 && performance.now() >= until) return false
      await this.#pause(againMs)
    }
    return false
  }

  /** Waits, no longer than until it is closed. */
  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined)
  }

  close(): void {
    this.#closing.abort()
    this.#session?.cut()
    this.#session = undefined
  }
}

/** Whoever refuses is there: it starts or stops, or has no connection left. */
const isAnswer = (error: unknown): boolean =>
  error instanceof pg.DatabaseError || (error instanceof Error && error.cause instanceof pg.DatabaseError)
