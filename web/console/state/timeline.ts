/** A transcript as it is drawn: days, groups of messages by one writer, notes, and where what is new begins. */
import type { Entry, Message } from '../../../src/agent-api/entries.js'
import type { ReceivedFile } from '../../../src/agent-api/files.js'
import { noteOf, type Note } from './notes.js'
import type { Unsent } from './outbox.js'

/** What one person wrote without a longer pause. */
export interface MessageGroup {
  readonly kind: 'group'
  readonly key: string
  readonly from: Message['from']
  /** Which agent wrote it, when one did. */
  readonly agentId: string | undefined
  readonly name: string
  /** When it begins, milliseconds since 1970. */
  readonly at: number
  readonly messages: readonly Message[]
}

export type TimelineRow =
  | MessageGroup
  /** Something that happened beside the talk. */
  | { readonly kind: 'note'; readonly key: string; readonly at: number; readonly note: Note }
  /** The visitor sent a file. */
  | { readonly kind: 'file'; readonly key: string; readonly at: number; readonly file: ReceivedFile }
  /** A new day begins; any moment of it, milliseconds since 1970. */
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  /** From here on the agent has not seen it. */
  | { readonly kind: 'new'; readonly key: string }

/** A longer pause between two messages begins a new group. */
export const groupPauseMs = 5 * 60_000

/**
 * The rows of `entries` and of the `files` that came between them (both oldest first). `newAfter` is the number after which messages are new, if any are; `dayOf`
 * names the day of a moment in the agent's own time zone.
 */
export function timeline(
  entries: readonly Entry[],
  newAfter: number | undefined,
  dayOf: (at: number) => string,
  files: readonly ReceivedFile[] = [],
): TimelineRow[] {
  const rows: TimelineRow[] = []
  let day: string | undefined
  let last: { message: Message; at: number } | undefined
  let group: Message[] = []
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
    const note = entry.kind === 'message' ? undefined : noteOf(entry, entries.slice(0, place))
    if (entry.kind !== 'message' && note === undefined) continue
    const at = Date.parse(entry.at)
    const begins = beginDay(at, entry.number)
    if (entry.kind !== 'message') {
      if (note) rows.push({ kind: 'note', key: `n-${entry.number}`, at, note })
      // What is said after it stands below it.
      last = undefined
      continue
    }
    const isNew = entry.from === 'visitor' && beginNew(entry.number)
    const joins =
      last &&
      !begins &&
      !isNew &&
      last.message.from === entry.from &&
      last.message.name === entry.name &&
      last.message.agentId === entry.agentId &&
      at - last.at < groupPauseMs
    if (joins) group.push(entry)
    else {
      group = [entry]
      const { from, agentId, name, number } = entry
      rows.push({ kind: 'group', key: `m-${number}`, from, agentId, name, at, messages: group })
    }
    last = { message: entry, at }
  }
  showFilesBefore(Infinity)
  return rows
}

/** Whether the newest group is this agent's and goes on with what is on its way, so that both are drawn as one. */
export function continuesGroup(rows: readonly TimelineRow[], agentId: string, next: Unsent | undefined): boolean {
  const last = rows.at(-1)
  const newest = last?.kind === 'group' ? last.messages.at(-1) : undefined
  if (!newest || !next || newest.agentId !== agentId) return false
  return next.at - Date.parse(newest.at) < groupPauseMs
}
