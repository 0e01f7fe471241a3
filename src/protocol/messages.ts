/** What a poll returns, as JSON (rules P-30 to P-49 of docs/protocol.md). Extra members are safe, missing ones are not. */

/** One element of a poll's response. `message` is always there, even when it has nothing to say. */
export interface WireMessage {
  readonly type: string
  readonly message: object
}

/** The answer of a poll that has something to say: never without a message. */
export interface MessagesResponse {
  readonly messages: readonly WireMessage[]
  /** The number of the newest durable message the client has once it has this. */
  readonly sequence: number
  /** Where in its log the chat stands, above 0; opaque to clients. */
  readonly offset: number
}

/** What a new session is told. */
export interface SessionIdResponse {
  readonly id: string
  readonly key: string
  readonly affinityToken: string
  /** Seconds after which a client may give a poll up. */
  readonly clientPollTimeout: number
}

/** What a client is told that reconnects. Some look for the two members in the message, some beside its type. */
export interface ReconnectResponse {
  readonly messages: readonly (WireMessage & { readonly resetSequence: boolean; readonly affinityToken: string })[]
}

export const reconnectSession = (affinityToken: string): ReconnectResponse => {
  const told = { resetSequence: true, affinityToken }
  return { messages: [{ type: 'ReconnectSession', message: told, ...told }] }
}

/** What a client is told that reconnects in the older way. */
export interface ResyncSessionResponse {
  readonly isValid: boolean
  readonly key: string
  readonly affinityToken: string
}

/** Where a visitor is thought to be. */
export interface WireGeoLocation {
  readonly countryCode: string
  readonly countryName: string
  readonly region?: string
  readonly city?: string
  readonly organization?: string
  readonly latitude?: number
  readonly longitude?: number
}

/** ZZ is the code for an unknown region (Unicode CLDR). */
export const unknownLocation: WireGeoLocation = { countryCode: 'ZZ', countryName: 'Unknown' }

/** A rule against sensitive data, for clients that apply it before they send. */
export interface WireSensitiveDataRule {
  readonly id: string
  readonly name: string
  readonly pattern: string
  readonly actionType: 'Replace' | 'Remove'
  readonly replacement?: string
}

export const chatRequestSuccess = (told: {
  connectionTimeoutMs: number
  queuePosition: number
  estimatedWaitS: number
  visitorId: string
  location: WireGeoLocation
  sensitiveDataRules: readonly WireSensitiveDataRule[]
  transcriptSave: boolean
  pageUrl: string
  referrer?: string
  postChatUrl?: string
}): WireMessage => ({
  type: 'ChatRequestSuccess',
  message: {
    connectionTimeout: told.connectionTimeoutMs,
    estimatedWaitTime: told.estimatedWaitS,
    sensitiveDataRules: told.sensitiveDataRules,
    transcriptSaveEnabled: told.transcriptSave,
    url: told.pageUrl,
    ...(told.referrer && { oref: told.referrer }),
    ...(told.postChatUrl && { postChatUrl: told.postChatUrl }),
    queuePosition: told.queuePosition,
    customDetails: [],
    visitorId: told.visitorId,
    geoLocation: told.location,
  },
})

/** Why a request came to nothing. */
export type RequestFailReason = 'Unavailable' | 'NoPost' | 'InternalFailure' | 'Blocked'

export const chatRequestFail = (reason: RequestFailReason, postChatUrl?: string): WireMessage => ({
  type: 'ChatRequestFail',
  message: { reason, attachedRecords: [], ...(postChatUrl && { postChatUrl }) },
})

export const queueUpdate = (position: number, estimatedWaitS: number): WireMessage => ({
  type: 'QueueUpdate',
  message: { position, estimatedWaitTime: estimatedWaitS },
})

/** When a silent visitor is warned and when their chat ends, in seconds; `undefined` for never. */
export interface WireIdleTimeout {
  readonly warningS: number
  readonly timeoutS: number
}

const idleTimeout = (idle: WireIdleTimeout | undefined) =>
  idle === undefined ? { isEnabled: false } : { isEnabled: true, warningTime: idle.warningS, timeout: idle.timeoutS }

/** The agent who is in charge from now on, as the visitor's client is told. */
export interface WireAgent {
  readonly name: string
  /** The record id. */
  readonly userId: string
  /** Whether the agent sees what the visitor is about to say. */
  readonly sneakPeekEnabled: boolean
  readonly idle: WireIdleTimeout | undefined
}

export const chatEstablished = ({ name, userId, sneakPeekEnabled, idle }: WireAgent): WireMessage => ({
  type: 'ChatEstablished',
  message: { name, userId, items: [], sneakPeekEnabled, chasitorIdleTimeout: idleTimeout(idle) },
})

