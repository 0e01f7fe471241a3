/** What a visitor's request says. Part of what the log keeps for ever: add optional members; never change or remove one. */
import type { Instant } from '../lib/clock.js'

/** An answer the visitor gave before the chat. */
export interface PrechatDetail {
  readonly label: string
  readonly value: string
  readonly displayToAgent: boolean
  /** Fields of the transcript record that receive the value. */
  readonly transcriptFields: readonly string[]
}

/** Where a network address is thought to be. Members that are not known are absent. */
export interface GeoLocation {
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string
  readonly countryName: string
  readonly region?: string
  readonly city?: string
  /** Who runs the network. */
  readonly organization?: string
  readonly latitude?: number
  readonly longitude?: number
}

/** An agent whom a visitor asked for by name, and whether anybody else will do. */
export interface DirectAgent {
  readonly agentId: string
  readonly fallback: boolean
}

/** A page of the website that a visitor looked at. */
export interface VisitedPage {
  readonly location: string
  readonly at: Instant
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
  /** The visitor's network address, as far as trusted proxies tell it. */
  readonly address?: string
  readonly location?: GeoLocation
  /** The page the visitor asked from. */
  readonly pageUrl?: string
  /** The page that led to the website. Nothing that clients send tells it; a chat window of ours could. */
  readonly referrer?: string
  /** The pages the visitor looked at before they asked, oldest first, as far as they are known. */
  readonly pages?: readonly VisitedPage[]
  /** The id that website scripts give a visitor across sessions. */
  readonly visitorId?: string
  readonly direct?: DirectAgent
  /** The queue it waits at, because that of its button could not take it. */
  readonly overflowQueueId?: string
}

/** Why a request was refused at once: nobody is there for it, it was not made as the wire asks, or it is unwelcome. */
export type RefusalReason = 'unavailable' | 'not-post' | 'blocked'
