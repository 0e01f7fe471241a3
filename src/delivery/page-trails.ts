/**
 * Which pages visitors looked at before they asked for a chat, as far as their websites tell. Kept in memory, for what
 * is lost with it is a convenience; a chat takes the pages of its visitor into its request, and there they stay.
 */
import type { Clock, Instant, Millis } from '../lib/clock.js'
import type { VisitedPage } from '../chat/chat-request.js'

/** How many visitors' pages are remembered; who was not seen for longest is forgotten first. */
export const trailsMax = 10_000
/** How many pages are remembered per visitor, the newest. */
export const pagesPerTrailMax = 25
/** How many characters all addresses together may have. */
export const trailCharactersMax = 8_000_000
/** How long a visitor's pages are remembered after the last one. */
export const trailKeptMs: Millis = 2 * 3_600_000

interface Trail {
  pages: readonly VisitedPage[]
  characters: number
  seenAt: Instant
}

export class PageTrails {
  readonly #clock: Clock
  readonly #onNoted: (visitorId: string, location: string) => void
  /** By visitor id, who was not seen for longest first. An id names no organization: it is random, as a session's is. */
  readonly #trails = new Map<string, Trail>()
  #characters = 0

  /** `onNoted` is told of each page that is noted by {@link PageTrails.note}. */
  constructor(clock: Clock, onNoted: (visitorId: string, location: string) => void = () => undefined) {
    this.#clock = clock
    this.#onNoted = onNoted
  }

  /** How many visitors are remembered, and how long their addresses are together. */
  get size(): { readonly trails: number; readonly characters: number } {
    return { trails: this.#trails.size, characters: this.#characters }
  }

  /** The visitor looks at a page. The same page again, as when it is loaded anew, is no other. */
  note(visitorId: string, location: string): void {
    this.take(visitorId, location)
    this.#onNoted(visitorId, location)
  }

  /** Another process noted the page. */
  take(visitorId: string, location: string): void {
    const at = this.#clock.now()
    const before = this.#take(visitorId)?.pages ?? []
    const pages = before.at(-1)?.location === location ? before : [...before, { location, at }].slice(-pagesPerTrailMax)
    const characters = pages.reduce((sum, page) => sum + page.location.length, 0)
    this.#trails.set(visitorId, { pages, characters, seenAt: at })
    this.#characters += characters
    this.#forgetOld(at)
  }

  /** The pages a visitor looked at, oldest first; none for one who is not known, or not any more. */
  pagesOf(visitorId: string): readonly VisitedPage[] {
    this.#forgetOld(this.#clock.now())
    return this.#trails.get(visitorId)?.pages ?? []
  }

  #take(visitorId: string): Trail | undefined {
    const trail = this.#trails.get(visitorId)
    if (trail === undefined) return undefined
    this.#trails.delete(visitorId)
    this.#characters -= trail.characters
    return trail
  }

  #forgetOld(now: Instant): void {
    for (const [visitorId, { seenAt }] of this.#trails) {
      const fits = this.#trails.size <= trailsMax && this.#characters <= trailCharactersMax
      if (fits && seenAt + trailKeptMs > now) return
      this.#take(visitorId)
    }
  }
}
