/** Puts the entries of a transcript into the shapes of the agents' API. */
import type { RichContent as LoggedContent } from '../chat/rich-content.js'
import type { RequestedChat } from '../chat/chat.js'
import type { WhisperEvent } from '../chat/supervising.js'
import type { Entry as LoggedEntry, MessageBody } from '../chat/transcript.js'
import { asTime } from './as-time.js'
import type { Entry, Message, RichContent, Whisper } from './entries.js'

/** What an entry says of its chat. */
type EntryOwner = Pick<RequestedChat, 'id' | 'visitorName'>

const placeOf = (chat: EntryOwner, { version, at }: LoggedEntry) => ({
  chatId: chat.id,
  number: version,
  at: asTime(at),
})

/** A message as agents see it. */
export const asMessage = (chat: EntryOwner, entry: LoggedEntry<MessageBody>): Message => {
  const { body } = entry
  const writer =
    body.type === 'visitor-message'
      ? ({ from: 'visitor', name: chat.visitorName } as const)
      : ({ from: 'agent', name: body.agentName, agentId: body.agentId } as const)
  return { kind: 'message', ...placeOf(chat, entry), ...writer, text: body.text }
}

const asContent = (content: LoggedContent): RichContent =>
  content.type === 'menu'
    ? {
        type: 'menu',
        ...(content.header !== undefined && { header: content.header }),
        items: content.items.map(({ text, value }) => ({ text, value })),
      }
    : { type: 'buttons', items: content.items.map(({ text }) => ({ text })) }

/** What a supervisor told the agent. */
export const asWhisper = (chat: EntryOwner, entry: WhisperEvent): Whisper => {
  const { supervisorName, text } = entry.body
  return { kind: 'whisper', ...placeOf(chat, entry), name: supervisorName, text }
}

/** Any entry as agents see it. */
export const asEntry = (chat: EntryOwner, entry: LoggedEntry): Entry => {
  const place = placeOf(chat, entry)
  const { body } = entry
  switch (body.type) {
    case 'visitor-message':
    case 'agent-message':
      return asMessage(chat, { ...entry, body })
    case 'visitor-event':
      return { kind: 'custom-event', ...place, from: 'visitor', type: body.name, data: body.data }
    case 'agent-event':
      return { kind: 'custom-event', ...place, from: 'agent', type: body.name, data: body.data }
    case 'agent-rich-message':
      return { kind: 'rich-message', ...place, name: body.agentName, content: asContent(body.content) }
    case 'visitor-pick':
      return { kind: 'visitor-pick', ...place, picks: body.picks.map((pick) => ({ ...pick })) }
    case 'idle-warning':
      return { kind: 'idle-warning', ...place, state: body.state, by: body.by }
    case 'page-visited':
      return { kind: 'page-visited', ...place, location: body.location }
    case 'rules-triggered':
      return { kind: 'rules-triggered', ...place, side: body.side, rules: [...body.rules] }
    case 'whispered':
      return asWhisper(chat, { ...entry, body })
  }
}
