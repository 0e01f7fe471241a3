/**
 * Whether a request is too old to be done: this process stood still since it came, or until just before, so that it may have
 * lain in its socket as long as that; or whatever it waits for takes very long. Who sent it has given up and may have asked
 * another node, so long ago that nobody recognises it any more (`chat/recent.ts`).
 */
import { decidedWithinMs, TooLateError } from '../event-log/too-late.js'
import type { Clock, Millis, Timer } from '../lib/clock.js'

/** A process that did nothing for this long stood still. What is younger is still recognised. */
export const standstillMs: Millis = 15_000
/** What is read within this time after it may have lain there. */
export const wakingMs: Millis = 2000
/** How often it is noted that the process does something. */
const noteEveryMs: Millis = 1000

/** What requests need of it. */
export type RequestAges = Pick<Standstill, 'passed' | 'refuseOld'>

/** For a process that shares its store with nobody: then nobody else can have been asked, and nothing is too old. */
export const neverOld: RequestAges = { passed: () => 0, refuseOld: () => undefined }

export class Standstill {
  /** Time that passes evenly, from any beginning, also while the process stands still; no clock that somebody may set. */
  readonly passed: () => Millis
  readonly #clock: Pick<Clock, 'after'>
  readonly #onWaking: (stoodMs: Millis) => void
  #awakeAt: Millis
  #wokeAt: Millis = -Infinity
  #timer: Timer | undefined

  constructor(options: {
    clock: Pick<Clock, 'after'>
    passed: () => Millis
    /** Told how long the process stood still, each time. */
    onWaking: (stoodMs: Millis) => void
  }) {
    this.passed = options.passed
    this.#clock = options.clock
    this.#onWaking = options.onWaking
    this.#awakeAt = this.passed()
  }

  /** Throws {@link TooLateError} for a request that came at `arrivedAt`, by {@link Standstill.passed}, if it is too old. */
  refuseOld(arrivedAt: Millis): void {
    this.#note()
    if (arrivedAt < this.#wokeAt + wakingMs || this.passed() - arrivedAt > decidedWithinMs) throw new TooLateError()
  }

  /** Begins to note by itself that the process does something. */
  start(): void {
    this.#awakeAt = this.passed()
    this.#noteLater()
  }

  stop(): void {
    this.#timer?.cancel()
  }

  #note(): void {
    const now = this.passed()
    const stoodMs = now - this.#awakeAt
    this.#awakeAt = now
    if (stoodMs < standstillMs) return
    this.#wokeAt = now
    this.#onWaking(stoodMs)
  }

  #noteLater(): void {
    this.#timer = this.#clock.after(noteEveryMs, () => {
      this.#note()
      this.#noteLater()
    })
  }
}
