import type { Clock, Timer } from '../lib/clock.js'
import type { IdleLimits } from './visitor-events.js'

/** What is told about a silent visitor. */
export interface IdleListener {
  /** So many seconds are left before the chat ends. */
  warn(leftS: number): void
  /** Called instead of {@link warn} being followed by {@link end}: the visitor spoke after all. */
  cleared(): void
  /** The time is up: the client has to end the chat with reason `clientIdleTimeout`. */
  end(): void
}

/**
 * Watches for a visitor who does not answer, which the protocol leaves to the client: the time runs from the agent's
 * last message and stops with the visitor's next.
 */
export class IdleWatch {
  readonly #clock: Clock
  readonly #tell: IdleListener
  #limits: IdleLimits
  #timer: Timer | undefined
  #warned = false

  constructor(clock: Clock, tell: IdleListener) {
    this.#clock = clock
    this.#tell = tell
  }

  /** An agent is there, with these limits. */
  established(limits: IdleLimits): void {
    this.#stop()
    this.#limits = limits
  }

  /** The agent said something. */
  agentSpoke(): void {
    this.#stop()
    const limits = this.#limits
    if (limits === undefined) return
    const leftS = Math.max(0, limits.timeoutS - limits.warningS)
    this.#timer = this.#clock.after(limits.warningS * 1000, () => {
      this.#warned = true
      this.#timer = this.#clock.after(leftS * 1000, () => {
        this.#warned = false
        this.#tell.end()
      })
      this.#tell.warn(leftS)
    })
  }

  /** The visitor said something. */
  visitorSpoke(): void {
    this.#stop()
  }

  /** Lets go of timers and tells nothing more. */
  close(): void {
    this.#warned = false
    this.established(undefined)
  }

  #stop(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    if (!this.#warned) return
    this.#warned = false
    this.#tell.cleared()
  }
}
