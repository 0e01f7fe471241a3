/** What whoever looks after agents wants to know of a chat that has one: who spoke last, and whether help is asked for. */
import type { Recorded } from '../event-log/event-log.js'
import type { Instant } from '../lib/clock.js'
import type { ChatEvent } from './chat-events.js'

/** How the talk stands. */
export interface Talk {
  /** When somebody wrote last. */
  readonly lastWordsAt: Instant
  /** Since when the visitor waits for an answer; absent when it is not theirs to wait. */
  readonly unansweredSince?: Instant
}

/** The agent asks for help. */
export interface Flag {
  readonly text: string
  readonly raisedAt: Instant
}

/** What an established chat keeps of it. A chat that waits for another agent begins anew. */
export interface Attended {
  /** Absent while nobody wrote. */
  readonly talk?: Talk | undefined
  /** Absent while no help is asked for. */
  readonly flag?: Flag | undefined
  /** The agents were told that the visitor has waited too long for an answer; absent while they were not. */
  readonly isCritical?: true | undefined
}

/** What is another after this event; `now` is the chat with everything else that the event changed. */
export const attendedAfter = (now: Attended, { body, at }: Recorded<ChatEvent>): Attended => {
  switch (body.type) {
    case 'visitor-message':
      return { talk: { lastWordsAt: at, unansweredSince: now.talk?.unansweredSince ?? at } }
    case 'agent-message':
      // A greeting answers nothing.
      return { talk: body.automatic ? { ...now.talk, lastWordsAt: at } : { lastWordsAt: at } }
    case 'agent-rich-message':
      return { talk: { lastWordsAt: at } }
    case 'flag-raised':
      return { flag: { text: body.text, raisedAt: now.flag?.raisedAt ?? at } }
    case 'flag-lowered':
      return { flag: undefined }
    case 'critical-wait':
      return { isCritical: true }
    case 'critical-wait-cleared':
      return { isCritical: undefined }
    default:
      return {}
  }
}
