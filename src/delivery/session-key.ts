/**
 * The session key proves itself: `{id}!{issued ms}!{MAC}`. Nothing is stored for a session until its visitor asks for
 * a chat. Clients cut the id off at the first `!` and put the key into a path, so its alphabet is safe there.
 */
import type { Instant } from '../lib/clock.js'
import type { KeyedHash } from '../lib/keyed-hash.js'

export interface SessionTicket {
  readonly sessionId: string
  readonly issuedAt: Instant
}

/** A new session, as its client is told of it. */
export interface NewSession {
  readonly id: string
  readonly key: string
}

const form = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})!(\d{1,15})!([\w-]{1,100})$/

export const issueKey = (ticket: SessionTicket, hash: KeyedHash): string => {
  const claim = `${ticket.sessionId}!${ticket.issuedAt}`
  return `${claim}!${hash.digest(claim)}`
}

/** What a key stands for; `undefined` when we did not issue it. */
export const readKey = (key: string, hash: KeyedHash): SessionTicket | undefined => {
  const [, sessionId, issued, mac] = form.exec(key) ?? []
  if (sessionId === undefined || issued === undefined || mac === undefined) return undefined
  return hash.verify(`${sessionId}!${issued}`, mac) ? { sessionId, issuedAt: Number(issued) } : undefined
}
