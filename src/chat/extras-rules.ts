/** What happens beside the talk: programs' events, picks from menus, idle warnings, pages. Pure, as `rules.ts` is. */
import type { Instant } from '../lib/clock.js'
import type { ActingAgent } from './acting-agent.js'
import type { ChatEvent } from './chat-events.js'
import type { CommandMark } from './command-memory.js'
import type { RichContent, RichPick } from './rich-content.js'
import type { Chat } from './chat.js'
import { isRepeat } from './command-memory.js'
import { closing } from './handover-rules.js'
import type { Side } from './masks.js'
import { memberName, requireMember, requireOpen } from './requirements.js'

/** Something the visitor's client says about the chat. A repeated command changes nothing, also after the end. */
const byVisitor = (
  chat: Chat,
  event: Extract<ChatEvent, { type: 'visitor-event' | 'visitor-pick' | 'idle-warning' | 'rules-triggered' }>,
  command: CommandMark | undefined,
): ChatEvent[] => {
  if (chat.state !== 'unrequested' && isRepeat(chat.commands, command)) return []
  requireOpen(chat)
  return [{ ...event, ...(command && { command }) }]
}

/** The visitor's client tells the agent's programs something. */
export const visitorEvent = (chat: Chat, name: string, data: string, command?: CommandMark): ChatEvent[] =>
  byVisitor(chat, { type: 'visitor-event', name, data }, command)

/** The visitor picks from what a program offered. */
export const visitorPick = (chat: Chat, picks: readonly RichPick[], command?: CommandMark): ChatEvent[] =>
  byVisitor(chat, { type: 'visitor-pick', picks }, command)

/**
 * The visitor's client says that it warned a silent visitor, or that the visitor is not silent any more. A warning that
 * this server gave already is not given twice.
 */
export const visitorIdleWarning = (chat: Chat, state: 'triggered' | 'cleared', command?: CommandMark): ChatEvent[] => {
  const isKnown = chat.state === 'established' && chat.idle?.warned === true && state === 'triggered'
  return isKnown ? [] : byVisitor(chat, { type: 'idle-warning', state, by: 'visitor' }, command)
}

/** What was said, and after it the end of the warning that this server had given, if it had. */
export const withWarningCleared = (chat: Chat, events: readonly ChatEvent[]): ChatEvent[] => {
  const isWarned = chat.state === 'established' && chat.idle?.warned === true && chat.idle.warnedBy === 'server'
  if (!isWarned || events.length === 0) return [...events]
  return [...events, { type: 'idle-warning', state: 'cleared', by: 'server' }]
}

/** The visitor's client says which rules against sensitive data it applied itself. */
export const visitorRulesTriggered = (chat: Chat, rules: readonly string[], command?: CommandMark): ChatEvent[] =>
  byVisitor(chat, { type: 'rules-triggered', side: 'visitor', rules }, command)

/** The client of the agent says which such rules it applied itself. */
export const agentRulesTriggered = (chat: Chat, agentId: string, rules: readonly string[]): ChatEvent[] => {
  requireMember(chat, agentId)
  return [{ type: 'rules-triggered', side: 'agent', rules }]
}

/** What happened, with word of the rules that changed its texts; nothing for what has no effect, as a repeat. */
export const withRules = (events: readonly ChatEvent[], side: Side, rules: readonly string[]): ChatEvent[] =>
  events.length === 0 || rules.length === 0 ? [...events] : [...events, { type: 'rules-triggered', side, rules }]

/** The visitor looks at another page. */
export const pageVisited = (chat: Chat, location: string): ChatEvent[] => {
  requireOpen(chat)
  return [{ type: 'page-visited', location }]
}

/** A program of the agent tells the visitor's something. */
export const agentEvent = (chat: Chat, agentId: string, name: string, data: string): ChatEvent[] => {
  requireMember(chat, agentId)
  return [{ type: 'agent-event', agentId, name, data }]
}

/** The agent, a program most likely, offers the visitor choices. */
export const agentRichMessage = (chat: Chat, agent: ActingAgent, content: RichContent): ChatEvent[] => {
  const name = memberName(requireMember(chat, agent.id), agent.id)
  return [{ type: 'agent-rich-message', agentId: agent.id, agentName: name, content }]
}

/**
 * What a silent visitor has coming to them at `now`. Silence before `countedFrom` does not count: nobody could be heard
 * while the server did not run.
 */
export const idleDue = (chat: Chat, now: Instant, countedFrom: Instant): 'warning' | 'end' | undefined => {
  if (chat.state !== 'established' || chat.idle?.silentSince === undefined) return undefined
  const { warningS, timeoutS, warned } = chat.idle
  const silentSince = Math.max(chat.idle.silentSince, countedFrom)
  if (silentSince + timeoutS * 1000 <= now) return 'end'
  return !warned && silentSince + warningS * 1000 <= now ? 'warning' : undefined
}

/** What this server does about a silent visitor at `now`, for clients that forget to. Nothing when it is not due. */
export const enforceIdle = (chat: Chat, now: Instant, countedFrom: Instant): ChatEvent[] => {
  const due = idleDue(chat, now, countedFrom)
  if (due === undefined || chat.state !== 'established') return []
  return due === 'warning'
    ? [{ type: 'idle-warning', state: 'triggered', by: 'server' }]
    : [...closing(chat), { type: 'ended', reason: 'visitor-idle', agentId: chat.agent.id }]
}
