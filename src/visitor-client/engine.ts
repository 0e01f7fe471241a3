/**
 * What a visitor's loops stand on: the state and its changes, the waiting, and asking the server until there is a
 * usable answer. Losing the connection or the server ends nothing here.
 */
import type { Clock, Millis } from '../lib/clock.js'
import { unconfirmedTexts } from './command-queue.js'
import { WireError } from './wire-error.js'
import { Pauses } from './pauses.js'
import { processClock } from './process-clock.js'
import { retryDelayMs } from './verdicts.js'
import type { VisitorEvent } from './visitor-events.js'
import type { Live, VisitorInput, VisitorState } from './visitor-state.js'
import { step } from './visitor-state.js'
import type { Wire } from './wire.js'
import type { WireAnswer, WireSession } from './wire-types.js'

/** What a visitor is made of. */
export interface VisitorOptions {
  readonly wire: Wire
  /** Where to begin: `newVisitor(request)`, or what `readSavedVisitor` brought back. */
  readonly state: VisitorState
  /** Told everything in order, before the server is told that it arrived. */
  readonly onEvent: (event: VisitorEvent) => void
  /** Called after each change, before anything is sent because of it: what is kept here survives a crash. */
  readonly onChange?: (state: VisitorState) => void
  /** False: polls carry no `ack`, as those of half of all clients. Default true. */
  readonly acknowledge?: boolean
  readonly clock?: Clock
  /** A number from 0 up to, not including, 1; spreads the repeats. */
  readonly random?: () => number
  /** So often a first session is asked for before the server counts as unreachable. Default 3. */
  readonly connectAttempts?: number
}

/** How many tries of one kind failed in a row. */
export interface Tries {
  failures: number
}

/** State, waiting and asking of one visitor. */
export class Engine {
  readonly wire: Wire
  readonly acknowledge: boolean
  readonly clock: Clock
  readonly pauses: Pauses
  readonly #options: VisitorOptions
  readonly #random: () => number
  readonly #closing = new AbortController()
  #poll = new AbortController()
  #state: VisitorState
  #stopped = false
  #reconnecting: Promise<boolean> | undefined

  constructor(options: VisitorOptions) {
    this.#options = options
    this.wire = options.wire
    this.acknowledge = options.acknowledge ?? true
    this.clock = options.clock ?? processClock
    this.pauses = new Pauses(this.clock)
    this.#random = options.random ?? Math.random
    this.#state = options.state
  }

  get state(): VisitorState {
    return this.#state
  }

  /** Aborts when nothing more may be asked. */
  get signal(): AbortSignal {
    return this.#closing.signal
  }

  /** The state as long as there is something to do in it. */
  live(): Live | undefined {
    const state = this.#state
    return this.#stopped || state.phase === 'over' || state.phase === 'connecting' ? undefined : state
  }

  /** Takes note of what happened and tells it. True when anything changed. */
  apply(input: VisitorInput): boolean {
    if (this.#stopped) return false
    const before = this.#state
    const { state, events } = step(before, input)
    this.#state = state
    for (const event of events) this.#options.onEvent(event)
    if (state === before) return false
    this.#options.onChange?.(state)
    if (state.phase === 'over') this.close()
    this.pauses.changed()
    return true
  }

  /** Ends all asking and waiting and leaves the state as it is. */
  stop(): void {
    const state = this.#state
    if (this.#stopped || state.phase === 'over') return
    this.#stopped = true
    this.close()
    const unconfirmed = unconfirmedTexts(state.commands)
    this.#options.onEvent({ type: 'over', outcome: { kind: 'stopped' }, unconfirmed })
  }

  close(): void {
    this.#closing.abort()
    this.#poll.abort()
    this.pauses.close()
  }

  /** A signal for one poll; the one before it counts no more. */
  nextPollSignal(): AbortSignal {
    this.#poll = new AbortController()
    if (this.signal.aborted) this.#poll.abort()
    return this.#poll.signal
  }

  /** The connection works (again). */
  back(): void {
    if (this.apply({ type: 'back' })) this.pauses.hurry()
  }

  /** A wait that the server asked for is kept; any other ends when the connection is back. */
  pause({ failures }: Tries, retryAfterMs?: Millis): Promise<void> {
    return this.pauses.wait(retryDelayMs(failures, this.#random(), retryAfterMs), retryAfterMs === undefined)
  }

  /** Asks once. Undefined when there was no usable answer: then it has been waited already, and it is time to ask again. */
  async ask<Body>(
    tries: Tries,
    session: WireSession,
    repeats: (status: number) => boolean,
    call: () => Promise<WireAnswer<Body>>,
  ): Promise<WireAnswer<Body> | undefined> {
    let retryAfterMs: Millis | undefined
    try {
      const answer = await call()
      if (!repeats(answer.status)) {
        tries.failures = 0
        this.back()
        return answer
      }
      if (answer.status === 503 && (await this.#reconnect(session))) return undefined
      if (answer.status !== 429) this.apply({ type: 'lost', why: `the server answered ${answer.status}` })
      retryAfterMs = answer.retryAfterMs
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      if (error.kind === 'stopped') return undefined
      this.apply({ type: 'lost', why: error.message })
    }
    tries.failures += 1
    await this.pause(tries, retryAfterMs)
    return undefined
  }

  /** True when there is a new token to go on with, by this call or by one that came before it. */
  async #reconnect(used: WireSession): Promise<boolean> {
    if (this.live()?.session !== used) return true
    this.#reconnecting ??= this.#reconnectOnce(used)
    try {
      return await this.#reconnecting
    } finally {
      this.#reconnecting = undefined
    }
  }

  async #reconnectOnce(used: WireSession): Promise<boolean> {
    const offset = this.live()?.offset ?? 0
    const { body } = await this.wire.reconnectSession(used, offset, { signal: this.signal })
    if (body === undefined) return false
    this.apply({ type: 'reconnected', ...body })
    this.#poll.abort()
    return true
  }
}
