/** What supervisors ask the server for, as functions. Every answer settles: see {@link Server.ask}. */
import type { Whisper } from '../../../src/agent-api/entries.js'
import type { FiguresAnswer } from '../../../src/agent-api/figure-messages.js'
import type { NewTransfer } from '../../../src/agent-api/handovers.js'
import type { Chat, EntryPage } from '../../../src/agent-api/chats.js'
import type { Presence, PresenceChoice } from '../../../src/agent-api/presence.js'
import type { Answer } from '../api/answer.js'
import type { Server } from '../api/server.js'
import type { OpenedStream } from '../state/connection.js'
import { entryPageMax } from '../state/limits.js'
import type { FiguresAsked } from './state/floor-view.js'

export interface FloorApi {
  /** Opens the stream of the floor. */
  openFloor(lastEventId: string, signal: AbortSignal): Promise<OpenedStream>
  /** Opens the stream of a chat that is watched. */
  openChat(chatId: string, lastEventId: string, signal: AbortSignal): Promise<OpenedStream>
  /** What is known of the visitor, as the agent sees it; refused while no agent has the chat. */
  chat(chatId: string): Promise<Answer<Chat>>
  /** The newest entries of the transcript with a number below `before`. */
  entriesBefore(chatId: string, before: number): Promise<Answer<EntryPage>>
  /** The same `key` with the same text has one effect, however often it is sent. */
  whisper(chatId: string, text: string, key: string): Promise<Answer<Whisper>>
  join(chatId: string): Promise<Answer<object>>
  leave(chatId: string): Promise<Answer<object>>
  end(chatId: string): Promise<Answer<object>>
  give(chatId: string, transfer: NewTransfer): Promise<Answer<object>>
  lowerFlag(chatId: string): Promise<Answer<object>>
  setPresence(agentId: string, choice: PresenceChoice): Promise<Answer<Presence>>
  /** What happened lately, with a line per button, skill or queue. */
  figures(by: 'button' | 'skill' | 'queue', asked: FiguresAsked): Promise<Answer<FiguresAnswer>>
}

/** The API on a server. */
export function createFloorApi({ ask, openStream }: Server): FloorApi {
  const chat = (chatId: string): string => `/chats/${encodeURIComponent(chatId)}`
  const supervised = (chatId: string): string => `/supervision${chat(chatId)}`
  return {
    openFloor: (lastEventId, signal) => openStream('/supervision/events', lastEventId, signal),
    openChat: (chatId, lastEventId, signal) => openStream(`${supervised(chatId)}/events`, lastEventId, signal),
    chat: (chatId) => ask('GET', chat(chatId)),
    entriesBefore: (chatId, before) => ask('GET', `${chat(chatId)}/entries?before=${before}&limit=${entryPageMax}`),
    whisper: (chatId, text, key) => ask('POST', `${chat(chatId)}/whispers`, { text }, { 'idempotency-key': key }),
    join: (chatId) => ask('POST', `${supervised(chatId)}/join`, {}),
    leave: (chatId) => ask('POST', `${chat(chatId)}/leave`, {}),
    end: (chatId) => ask('POST', `${supervised(chatId)}/end`, {}),
    give: (chatId, transfer) => ask('POST', `${supervised(chatId)}/transfer`, transfer),
    lowerFlag: (chatId) => ask('DELETE', `${chat(chatId)}/flag`),
    setPresence: (agentId, choice) => ask('PUT', `/supervision/agents/${encodeURIComponent(agentId)}/presence`, choice),
    figures: (by, { period, withinS }) => ask('GET', `/figures?period=${period}&within=${withinS}&by=${by}`),
  }
}
