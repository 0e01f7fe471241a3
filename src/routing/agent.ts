/**
 * An agent as routing sees one: the fold of the stream that tells what takes and frees their places. Offers and chats
 * take a place each; because every one of them passes through this stream, its version fences the capacity.
 */
import type { StreamName } from '../event-log/event-log.js'
import { streamRef, type StreamKind, type StreamRef } from '../event-log/ledger.js'
import type { Instant } from '../lib/clock.js'

export type PresenceStatus = 'online' | 'away' | 'offline'

/** Add events and optional members; never change one: old logs are read with the code of today. */
export type AgentEvent =
  /** `lost` when nobody chose it: the agent's connection was gone for too long. */
  | { readonly type: 'presence-set'; readonly status: PresenceStatus; readonly cause: 'chosen' | 'lost' }
  | { readonly type: 'place-taken'; readonly chatId: string }
  | { readonly type: 'place-freed'; readonly chatId: string }

export interface AgentState {
  readonly id: string
  readonly organizationId: string
  readonly status: PresenceStatus
  /** The chats that are offered to the agent or that they are in charge of. */
  readonly places: readonly string[]
  /** When a place was last taken; 0 for never. Who waited longest for a chat is served first. */
  readonly lastTakenAt: Instant
}

export type AgentRef = StreamRef<AgentState, AgentEvent>

/** How an agent's stream is folded. */
export const agentKind: StreamKind<AgentState, AgentEvent> = {
  kind: 'agent',
  initial: ({ id, organizationId }: StreamName) => ({
    id,
    organizationId,
    status: 'offline',
    places: [],
    lastTakenAt: 0,
  }),
  apply: (agent, { body, at }) => {
    switch (body.type) {
      case 'presence-set':
        return { ...agent, status: body.status }
      case 'place-taken':
        return { ...agent, places: [...agent.places, body.chatId], lastTakenAt: at }
      case 'place-freed':
        return { ...agent, places: agent.places.filter((chatId) => chatId !== body.chatId) }
    }
  },
  isOpen: ({ status, places }) => status !== 'offline' || places.length > 0,
}

export const agentRef = (organizationId: string, agentId: string): AgentRef =>
  streamRef(agentKind, organizationId, agentId)
