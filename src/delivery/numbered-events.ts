/**
 * The events a visitor reads, numbered 0, 1, 2, … within a chat. The number is a function of the log, so that every
 * node, and every restart, counts the same.
 */
import type { ChatEvent } from '../chat/chat-events.js'
import { isVisitorEvent, type VisitorEvent } from '../chat/visitor-events.js'
import type { RequestedChat } from '../chat/chat.js'
import type { EventLog, Recorded, StreamName } from '../event-log/event-log.js'
import type { Instant } from '../lib/clock.js'

export interface NumberedEvent {
  readonly number: number
  /** Its place in the chat's log. */
  readonly version: number
  readonly at: Instant
  readonly body: VisitorEvent
}

/** Numbers the visitor's events among `events`, the newest of a chat that has `visible` of them in all. */
export const numberNewest = (events: readonly Recorded<ChatEvent>[], visible: number): NumberedEvent[] => {
  const numbered: NumberedEvent[] = []
  let number = visible
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index]
    if (event === undefined || !isVisitorEvent(event.body)) continue
    number -= 1
    numbered.push({ number, version: event.version, at: event.at, body: event.body })
  }
  return numbered.reverse()
}

/** How many events are read at a time. */
const readSize = 200

/** Reads up to `limit` events numbered above `after` from the log, from whichever end is nearer. */
export const readNumbered = async (
  log: EventLog,
  stream: StreamName,
  chat: RequestedChat,
  after: number,
  limit: number,
): Promise<NumberedEvent[]> =>
  after + 1 < chat.visible / 2
    ? readForwards(log, stream, after, limit)
    : readBackwards(log, stream, chat, after, limit)

/**
 * The number of the chat's newest event for the visitor at or before this version; -1 when there is none. Read from
 * whichever end is nearer.
 */
export const newestNumberUpTo = async (
  log: EventLog,
  stream: StreamName,
  chat: RequestedChat,
  version: number,
): Promise<number> => {
  if (version < chat.version / 2) return (await countVisible(log, stream, 0, version)) - 1
  return chat.visible - 1 - (await countVisible(log, stream, version, chat.version))
}

/** How many events between these versions are the visitor's, the first excluded, the last included. */
const countVisible = async (log: EventLog, stream: StreamName, after: number, upTo: number): Promise<number> => {
  let count = 0
  for (let version = after; version < upTo;) {
    const size = Math.min(readSize, upTo - version)
    const events = (await log.readAfter(stream, version, size)) as readonly Recorded<ChatEvent>[]
    count += events.filter(({ body }) => isVisitorEvent(body)).length
    version += size
  }
  return count
}

const readForwards = async (
  log: EventLog,
  stream: StreamName,
  after: number,
  limit: number,
): Promise<NumberedEvent[]> => {
  const found: NumberedEvent[] = []
  let number = -1
  for (let version = 0; ;) {
    const events = (await log.readAfter(stream, version, readSize)) as readonly Recorded<ChatEvent>[]
    for (const { version: at, at: instant, body } of events) {
      version = at
      if (!isVisitorEvent(body)) continue
      number += 1
      if (number > after) found.push({ number, version: at, at: instant, body })
      if (found.length === limit) return found
    }
    if (events.length < readSize) return found
  }
}

const readBackwards = async (
  log: EventLog,
  stream: StreamName,
  chat: RequestedChat,
  after: number,
  limit: number,
): Promise<NumberedEvent[]> => {
  const found: NumberedEvent[] = []
  let number = chat.visible
  let version = chat.version + 1
  for (;;) {
    const events = (await log.readBefore(stream, version, readSize)) as readonly Recorded<ChatEvent>[]
    for (const { version: at, at: instant, body } of events) {
      version = at
      if (!isVisitorEvent(body)) continue
      number -= 1
      if (number <= after) return found.reverse().slice(0, limit)
      found.push({ number, version: at, at: instant, body })
    }
    if (events.length < readSize) return found.reverse().slice(0, limit)
  }
}
