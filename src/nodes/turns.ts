/**
 * Whose turn it is: of all nodes that were heard of lately, one is the first for each organization. The others do the same
 * work a little later, in case it did not; what two do at once the log lets only one do.
 */
import type { Clock, Instant, Millis } from '../lib/clock.js'

/** A node that was not heard of for this long is gone. */
export const goneAfterMs: Millis = 3500
/** How much later those do the work whose turn it is not. */
export const othersWaitMs: Millis = 3000

/** FNV-1a: all that matters is that every node finds the same. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

export class Turns {
  readonly #nodeId: string
  readonly #clock: Clock
  readonly #heardAt = new Map<string, Instant>()
  #lastHeardAt: Instant = -Infinity

  constructor(nodeId: string, clock: Clock) {
    this.#nodeId = nodeId
    this.#clock = clock
  }

  /** Another node lives. Says whether that is news. */
  heard(nodeId: string): boolean {
    this.#forget()
    const isNew = !this.#heardAt.has(nodeId)
    this.#lastHeardAt = this.#clock.now()
    this.#heardAt.set(nodeId, this.#lastHeardAt)
    return isNew
  }

  /** How many other nodes were heard of lately. */
  get others(): number {
    this.#forget()
    return this.#heardAt.size
  }

  /** Whether any other node was heard of within so many milliseconds. */
  heardWithin(ms: Millis): boolean {
    return this.#clock.now() - this.#lastHeardAt <= ms
  }

  /** How long this node leaves work for an organization to another: 0 when the turn is its own. */
  waitMs(organizationId: string): Millis {
    this.#forget()
    const weight = (nodeId: string): number => hashOf(`${organizationId}/${nodeId}`)
    const mine = weight(this.#nodeId)
    for (const other of this.#heardAt.keys()) {
      const theirs = weight(other)
      if (theirs > mine || (theirs === mine && other > this.#nodeId)) return othersWaitMs
    }
    return 0
  }

  #forget(): void {
    const since = this.#clock.now() - goneAfterMs
    for (const [nodeId, at] of this.#heardAt) if (at < since) this.#heardAt.delete(nodeId)
  }
}
