/**
 * What can happen to a chat, in the words the log keeps for ever. Add events and optional members; never change or
 * remove one, because old logs are read with the code of today.
 */
import type { Instant } from '../lib/clock.js'

/** An answer the visitor gave before the chat. */
export interface PrechatDetail {
  readonly label: string
  readonly value: string
  readonly displayToAgent: boolean
  /** Fields of the transcript record that receive the value. */
  readonly transcriptFields: readonly string[]
}

/** Everything a visitor's request says. It is the first event of its chat's stream. */
export interface ChatRequest {
  readonly sessionId: string
  readonly deploymentId: string
  readonly buttonId: string
  readonly visitorName: string
  readonly language: string
  readonly userAgent: string
  readonly screenResolution: string
  readonly receiveQueueUpdates: boolean
  readonly details: readonly PrechatDetail[]
  /** Find-or-create instructions for records, as the client sent them. */
  readonly entities: readonly unknown[]
}

/** What tells a repeated command from a new one: the client's number for it and a keyed hash of its content. */
export interface CommandMark {
  readonly number: number
  readonly digest: string
}

/** Why a request was refused at once: nobody is online for it, or it was not made the way the wire asks for. */
export type RefusalReason = 'unavailable' | 'not-post'

export type OfferEndReason = 'declined' | 'timed-out' | 'visitor-left' | 'not-online'

export type ChatEndReason =
  | 'agent'
  | 'visitor'
  /** The visitor's client says that the visitor was idle for too long. */
  | 'visitor-idle'
  /** The visitor was not heard of for too long. */
  | 'visitor-lost'

export type ChatEvent =
  | {
      readonly type: 'requested'
      readonly request: ChatRequest
      readonly digest: string
      readonly command?: CommandMark
    }
  | {
      readonly type: 'refused'
      readonly request: ChatRequest
      readonly digest: string
      readonly reason: RefusalReason
      readonly command?: CommandMark
    }
  | { readonly type: 'offered'; readonly agentId: string; readonly expiresAt: Instant }
  | { readonly type: 'offer-ended'; readonly agentId: string; readonly reason: OfferEndReason }
  /** `resumed` when another agent was in charge before. */
  | { readonly type: 'accepted'; readonly agentId: string; readonly agentName: string; readonly resumed: boolean }
  | { readonly type: 'visitor-message'; readonly text: string; readonly command?: CommandMark }
  | {
      readonly type: 'agent-message'
      readonly agentId: string
      readonly agentName: string
      readonly text: string
      /** The agent's idempotency key. */
      readonly key?: string
    }
  /** The agent in charge is gone; the chat waits at the front of its queue. */
  | { readonly type: 'agent-lost'; readonly agentId: string }
  | {
      readonly type: 'ended'
      readonly reason: ChatEndReason
      readonly agentId?: string
      readonly command?: CommandMark
    }

/**
 * The events a visitor reads, each as exactly one numbered message, so that every node counts the same. The wire's
 * names for them are the visitor surface's business.
 */
export type VisitorEvent = Extract<
  ChatEvent,
  { type: 'requested' | 'refused' | 'accepted' | 'agent-message' | 'agent-lost' | 'ended' }
>

export const isVisitorEvent = (event: ChatEvent): event is VisitorEvent => {
  switch (event.type) {
    case 'requested':
    case 'refused':
    case 'accepted':
    case 'agent-message':
    case 'agent-lost':
    case 'ended':
      return true
    case 'offered':
    case 'offer-ended':
    case 'visitor-message':
      return false
  }
}
