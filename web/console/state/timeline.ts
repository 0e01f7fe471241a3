/** A transcript as it is drawn: days, groups of messages by one writer, and where what is new begins. */
import type { Message } from '../../../src/agent-api/messages.js'
import type { Unsent } from './outbox.js'

/** What one person wrote without a longer pause. */
export interface MessageGroup {
  readonly kind: 'group'
  readonly key: string
  readonly from: Message['from']
  readonly name: string
  /** When it begins, milliseconds since 1970. */
  readonly at: number
  readonly messages: readonly Message[]
}

export type TimelineRow =
  | MessageGroup
  /** A new day begins; any moment of it, milliseconds since 1970. */
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  /** From here on the agent has not seen it. */
  | { readonly kind: 'new'; readonly key: string }

/** A longer pause between two messages begins a new group. */
export const groupPauseMs = 5 * 60_000

/**
 * The rows of `messages` (oldest first). `newAfter` is the number after which messages are new, if any are; `dayOf`
 * names the day of a moment in the agent's own time zone.
 */
export function timeline(
  messages: readonly Message[],
  newAfter: number | undefined,
  dayOf: (at: number) => string,
): TimelineRow[] {
  const rows: TimelineRow[] = []
  let day: string | undefined
  let last: { message: Message; at: number } | undefined
  let group: Message[] = []
  for (const message of messages) {
    const at = Date.parse(message.at)
    const begins = (day === undefined || dayOf(at) !== day) && {
      kind: 'day' as const,
      key: `day-${message.number}`,
      at,
    }
    // Above the very first message the line would part it from nothing.
    const isNew =
      newAfter !== undefined &&
      last &&
      last.message.number <= newAfter &&
      message.number > newAfter &&
      message.from === 'visitor'
    if (begins) {
      rows.push(begins)
      day = dayOf(at)
    }
    if (isNew) rows.push({ kind: 'new', key: 'new' })
    const joins =
      last &&
      !begins &&
      !isNew &&
      last.message.from === message.from &&
      last.message.name === message.name &&
      at - last.at < groupPauseMs
    if (joins) group.push(message)
    else {
      group = [message]
      rows.push({
        kind: 'group',
        key: `m-${message.number}`,
        from: message.from,
        name: message.name,
        at,
        messages: group,
      })
    }
    last = { message, at }
  }
  return rows
}

/** Whether the newest group is the agent's and goes on with what is on its way, so that both are drawn as one. */
export function continuesGroup(rows: readonly TimelineRow[], agentName: string, next: Unsent | undefined): boolean {
  const last = rows.at(-1)
  const newest = last?.kind === 'group' ? last.messages.at(-1) : undefined
  if (!newest || !next || newest.from !== 'agent' || newest.name !== agentName) return false
  return next.at - Date.parse(newest.at) < groupPauseMs
}
