import type { Instant, Millis } from './clock.js'

/**
 * What is to be looked at when. Asking for what is due costs what is due, however much waits: everything lies on a page
 * that spans a length of time, and only pages that have begun are opened.
 */
export class Calendar<Entry> {
  readonly #pageMs: Millis
  readonly #pages = new Map<number, Entry[]>()

  /** Entries are due to within `pageMs`; there are as many pages as the farthest entry is away. */
  constructor(pageMs: Millis) {
    this.#pageMs = pageMs
  }

  /** Enters something once more, whether it is entered already or not. */
  add(entry: Entry, at: Instant): void {
    const page = Math.floor(at / this.#pageMs)
    const entries = this.#pages.get(page)
    if (entries === undefined) this.#pages.set(page, [entry])
    else entries.push(entry)
  }

  /** Takes out everything that is due at `now`, and what will be within the page that has begun. */
  take(now: Instant): Entry[] {
    const due: Entry[] = []
    for (const [page, entries] of this.#pages) {
      if (page * this.#pageMs > now) continue
      this.#pages.delete(page)
      for (const entry of entries) due.push(entry)
    }
    return due
  }
}