export const chatTransferred = ({ name, userId, sneakPeekEnabled, idle }: WireAgent): WireMessage => ({
  type: 'ChatTransferred',
  message: { name, userId, sneakPeekEnabled, chasitorIdleTimeout: idleTimeout(idle) },
})

/** The agent handed the chat to a queue; the visitor waits again. */
export const transferToButtonInitiated = (): WireMessage => ({ type: 'TransferToButtonInitiated', message: {} })

/** Nobody took the chat over; it goes on with whoever had it. */
export const chatResumedAfterTransfer = (name: string): WireMessage => ({
  type: 'ChatResumedAfterTransfer',
  message: { name, isTransferFailure: true, showRichAvatar: false },
})

export const agentJoinedConference = (name: string): WireMessage => ({
  type: 'AgentJoinedConference',
  message: { name },
})

export const agentLeftConference = (name: string): WireMessage => ({ type: 'AgentLeftConference', message: { name } })

export const chatMessage = (text: string, name: string, agentId: string): WireMessage => ({
  type: 'ChatMessage',
  message: { text, name, schedule: { responseDelayMilliseconds: 0 }, agentId },
})

export const agentTyping = (typing: boolean, name: string, agentId: string): WireMessage => ({
  type: typing ? 'AgentTyping' : 'AgentNotTyping',
  message: { name, agentId },
})

export const agentDisconnect = (): WireMessage => ({ type: 'AgentDisconnect', message: {} })

export const customEvent = (type: string, data: string): WireMessage => ({
  type: 'CustomEvent',
  message: { type, data },
})

export const newVisitorBreadcrumb = (location: string): WireMessage => ({
  type: 'NewVisitorBreadcrumb',
  message: { location },
})

export const idleTimeoutWarning = (state: 'triggered' | 'cleared'): WireMessage => ({
  type: 'ChasitorIdleTimeoutWarningEvent',
  message: { idleTimeoutWarningEvent: state },
})

/** The agent asks for a file, which goes to `uploadUrl`. `cdmUrl` is what old clients name as the page they post from. */
export const fileRequested = (uploadUrl: string, cdmUrl: string, fileToken: string): WireMessage => ({
  type: 'FileTransfer',
  message: { type: 'Requested', uploadServletUrl: uploadUrl, cdmServletUrl: cdmUrl, fileToken },
})

export const fileTransfer = (type: 'Success' | 'Failure' | 'Canceled'): WireMessage => ({
  type: 'FileTransfer',
  message: { type },
})

/** A menu of choices, drawn by the client. */
export const richMenu = (
  header: string | undefined,
  items: readonly { readonly text: string; readonly value: string }[],
): WireMessage => ({
  type: 'RichMessage',
  message: { type: 'ChatWindowMenu', ...(header !== undefined && { header }), items },
})

/** A row of buttons, drawn by the client. */
export const richButtons = (items: readonly { readonly text: string }[]): WireMessage => ({
  type: 'RichMessage',
  message: { type: 'ChatWindowButton', items },
})

/** One entry of what was said so far. `timestamp` is in milliseconds since 1970. */
export interface WireTranscriptEntry {
  readonly type: 'Agent' | 'Chasitor' | 'OperatorTransferred'
  readonly name: string
  readonly content: string
  readonly timestamp: number
  readonly sequence: number
}

/** The whole chat so far, for a client that was sent elsewhere and came back. */
export const chasitorSessionData = (told: {
  queuePosition: number
  location: WireGeoLocation
  pageUrl: string
  referrer?: string
  postChatUrl?: string
  sneakPeekEnabled: boolean
  transcript: readonly WireTranscriptEntry[]
}): WireMessage => ({
  type: 'ChasitorSessionData',
  message: {
    queuePosition: told.queuePosition,
    geoLocation: told.location,
    url: told.pageUrl,
    ...(told.referrer && { oref: told.referrer }),
    ...(told.postChatUrl && { postChatUrl: told.postChatUrl }),
    sneakPeekEnabled: told.sneakPeekEnabled,
    chatMessages: told.transcript,
  },
})

export const sensitiveDataRules = (rules: readonly WireSensitiveDataRule[]): WireMessage => ({
  type: 'SensitiveDataRules',
  message: { sensitiveDataRules: rules },
})

/** The organization lives on another host; `newUrl` is https, ends in `/chat` and has no slash at its end. */
export const switchServer = (newUrl: string): WireMessage => ({ type: 'SwitchServer', message: { newUrl } })

export const asyncResult = (isSuccess: boolean, error?: string): WireMessage => ({
  type: 'AsyncResult',
  message: { isSuccess, ...(error !== undefined && { error }) },
})

/** Why a chat is over. */
export type WireEndReason = 'agent' | 'client' | 'clientIdleTimeout' | 'agentsUnavailable' | 'agentPushTimeout'

export const chatEnded = (reason: WireEndReason): WireMessage => ({
  type: 'ChatEnded',
  message: { attachedRecords: [], reason },
})
