/** What happened in a chat beside the talk, as a quiet line tells it. */
import type {
  CustomEvent,
  Entry,
  Message,
  RichMessage,
  RulesTriggered,
  VisitorPick,
} from '../../../src/agent-api/entries.js'

export type Note =
  /** The visitor picked something; how it was called, as far as it is known. */
  | { readonly what: 'picked'; readonly choices: readonly string[] }
  /** Choices were offered to the visitor. */
  | { readonly what: 'offered'; readonly by: string; readonly header: string; readonly choices: readonly string[] }
  | { readonly what: 'silent' }
  | { readonly what: 'page'; readonly location: string }
  /** Rules changed what one side wrote. */
  | { readonly what: 'masked'; readonly side: RulesTriggered['side']; readonly rules: readonly string[] }
  /** What a program on one side told those on the other. */
  | { readonly what: 'event'; readonly from: CustomEvent['from']; readonly type: string; readonly data: string }
  /** A supervisor told the agent something. */
  | { readonly what: 'whispered'; readonly by: string; readonly text: string }

/**
 * The note of an entry, given those before it (oldest first); undefined for that a visitor who was silent spoke, which
 * is seen.
 */
export function noteOf(entry: Exclude<Entry, Message>, before: () => readonly Entry[]): Note | undefined {
  switch (entry.kind) {
    case 'visitor-pick':
      return { what: 'picked', choices: entry.picks.map((pick) => choiceOf(pick, before)) }
    case 'rich-message': {
      const { content, name } = entry
      const header = content.type === 'menu' ? (content.header ?? '') : ''
      return { what: 'offered', by: name, header, choices: content.items.map(({ text }) => text) }
    }
    case 'idle-warning':
      return entry.state === 'triggered' ? { what: 'silent' } : undefined
    case 'page-visited':
      return { what: 'page', location: entry.location }
    case 'rules-triggered':
      return { what: 'masked', side: entry.side, rules: entry.rules }
    case 'whisper':
      return { what: 'whispered', by: entry.name, text: entry.text }
    case 'custom-event':
      return { what: 'event', from: entry.from, type: entry.type, data: entry.data }
  }
  // A newer server may tell of things this page does not know.
  return undefined
}

/** How a choice was called: by the newest choices of its type; else its value; else its place, counted from 1. */
function choiceOf(pick: VisitorPick['picks'][number], before: () => readonly Entry[]): string {
  const type = pick.type === 'button' ? 'buttons' : pick.type
  const offered = before().findLast(
    (entry): entry is RichMessage => entry.kind === 'rich-message' && entry.content.type === type,
  )
  return offered?.content.items[pick.index]?.text ?? pick.value ?? `#${pick.index + 1}`
}
