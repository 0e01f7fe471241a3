/** A transcript as it is drawn: days, messages in groups by their writers, notes, and where what is new begins. */
import type { Entry, Message } from '../../../src/agent-api/entries.js'
import type { ReceivedFile } from '../../../src/agent-api/files.js'
import { noteOf, type Note } from './notes.js'
import type { Unsent } from './outbox.js'

/** One message. What one person writes without a longer pause is drawn as one group, with the name above it. */
export interface MessageRow {
  readonly kind: 'message'
  readonly key: string
  readonly message: Message
  /** When it was written, milliseconds since 1970. */
  readonly at: number
  /** Whether it is the first of its group. */
  readonly begins: boolean
  /** Whether it is the last of its group. */
  readonly ends: boolean
}

export type TimelineRow =
  | MessageRow
  /** Something that happened beside the talk; `continues` when another such row is right above it. */
  | {
      readonly kind: 'note'
      readonly key: string
      readonly at: number
      readonly note: Note
      readonly continues: boolean
    }
  /** The visitor sent a file. */
  | { readonly kind: 'file'; readonly key: string; readonly at: number; readonly file: ReceivedFile }
  /** A new day begins; any moment of it, milliseconds since 1970. */
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  /** From here on the agent has not seen it. */
  | { readonly kind: 'new'; readonly key: string }

/** A longer pause between two messages begins a new group. */
export const groupPauseMs = 5 * 60_000

/**
 * The rows of `entries` and of the `files` that came between them (both oldest first). `newAfter` is the number after
 * which messages are new, if any are, and `isNews` which of them the agent has to read; `dayOf` names the day of a moment
 * in the agent's own time zone.
 */
export function timeline(
  entries: readonly Entry[],
  newAfter: number | undefined,
  dayOf: (at: number) => string,
  files: readonly ReceivedFile[] = [],
  isNews = ({ from }: Message): boolean => from === 'visitor',
): TimelineRow[] {
  const rows: TimelineRow[] = []
  let day: string | undefined
  let last: { -readonly [Member in keyof MessageRow]: MessageRow[Member] } | undefined
  let isNewShown = false
  let filesShown = 0
  const beginDay = (at: number, number: number): boolean => {
    if (day !== undefined && dayOf(at) === day) return false
    rows.push({ kind: 'day', key: `day-${number}`, at })
    day = dayOf(at)
    return true
  }
  /** Above the very first entry the line would part it from nothing. */
  const beginNew = (number: number): boolean => {
    if (isNewShown || newAfter === undefined || number <= newAfter) return false
    if ((entries[0]?.number ?? Infinity) > newAfter) return false
    rows.push({ kind: 'new', key: 'new' })
    isNewShown = true
    return true
  }
  const showFilesBefore = (number: number): void => {
    for (let file = files[filesShown]; file !== undefined && file.number < number; file = files[filesShown]) {
      const at = Date.parse(file.at)
      beginDay(at, file.number)
      beginNew(file.number)
      rows.push({ kind: 'file', key: `f-${file.number}`, at, file })
      filesShown += 1
      last = undefined
    }
  }
  for (const [place, entry] of entries.entries()) {
    showFilesBefore(entry.number)
    const note = entry.kind === 'message' ? undefined : noteOf(entry, () => entries.slice(0, place))
    if (entry.kind !== 'message' && note === undefined) continue
    const at = Date.parse(entry.at)
    const begins = beginDay(at, entry.number)
    if (entry.kind !== 'message') {
      const continues = rows.at(-1)?.kind === 'note'
      if (note) rows.push({ kind: 'note', key: `n-${entry.number}`, at, note, continues })
      // What is said after it stands below it.
      last = undefined
      continue
    }
    const isNew = isNews(entry) && beginNew(entry.number)
    const joins =
      last !== undefined &&
      !begins &&
      !isNew &&
      last.message.from === entry.from &&
      last.message.name === entry.name &&
      last.message.agentId === entry.agentId &&
      at - last.at < groupPauseMs
    if (last && joins) last.ends = false
    last = { kind: 'message', key: `m-${entry.number}`, message: entry, at, begins: !joins, ends: true }
    rows.push(last)
  }
  showFilesBefore(Infinity)
  return rows
}

/** Whether the newest group is this agent's and goes on with what is on its way, so that both are drawn as one. */
export function continuesGroup(rows: readonly TimelineRow[], agentId: string, next: Unsent | undefined): boolean {
  const last = rows.at(-1)
  if (last?.kind !== 'message' || !next || last.message.agentId !== agentId) return false
  return next.at - last.at < groupPauseMs
}
