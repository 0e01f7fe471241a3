/** The two ends of a copy from one store to another. Each has its store to itself as long as it is open. */
import type { Part, Row } from './copied-parts.js'

/** Where a reader stands in a part: the key of the row it read last. Means nothing to the other end. */
export type Place = readonly (string | number)[]

export interface Page {
  readonly rows: readonly Row[]
  /** Where the next page begins. */
  readonly place: Place
}

/** About how much a page holds, in bytes or UTF-16 code units; what a copy needs in memory is a few pages. */
export const pageSizeMax = 1_000_000

/**
 * The bookmark by which a store remembers that it is being copied: its value is the copy's id. Whoever opens the store to
 * use it forgets it, so that a copy goes on only where nothing has changed since it began. It is copied as well.
 */
export const copyBookmark = 'copy'

export interface CopyEnd {
  count(part: Part): Promise<number>
  /** The next rows of a part, in an order of its own; none at its end. */
  read(part: Part, after: Place | undefined): Promise<Page | undefined>
  /** Gives the store back. */
  close(): Promise<void>
}

export interface CopySource extends CopyEnd {
  /** The id of the copy that was begun of the store as it is now; a new one when there is none. */
  mark(newId: string): Promise<string>
}

/** What a target has of a copy: nothing yet, some of it, or everything. */
export type CopyState = 'new' | 'begun' | 'complete'

export interface CopyTarget extends CopyEnd {
  /**
   * Begins a copy or goes on with it. From here on no server starts on the store until {@link CopyTarget.finish}. Throws
   * `StoreUnusableError` when something else is in the store; `anew` removes what an unfinished copy left there.
   */
  begin(id: string, anew: boolean): Promise<CopyState>
  /** Up to where a part was written, as the source says it. */
  placeOf(part: Part): Promise<Place | undefined>
  /** Makes rows durable together with the place that the source has reached with them. */
  write(part: Part, page: Page): Promise<void>
  /** The copy is whole: the store may be used. */
  finish(): Promise<void>
}
