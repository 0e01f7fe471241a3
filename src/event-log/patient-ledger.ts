/**
 * A ledger for callers who would rather wait than be refused: what the log cannot take at the moment is decided anew a
 * little later. While somebody waits for a stream, whoever comes after them waits behind them, so that the order stays.
 */
import type { Clock, Instant, Millis } from '../lib/clock.js'
import { KeyedLocks } from '../lib/keyed-locks.js'
import { LogOverloadedError, type EventBody } from './event-log.js'
import type { AnyRef, Decider, Decision, Folded, MixedDecision, States, StreamRef } from './ledger.js'
import { TooLateError } from './too-late.js'

/** How many writes and reads may wait at once; further ones are refused as they would be without patience. */
export const writesWaitingMax = 1000
/** How long to wait between two tries: this, and up to as much again, so that those who wait do not come all at once. */
export const pauseMs = 100

export class PatientLedger implements Decider {
  readonly #ledger: Decider
  readonly #clock: Clock
  readonly #patienceMs: Millis
  readonly #chance: () => number
  readonly #waitingMax: number
  /** Held, by the key of a stream, while a write to it waits. */
  readonly #turns = new KeyedLocks()
  #waiting = 0

  constructor(options: {
    ledger: Decider
    clock: Clock
    /** How long a write waits at most; then it is refused with {@link LogOverloadedError}. */
    patienceMs: Millis
    /** A number from 0 up to 1, another each time. */
    chance: () => number
    /** {@link writesWaitingMax} unless said otherwise. */
    waitingMax?: number
  }) {
    this.#ledger = options.ledger
    this.#clock = options.clock
    this.#patienceMs = options.patienceMs
    this.#chance = options.chance
    this.#waitingMax = options.waitingMax ?? writesWaitingMax
  }

  /** How many writes and reads wait now. */
  get waiting(): number {
    return this.#waiting
  }

  peek<S, E extends EventBody>(ref: StreamRef<S, E>): S | undefined {
    return this.#ledger.peek(ref)
  }

  read<S, E extends EventBody>(ref: StreamRef<S, E>): Promise<Folded<S>> {
    return this.patiently(() => this.#ledger.read(ref))
  }

  refresh<S, E extends EventBody>(ref: StreamRef<S, E>): Promise<Folded<S>> {
    return this.patiently(() => this.#ledger.refresh(ref))
  }

  /**
   * Does something that the log refuses by {@link LogOverloadedError} when nothing came of it, again and again until it is
   * done or patience ends. It waits as writing does, but behind nobody.
   */
  async patiently<T>(attempt: () => Promise<T>): Promise<T> {
    const until = this.#clock.now() + this.#patienceMs
    for (;;) {
      const outcome = await tryOnce(attempt)
      if (!(outcome instanceof LogOverloadedError)) return outcome.result
      if (this.#waiting >= this.#waitingMax || this.#clock.now() >= until) throw outcome
      this.#waiting += 1
      await this.#pause(until)
      this.#waiting -= 1
    }
  }

  transact<const R extends readonly AnyRef[], T>(
    refs: R,
    decide: (states: States<R>, at: Instant) => Decision<R, T>,
  ): Promise<T> {
    return this.#try(refs, () => this.#ledger.transact(refs, decide))
  }

  transactMany<T>(
    refs: readonly AnyRef[],
    decide: (states: readonly unknown[], at: Instant) => MixedDecision<T>,
  ): Promise<T> {
    return this.#try(refs, () => this.#ledger.transactMany(refs, decide))
  }

  async #try<T>(refs: readonly AnyRef[], attempt: () => Promise<T>): Promise<T> {
    // What is decided belongs to the first of the streams; the others only have to know of it.
    const key = refs[0]?.key ?? ''
    const until = this.#clock.now() + this.#patienceMs
    let refusal: LogOverloadedError | undefined
    if (!this.#turns.isHeld(key)) {
      const outcome = await tryOnce(attempt)
      if (!(outcome instanceof LogOverloadedError)) return outcome.result
      refusal = outcome
    }
    if (this.#waiting >= this.#waitingMax) throw refusal ?? new LogOverloadedError('Too many writes are waiting.')
    this.#waiting += 1
    try {
      await this.#turns.acquire(key)
      try {
        for (;;) {
          if (this.#clock.now() >= until) throw refusal ?? new TooLateError()
          if (refusal !== undefined) await this.#pause(until)
          const outcome = await tryOnce(attempt)
          if (!(outcome instanceof LogOverloadedError)) return outcome.result
          refusal = outcome
        }
      } finally {
        this.#turns.release(key)
      }
    } finally {
      this.#waiting -= 1
    }
  }

  #pause(until: Instant): Promise<void> {
    const delayMs = Math.min(pauseMs * (1 + this.#chance()), until - this.#clock.now())
    return new Promise((resolve) => void this.#clock.after(delayMs, resolve))
  }
}

/** What came of it, or that the log takes no more for now. Every other error is thrown. */
const tryOnce = async <T>(attempt: () => Promise<T>): Promise<{ readonly result: T } | LogOverloadedError> => {
  try {
    return { result: await attempt() }
  } catch (error) {
    // What came too late does not become younger.
    if (error instanceof LogOverloadedError && !(error instanceof TooLateError)) return error
    throw error
  }
}
