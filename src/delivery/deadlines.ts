/** What time alone brings about for a visitor's session, and when. Pure. */
import { isOpenChat, type Chat } from '../chat/chat.js'
import type { Instant, Millis } from '../lib/clock.js'
import { heardLateMs } from '../lib/contact-traces.js'
import type { ContactTimes } from './contact-times.js'
import type { VisitorSession } from './visitor-session.js'

export interface SessionSettings {
  /** How long a poll is held when there is nothing to say. */
  readonly pollHoldMs: Millis
  /** How long a session lives that never asked for a chat. */
  readonly unrequestedMs: Millis
  /** How long the end of a chat can be fetched at least. */
  readonly endedMs: Millis
}

export interface Deadline {
  readonly at: Instant
  readonly what:
    /** The poll was held long enough. */
    | 'poll-over'
    /** The agent hears that the visitor is out of contact. */
    | 'away'
    /** The visitor is given up. */
    | 'lost'
    /** The session is forgotten. */
    | 'over'
}

/** After these events another lease holds for the visitor. */
export const changesLease: ReadonlySet<string> = new Set([
  'accepted',
  'agent-lost',
  'transfer-queued',
  'transfer-failed',
])

/** The times of somebody who has no chat to be lost in. */
export const unlimited: ContactTimes = {
  waitingMs: Infinity,
  establishedMs: Infinity,
  awayAfterMs: Infinity,
  endedMs: Infinity,
}

/** The shortest time there is: a deadline that comes to be by contact, a poll or an end is never nearer. */
export const shortestDeadlineMs = (settings: SessionSettings, times: ContactTimes): Millis => {
  const { pollHoldMs, unrequestedMs, endedMs } = settings
  return Math.min(pollHoldMs, unrequestedMs, endedMs, times.waitingMs, times.establishedMs, times.awayAfterMs)
}

/**
 * The next deadline of a session as things stand; `undefined` while there is none. `chat` is its chat if that is at
 * hand, as open chats always are, and `times` are those of its deployment.
 */
export const nextDeadline = (
  session: VisitorSession,
  chat: Chat | undefined,
  settings: SessionSettings,
  times: ContactTimes,
): Deadline | undefined => {
  const end = endOf(session, chat, settings, times)
  if (session.poll === undefined) return end ?? silenceOf(session, chat, times)
  const pollOver = { at: session.poll.since + settings.pollHoldMs, what: 'poll-over' } as const
  return end !== undefined && end.at < pollOver.at ? end : pollOver
}

/** When a session is forgotten that never had a chat, or whose chat is over. */
const endOf = (
  session: VisitorSession,
  chat: Chat | undefined,
  settings: SessionSettings,
  times: ContactTimes,
): Deadline | undefined => {
  if (session.chat === undefined) return { at: session.issuedAt + settings.unrequestedMs, what: 'over' }
  if (chat === undefined) return { at: session.lastContactAt + settings.endedMs, what: 'over' }
  return chat.state === 'ended' ? { at: chat.endedAt + times.endedMs, what: 'over' } : undefined
}

/** What the silence of a visitor leads to whose chat is open. */
const silenceOf = (session: VisitorSession, chat: Chat | undefined, times: ContactTimes): Deadline | undefined => {
  const lost = lostAt(session, chat, times)
  if (lost === undefined) return undefined
  const away = silentSince(session) + times.awayAfterMs
  const isToldOf = chat?.state === 'established' && !session.away && away < lost
  return isToldOf ? { at: away, what: 'away' } : { at: lost, what: 'lost' }
}

/** Since when nobody has heard of the client, for all that is known here: another process tells of it a little late. */
const silentSince = ({ lastContactAt, isHome }: VisitorSession): Instant =>
  isHome ? lastContactAt : lastContactAt + heardLateMs

/** When the visitor of an open chat is given up unless they are heard of; never while they hold a poll. */
export const lostAt = (session: VisitorSession, chat: Chat | undefined, times: ContactTimes): Instant | undefined => {
  if (session.poll !== undefined || chat === undefined || !isOpenChat(chat)) return undefined
  return silentSince(session) + (chat.state === 'established' ? times.establishedMs : times.waitingMs)
}
