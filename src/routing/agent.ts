/**
 * An agent as routing sees one: the fold of the stream that tells what takes and frees their places. Offers and chats
 * take a place each; because every one of them passes through this stream, its version fences the capacity.
 */
import type { ActingAgent } from '../chat/acting-agent.js'
import type { StreamName } from '../event-log/event-log.js'
import { eventTypes, streamRef, type StreamKind, type StreamRef } from '../event-log/ledger.js'
import type { Instant } from '../lib/clock.js'

export type PresenceStatus = 'online' | 'away' | 'offline'

/** Add events and optional members; never change one: old logs are read with the code of today. */
export type AgentEvent =
  | {
      readonly type: 'presence-set'
      readonly status: PresenceStatus
      /** The status that an administrator named, of which this is one. */
      readonly statusId?: string
      /** `lost` when their connection was gone for too long; the others when they let a chat pass and are away for it. */
      readonly cause: 'chosen' | 'lost' | 'declined' | 'timed-out'
      /** The supervisor who chose it in the agent's place. */
      readonly supervisor?: ActingAgent
    }
  /** `weight` is how many places the chat takes; absent for one; 0 for who looks after another there. */
  | { readonly type: 'place-taken'; readonly chatId: string; readonly weight?: number }
  | { readonly type: 'place-freed'; readonly chatId: string }

export interface AgentState {
  readonly id: string
  readonly organizationId: string
  readonly status: PresenceStatus
  /** What an administrator calls the status; absent when it has no name of its own. */
  readonly statusId?: string | undefined
  /** The supervisor who chose it in the agent's place; absent when nobody did. */
  readonly statusBy?: ActingAgent | undefined
  /** When the status began; absent before the first one was set. */
  readonly statusSince?: Instant
  /** The chats that are offered to the agent or that they are in charge of. */
  readonly places: readonly string[]
  /** How many places each of these chats takes, where it is not one and may be none; absent when all take one. */
  readonly weights?: Readonly<Record<string, number>> | undefined
  /** When a place was last taken; 0 for never. Who waited longest for a chat is served first. */
  readonly lastTakenAt: Instant
}

export type AgentRef = StreamRef<AgentState, AgentEvent>

const without = (weights: Readonly<Record<string, number>>, chatId: string): AgentState['weights'] => {
  const left = Object.entries(weights).filter(([id]) => id !== chatId)
  return left.length === 0 ? undefined : Object.fromEntries(left)
}

/** How many places the agent's chats and offers take in all. */
export const placesTaken = ({ places, weights }: AgentState): number =>
  weights === undefined ? places.length : places.reduce((sum, chatId) => sum + (weights[chatId] ?? 1), 0)

/** What a chat takes of an agent's places; `weight` is not told when it is one. */
export const placeTaken = (chatId: string, weight: number): AgentEvent => ({
  type: 'place-taken',
  chatId,
  ...(weight !== 1 && { weight }),
})

/** How an agent's stream is folded. */
export const agentKind: StreamKind<AgentState, AgentEvent> = {
  kind: 'agent',
  types: eventTypes({
    'presence-set': true,
    'place-taken': true,
    'place-freed': true,
  } satisfies Readonly<Record<AgentEvent['type'], true>>),
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
        return { ...agent, status: body.status, statusId: body.statusId, statusBy: body.supervisor, statusSince: at }
      case 'place-taken':
        return {
          ...agent,
          places: [...agent.places, body.chatId],
          lastTakenAt: at,
          ...(body.weight !== undefined && { weights: { ...agent.weights, [body.chatId]: body.weight } }),
        }
      case 'place-freed': {
        const places = agent.places.filter((chatId) => chatId !== body.chatId)
        return { ...agent, places, ...(agent.weights && { weights: without(agent.weights, body.chatId) }) }
      }
    }
  },
  isOpen: ({ status, places }) => status !== 'offline' || places.length > 0,
}

export const agentRef = (organizationId: string, agentId: string): AgentRef =>
  streamRef(agentKind, organizationId, agentId)
