/** What of a chat is part of its transcript, and how the log is read for it. */
import type { EventLog, Recorded, StreamName } from '../event-log/event-log.js'
import type { ChatEvent } from './chat-events.js'

/** What people said. */
export type MessageBody = Extract<ChatEvent, { type: 'visitor-message' | 'agent-message' }>

/** What was said, and what happened beside it that whoever reads the chat later wants to know. */
export type EntryBody =
  | MessageBody
  | Extract<
      ChatEvent,
      {
        type:
          | 'agent-event'
          | 'visitor-event'
          | 'agent-rich-message'
          | 'visitor-pick'
          | 'idle-warning'
          | 'rules-triggered'
          | 'page-visited'
          | 'whispered'
      }
    >

/** An entry of the transcript as it stands in the log. */
export interface Entry<Body extends EntryBody = EntryBody> {
  /** Its place in the chat's stream. Entries are told apart and ordered by it. */
  readonly version: number
  readonly at: number
  readonly body: Body
}

/** A page of a chat's entries, oldest first. */
export interface EntryPage<Body extends EntryBody = EntryBody> {
  readonly entries: readonly Entry<Body>[]
  readonly hasEarlier: boolean
}

export const isMessage = (body: ChatEvent): body is MessageBody =>
  body.type === 'visitor-message' || body.type === 'agent-message'

export const isEntry = (body: ChatEvent): body is EntryBody => {
  switch (body.type) {
    case 'visitor-message':
    case 'agent-message':
    case 'agent-event':
    case 'visitor-event':
    case 'agent-rich-message':
    case 'visitor-pick':
    case 'idle-warning':
    case 'rules-triggered':
    case 'page-visited':
    case 'whispered':
      body satisfies EntryBody
      return true
    default:
      body satisfies Exclude<ChatEvent, EntryBody>
      return false
  }
}

/** How many events are read at a time. */
const readSize = 200

/** The newest entries that are wanted, at most `limit`, with a version below `before`. */
export const readEntries = async <Body extends EntryBody>(
  log: EventLog,
  stream: StreamName,
  isWanted: (body: ChatEvent) => body is Body,
  before: number,
  limit: number,
): Promise<EntryPage<Body>> => {
  const entries: Entry<Body>[] = []
  let from = before
  for (;;) {
    const events = (await log.readBefore(stream, from, readSize)) as readonly Recorded<ChatEvent>[]
    for (const { version, at, body } of events) {
      from = version
      if (!isWanted(body)) continue
      if (entries.length === limit) return { entries: entries.reverse(), hasEarlier: true }
      entries.push({ version, at, body })
    }
    if (events.length < readSize) return { entries: entries.reverse(), hasEarlier: false }
  }
}
