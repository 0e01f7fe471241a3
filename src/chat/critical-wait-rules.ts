/** A visitor waits too long for an answer: when the agents in the chat are told, and when that is over. Pure. */
import type { Instant, Millis } from '../lib/clock.js'
import type { ChatEvent } from './chat-events.js'
import type { Chat } from './chat.js'

/** Since when a visitor waits for an answer, as long as no agent was told that it is too long. */
export const uncriticalSince = (chat: Chat): Instant | undefined =>
  chat.state === 'established' && !chat.isCritical ? chat.talk?.unansweredSince : undefined

/** What the agents in the chat are told at `now`, if the visitor has waited as long as `limitMs`. */
export const criticalWait = (chat: Chat, now: Instant, limitMs: Millis): ChatEvent[] => {
  const since = uncriticalSince(chat)
  if (chat.state !== 'established' || since === undefined || since + limitMs > now) return []
  return [{ type: 'critical-wait', agentId: chat.agent.id }]
}

/** The end of the visitor's too long wait, if there is one. */
export const criticalCleared = (chat: Chat): ChatEvent[] =>
  chat.state === 'established' && chat.isCritical ? [{ type: 'critical-wait-cleared', agentId: chat.agent.id }] : []

/** What an agent said, and after it the end of the visitor's too long wait. Who said nothing has ended none. */
export const withCriticalCleared = (chat: Chat, said: readonly ChatEvent[]): ChatEvent[] =>
  said.length > 0 ? [...said, ...criticalCleared(chat)] : []
