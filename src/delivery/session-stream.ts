/** What the log keeps of a visitor's session: which chat it asked for, how it reconnected, and that it is over. */
import { serverScope, type StreamName } from '../event-log/event-log.js'
import { eventTypes, streamRef, type StreamKind, type StreamRef } from '../event-log/ledger.js'
import type { Instant } from '../lib/clock.js'
import { reconnectedAt, unbroken, type Numbering } from './numbering.js'

/** Add events and optional members; never change one: old logs are read with the code of today. */
export type SessionEvent =
  | { readonly type: 'chat-opened'; readonly organizationId: string; readonly chatId: string }
  /** The visitor gave the session up before it asked for a chat. */
  | { readonly type: 'closed' }
  /** The client came back, and has the chat's events up to the one that is number `base` within it; -1 for none. */
  | { readonly type: 'reconnected'; readonly base: number }

export type SessionState =
  | { readonly state: 'unknown' }
  | {
      readonly state: 'with-chat'
      readonly organizationId: string
      readonly chatId: string
      /** Absent when it never reconnected. */
      readonly numbering?: Numbering
    }
  | { readonly state: 'closed'; readonly at: Instant }

export type SessionRef = StreamRef<SessionState, SessionEvent>

/** How a session's stream is folded. It never counts as open: whether a chat goes on is told by the chat's stream. */
export const sessionKind: StreamKind<SessionState, SessionEvent> = {
  kind: 'session',
  types: eventTypes({
    'chat-opened': true,
    closed: true,
    reconnected: true,
  } satisfies Readonly<Record<SessionEvent['type'], true>>),
  initial: (_name: StreamName) => ({ state: 'unknown' }),
  apply: (state, { body, at }) => {
    switch (body.type) {
      case 'chat-opened':
        return { state: 'with-chat', organizationId: body.organizationId, chatId: body.chatId }
      case 'closed':
        return { state: 'closed', at }
      case 'reconnected':
        if (state.state !== 'with-chat') return state
        return { ...state, numbering: reconnectedAt(state.numbering ?? unbroken, body.base) }
    }
  },
  isOpen: () => false,
}

/** A session names no organization until it asks for a chat, so its stream is the server's. */
export const sessionRef = (sessionId: string): SessionRef => streamRef(sessionKind, serverScope, sessionId)
