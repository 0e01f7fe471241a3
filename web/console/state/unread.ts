import type { Entry, Message } from '../../../src/agent-api/entries.js'

/** For each chat the number of the last thing this agent has seen. */
export type ReadMarks = Readonly<Record<string, number>>

/** What a chat holds: what was said, and the files the visitor sent, whose numbers lie among those of the entries. */
export interface Seeable {
  readonly entries: readonly Entry[]
  readonly files: readonly { readonly number: number }[]
}

/** Whether this agent has to read it: what the visitor or a colleague wrote. What the server greets with is neither. */
export const isNews = ({ from, agentId }: Message, ownId: string): boolean =>
  from === 'visitor' || (agentId !== undefined && agentId !== ownId)

/** How many of the others' messages, and of the visitor's files, came after what this agent last saw. */
export function unreadCount({ entries, files }: Seeable, ownId: string, lastSeen = -1): number {
  let count = 0
  for (let place = entries.length - 1; place >= 0; place -= 1) {
    const entry = entries[place]
    if (!entry || entry.number <= lastSeen) break
    if (entry.kind === 'message' && isNews(entry, ownId)) count += 1
  }
  return count + files.filter(({ number }) => number > lastSeen).length
}

/** The number of the last thing there is in a chat; -1 where there is nothing. */
export const lastNumber = ({ entries, files }: Seeable): number =>
  Math.max(entries.at(-1)?.number ?? -1, files.at(-1)?.number ?? -1)

/** The marks after a chat was seen up to a number; the same object when nothing changed. Marks never go back. */
export function markRead(marks: ReadMarks, chatId: string, last: number): ReadMarks {
  if (last <= (marks[chatId] ?? -1)) return marks
  return { ...marks, [chatId]: last }
}

/** For each chat the further of two marks; the same object as the first when that has them all. */
export const furthest = (marks: ReadMarks, others: ReadMarks): ReadMarks =>
  Object.entries(others).reduce((joined, [chatId, last]) => markRead(joined, chatId, last), marks)

/** Only the marks of these chats; the same object when all are. */
export function keepMarks(marks: ReadMarks, chatIds: ReadonlySet<string>): ReadMarks {
  const kept = Object.entries(marks).filter(([chatId]) => chatIds.has(chatId))
  return kept.length === Object.keys(marks).length ? marks : Object.fromEntries(kept)
}
