import type { Entry, Message } from '../../../src/agent-api/entries.js'

/**
 * Puts `entry` into a list kept oldest first by `number`. One already known by its number changes nothing, and then the
 * very same list comes back.
 */
export function withEntry(entries: readonly Entry[], entry: Entry): Entry[] {
  // Nearly every entry is the newest one, so the search starts at the end.
  let place = entries.length
  for (; place > 0; place -= 1) {
    const before = entries[place - 1]
    if (before === undefined || before.number < entry.number) break
    if (before.number === entry.number) return entries as Entry[]
  }
  return [...entries.slice(0, place), entry, ...entries.slice(place)]
}

/** Joins two lists, each oldest first, into one without doubles; where both know a number, the first list's stays. */
export function joinEntries(some: readonly Entry[], more: readonly Entry[]): Entry[] {
  // Nearly always a page is what comes right before.
  if ((more.at(-1)?.number ?? Infinity) < (some[0]?.number ?? -1)) return [...more, ...some]
  const byNumber = new Map<number, Entry>()
  for (const entry of [...some, ...more]) if (!byNumber.has(entry.number)) byNumber.set(entry.number, entry)
  return [...byNumber.values()].sort((a, b) => a.number - b.number)
}

/** Whether it is something that somebody wrote. */
export const isMessage = (entry: Entry): entry is Message => entry.kind === 'message'
