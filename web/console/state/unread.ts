import type { Entry } from '../../../src/agent-api/entries.js'

/** For each chat the number of the last entry this agent has seen. */
export type ReadMarks = Readonly<Record<string, number>>

/** How many of the visitor's messages came after the one last seen. */
export function unreadCount(entries: readonly Entry[], lastSeen: number | undefined): number {
  let count = 0
  for (let place = entries.length - 1; place >= 0; place -= 1) {
    const entry = entries[place]
    if (!entry || entry.number <= (lastSeen ?? -1)) break
    if (entry.kind === 'message' && entry.from === 'visitor') count += 1
  }
  return count
}

/** The marks after everything in `entries` was seen; the same object when nothing changed. Marks never go back. */
export function markRead(marks: ReadMarks, chatId: string, entries: readonly Entry[]): ReadMarks {
  const last = entries.at(-1)?.number
  if (last === undefined || last <= (marks[chatId] ?? -1)) return marks
  return { ...marks, [chatId]: last }
}

/** Only the marks of these chats; the same object when all are. */
export function keepMarks(marks: ReadMarks, chatIds: ReadonlySet<string>): ReadMarks {
  const kept = Object.entries(marks).filter(([chatId]) => chatIds.has(chatId))
  return kept.length === Object.keys(marks).length ? marks : Object.fromEntries(kept)
}
