/**
 * A visitor's session as this process knows it: what the client has, what it waits for, when it was last heard of.
 * Everything here can be lost; it is built again from the log and the session's bookmark.
 */
import type { ChatRef } from '../chat/chat-service.js'
import type { NamedAgent } from '../chat/handover.js'
import type { Subscription } from '../bus/bus.js'
import type { Instant } from '../lib/clock.js'
import type { Answer } from './next-answer.js'
import type { ChatSoFar } from './chat-so-far.js'
import type { NumberedEvent } from './numbered-events.js'
import { unbroken, type Numbering } from './numbering.js'
import { nobodyTypes, type Typists } from './typists.js'

/** How a poll ends. */
export type PollOutcome =
  | { readonly type: 'answer'; readonly answer: Answer; readonly handOver: HandOver }
  /** Nothing to say within the hold time, or a newer poll took over. */
  | { readonly type: 'nothing' }
  /** The session is over and its end was delivered, or it expired. */
  | { readonly type: 'gone' }
  /** The server stops at once: the connection is cut, for an empty answer before its time breaks some clients. */
  | { readonly type: 'cut' }
  /** The store could not be read. */
  | { readonly type: 'failed'; readonly error: unknown }

/** What became of an answer on its way out. Call exactly one of `done` and `failed`; `undone` may follow `done`. */
export interface HandOver {
  /** Everything was handed to the operating system. */
  done(): void
  /** The connection broke before that. */
  failed(): void
  /** The connection turned out to be broken afterwards, before the client polled again. */
  undone(): void
}

/** A poll that waits for something to say. */
export interface HeldPoll {
  /** The number up to which the client says it has everything; absent when it says nothing. */
  readonly ack: number | undefined
  /** The log was asked whether there is what the client says it has. */
  isAckChecked: boolean
  readonly since: Instant
  /** Ends the poll; called once. */
  readonly end: (outcome: PollOutcome) => void
}

/** How many of a chat's newest events are kept at hand; beyond that they are read from the log when the client comes. */
export const recentMax = 32

export class VisitorSession {
  /** The key as it was last proven; `undefined` until its client showed it to this process. */
  key: string | undefined
  chat: ChatRef | undefined
  /** The chat it asked for last, while nobody knows yet whether it came to be. */
  asking: ChatRef | undefined
  subscription: Subscription | undefined
  /** What its numbers are; as durable when its client last showed the key for the first time, and ever since. */
  numbering: Numbering = unbroken
  /** The number of the newest message handed to the client; the lowest one for none. */
  cursor = -1
  /**
   * The highest number handed out by this process since the client reconnected: an `ack` beyond it proves nothing.
   * `undefined` while this process has handed out none, and others may have.
   */
  sent: number | undefined
  /** What the client is told next because it reconnected, once it was read. */
  soFar: ChatSoFar | undefined
  /** The newest events, without a gap, that the client may not have yet; by their numbers in the chat. */
  recent: NumberedEvent[] = []
  poll: HeldPoll | undefined
  /** An answer is on its way out; the next one waits for it. */
  handingOver = false
  /** The last answer was taken back only because this process was behind and its client was gone a turn later. */
  doubted = false
  /** Reading the log for the client. */
  reading = false
  lastContactAt: Instant
  /** Whether this process heard of the client last: then what it remembers is how things stand. */
  isHome = true
  /** The client was heard of here, and other processes were not told yet. */
  heardHere = false
  /** Other processes know that the client polls here. */
  pollTold = false
  /** When a durable trace of the last contact was left. */
  tracedAt: Instant = -Infinity
  /** When it is looked at next whether something is due. */
  nextLookAt = 0
  away = false
  typists: Typists = nobodyTypes
  /** Who the client was told types; `undefined` for nobody. */
  toldTypist: NamedAgent | undefined
  toldPosition: number | undefined
  /** The bookmark was read. */
  placed = false
  /** What a bookmark says beyond this number, when it is read, is not so: the client was thought to have it, and may not. */
  placedUpTo = Infinity

  constructor(
    readonly id: string,
    readonly issuedAt: Instant,
    now: Instant,
  ) {
    this.lastContactAt = now
  }
}

/** What is kept of a session as its bookmark. */
export interface Place {
  readonly cursor: number
  /** The place in the queue it was told last. */
  readonly toldPosition: number | undefined
  /** How often it had reconnected by then: the cursor of another numbering means nothing. */
  readonly reconnects: number
}

/** The form in which a session's place is kept: its numbers with colons between them, as far as there are any. */
export const formatPlace = ({ cursor, toldPosition, reconnects }: Place): string => {
  if (reconnects > 0) return `${cursor}:${toldPosition ?? ''}:${reconnects}`
  return toldPosition === undefined ? String(cursor) : `${cursor}:${toldPosition}`
}

export const parsePlace = (text: string): Place => {
  const [cursor, toldPosition, reconnects] = text.split(':')
  return {
    cursor: Number(cursor),
    toldPosition: toldPosition ? Number(toldPosition) : undefined,
    reconnects: Number(reconnects ?? 0),
  }
}
