/**
 * What the page knows of one chat's transcript. It grows beyond what a snapshot holds: pages loaded by scrolling up
 * stay, and so do entries that the snapshot has let go of.
 */
import type { Entry } from '../../../src/agent-api/entries.js'
import { joinEntries, withEntry } from './entry-list.js'

export interface Transcript {
  /** Oldest first by number, each once, without holes. */
  readonly entries: readonly Entry[]
  /** Whether the server has entries before the first one here. */
  readonly hasEarlier: boolean
}

/** How many entries the page keeps of a chat that nobody looks at. The oldest go, and scrolling up loads them again. */
export const transcriptEntriesMax = 2_000
/** How many it keeps of the chat that is read, so that what was scrolled up to stays. */
export const readEntriesMax = 20_000

/** What is known after a snapshot, or after a chat was established: `newest` is the newest part of the chat. */
export function withNewest(known: Transcript | undefined, newest: Transcript): Transcript {
  if (!known || !newest.hasEarlier) return newest
  const lastKnown = known.entries.at(-1)
  const first = newest.entries[0]
  // More was written while this page was away than a snapshot holds: joining them would hide a hole.
  if (!lastKnown || !first || first.number > lastKnown.number) return newest
  return { entries: joinEntries(known.entries, newest.entries), hasEarlier: known.hasEarlier }
}

/** What is known after one more entry, in a chat that keeps `max`. The same object when it was known. */
export function withOne(known: Transcript, entry: Entry, max: number): Transcript {
  const entries = withEntry(known.entries, entry)
  return entries === known.entries ? known : shortened({ ...known, entries }, max)
}

/** Without its oldest entries when there are more than `max`; half as many stay, so that this is rare. */
export function shortened(known: Transcript, max: number): Transcript {
  if (known.entries.length <= max) return known
  return { entries: known.entries.slice(-max / 2), hasEarlier: true }
}

/** What is known after a page that was asked for before the first known entry. */
export function withEarlier(known: Transcript, page: Transcript): Transcript {
  return { entries: joinEntries(known.entries, page.entries), hasEarlier: page.hasEarlier }
}
