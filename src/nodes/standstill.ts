/**
 * Whether this process stood still until just now: stopped, or its machine was. A request that it reads then may have
 * lain in its socket as long as that. Who sent it has given up and may have asked another node, so long ago that nobody
 * recognises it any more.
 */
import type { Clock, Instant, Millis, Timer } from '../lib/clock.js'

/** A process that did nothing for this long stood still. What is younger is still recognised (`chat/recent.ts`). */
export const standstillMs: Millis = 15_000
/** For this long after it what is read may have lain there. */
export const wakingMs: Millis = 2000
/** How often it is noted that the process does something. */
const noteEveryMs: Millis = 1000

/** What a process is that shares its store with nobody: then nobody else can have been asked. */
export const neverStill: Pick<Standstill, 'isWaking'> = { isWaking: () => false }

export class Standstill {
  readonly #clock: Clock
  readonly #onWaking: (stoodMs: Millis) => void
  #awakeAt: Instant
  #wokeAt: Instant | undefined
  #timer: Timer | undefined

  /** `onWaking` is told how long the process stood still, each time. */
  constructor(clock: Clock, onWaking: (stoodMs: Millis) => void) {
    this.#clock = clock
    this.#onWaking = onWaking
    this.#awakeAt = clock.now()
  }

  /** Whether what is read now may be old. */
  isWaking(): boolean {
    const now = this.#clock.now()
    const stoodMs = now - this.#awakeAt
    this.#awakeAt = now
    if (stoodMs >= standstillMs) {
      this.#wokeAt = now
      this.#onWaking(stoodMs)
    }
    if (this.#wokeAt === undefined) return false
    const isWaking = now - this.#wokeAt < wakingMs
    if (!isWaking) this.#wokeAt = undefined
    return isWaking
  }

  /** Begins to note by itself that the process does something. */
  start(): void {
    this.#awakeAt = this.#clock.now()
    this.#noteLater()
  }

  stop(): void {
    this.#timer?.cancel()
  }

  #noteLater(): void {
    this.#timer = this.#clock.after(noteEveryMs, () => {
      this.isWaking()
      this.#noteLater()
    })
  }
}
