/** What visitors' pages are told before a chat (rules V-10 to V-19 of docs/protocol.md). */
import type { WireMessage } from './messages.js'

/** Whether somebody is there for one target. */
export interface WireResult {
  /** As it was asked for. */
  readonly id: string
  readonly isAvailable: boolean
  /** Seconds; -1 when unknown. */
  readonly estimatedWaitTime?: number
}

export const availability = (results: readonly WireResult[]): WireMessage => ({
  type: 'Availability',
  message: { results },
})

/** What pages know of a button, an agent or an invitation. */
export interface WireButton extends WireResult {
  readonly type: 'Standard' | 'Invite' | 'ToAgent'
  /** The page that is the chat window. */
  readonly endpointUrl?: string
  readonly prechatUrl?: string
  readonly language?: string
  readonly inviteImageUrl?: string
  readonly inviteImageWidth?: number
  readonly inviteImageHeight?: number
  readonly inviteRenderer?: string
  readonly inviteStartPosition?: string
  readonly inviteEndPosition?: string
  readonly hasInviteAfterAccept?: boolean
  readonly hasInviteAfterReject?: boolean
  /** Seconds; -1 for never. */
  readonly inviteRejectTime?: number
  /** JSON within JSON: scripts decode it. */
  readonly inviteRules?: string
}

/** `pingRate` is in milliseconds. */
export const settings = (told: {
  pingRateMs: number
  contentServerUrl: string
  buttons: readonly WireButton[]
}): WireMessage => ({
  type: 'Settings',
  message: { pingRate: told.pingRateMs, contentServerUrl: told.contentServerUrl, buttons: told.buttons },
})

export const visitorId = (id: string): WireMessage => ({ type: 'VisitorId', message: { sessionId: id } })

/** A refusal, for scripts that cannot read a status. They ask for nothing more after it. */
export const errorMessage = (text: string): WireMessage => ({ type: 'Error', message: { text } })

export const embeddedServiceError = (text: string, shouldRetry: boolean): WireMessage => ({
  type: 'EmbeddedServiceError',
  message: { text, shouldRetry },
})
