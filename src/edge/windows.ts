/**
 * What was counted for each of many keys in the window of time that began when the key was first seen. Needs no timer:
 * a window that is over makes way when others begin.
 */
import type { Instant, Millis } from '../lib/clock.js'

interface Window<C> {
  readonly beganAt: Instant
  readonly counts: C
}

/** How many windows that are over make way for each one that begins. */
const clearedAtOnce = 2

export class Windows<C> {
  readonly #lengthMs: Millis
  readonly #keysMax: number
  readonly #begin: (key: string) => C
  /** In the order in which they began. */
  readonly #windows = new Map<string, Window<C>>()

  /**
   * `begin` makes the counts of a new window. When more than `keysMax` windows run at once, the oldest is given up, so
   * that its key counts anew.
   */
  constructor(lengthMs: Millis, keysMax: number, begin: (key: string) => C) {
    this.#lengthMs = lengthMs
    this.#keysMax = keysMax
    this.#begin = begin
  }

  /** How many windows are held. */
  get size(): number {
    return this.#windows.size
  }

  /** The counts of the window that runs for a key now, if one does. */
  running(key: string, now: Instant): C | undefined {
    const known = this.#windows.get(key)
    return known === undefined || this.#isOver(known, now) ? undefined : known.counts
  }

  /** The same, for the caller to change; a window begins when none runs. */
  at(key: string, now: Instant): C {
    const running = this.running(key, now)
    if (running !== undefined) return running
    this.#windows.delete(key)
    this.#makeRoom(now)
    const counts = this.#begin(key)
    this.#windows.set(key, { beganAt: now, counts })
    return counts
  }

  /** How long the window of a key still runs. */
  leftMs(key: string, now: Instant): Millis {
    const window = this.#windows.get(key)
    return window === undefined || this.#isOver(window, now) ? 0 : window.beganAt + this.#lengthMs - now
  }

  /** The keys of all windows that run. */
  *keys(now: Instant): Iterable<string> {
    for (const [key, window] of this.#windows) if (!this.#isOver(window, now)) yield key
  }

  /** Ends the window of a key, which counts anew. */
  end(key: string): void {
    this.#windows.delete(key)
  }

  /** A clock that was set back must not make a window longer. */
  #isOver({ beganAt }: Window<C>, now: Instant): boolean {
    return now < beganAt || beganAt + this.#lengthMs <= now
  }

  #makeRoom(now: Instant): void {
    let cleared = 0
    for (const [key, window] of this.#windows) {
      const mustGo = this.#windows.size >= this.#keysMax
      if (!mustGo && (cleared >= clearedAtOnce || !this.#isOver(window, now))) return
      this.#windows.delete(key)
      cleared += 1
    }
  }
}
