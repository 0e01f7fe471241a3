import { setTimeout as delay } from 'node:timers/promises'
import { Scene } from '../crash/scene.js'
import { NoStreamError } from '../agent-stream.js'
import type { Cluster } from './cluster.js'

/** How long a request is asked again that fails, and how long is waited in between: longer each time. */
const patienceMs = 120_000
const firstPauseMs = 50
const longestPauseMs = 500
/** How often it is looked whether something happened. */
const lookMs = 20

/** A cluster in which something fails all the time. */
export class FaultScene extends Scene {
  readonly lags = true
  /** How often a request failed, by what was said about it. */
  readonly failures = new Map<string, number>()
  readonly #cluster: Cluster
  #moments = 0
  #isOver = false

  constructor(cluster: Cluster) {
    super()
    this.#cluster = cluster
  }

  get address(): string {
    return this.#cluster.balancer.address
  }

  protected get mayHappen(): boolean {
    return true
  }

  /** Something may have failed at any moment. */
  get generation(): number {
    return (this.#moments += 1)
  }

  wasCalmSince(): boolean {
    return false
  }

  /** Asks until somebody answers who could do what was asked. */
  async answered<Answer>(ask: () => Promise<Answer>, what?: 'poll'): Promise<Answer> {
    const until = performance.now() + patienceMs
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(1.5 * pauseMs, longestPauseMs)) {
      let failure: unknown
      try {
        this.step(what)
        const answer = await ask()
        const status = statusOf(answer)
        if (status < 500) {
          this.step(what)
          return answer
        }
        failure = new Error(`The last answer was ${status}.`)
        this.#count(String(status))
      } catch (error) {
        failure = error
        this.#count(error instanceof NoStreamError ? String(error.status) : 'no answer')
      }
      if (performance.now() > until) throw new Error('A request failed for too long.', { cause: failure })
      await delay(pauseMs)
    }
  }

  /** Settles when so much more has happened at the clients. */
  async goesOn(steps: number): Promise<void> {
    const wanted = this.steps + steps
    while (this.steps < wanted && !this.#isOver) await delay(lookMs)
  }

  #count(what: string): void {
    this.failures.set(what, (this.failures.get(what) ?? 0) + 1)
  }

  [Symbol.dispose](): void {
    this.#isOver = true
    this.endWatch()
  }
}

/** The status of an answer that has one. */
const statusOf = (answer: unknown): number =>
  typeof answer === 'object' && answer !== null && 'status' in answer ? Number(answer.status) : 200
