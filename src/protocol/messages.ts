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

export const chatRequestSuccess = (told: {
  connectionTimeoutMs: number
  queuePosition: number
  estimatedWaitS: number
  visitorId: string
}): WireMessage => ({
  type: 'ChatRequestSuccess',
  message: {
    connectionTimeout: told.connectionTimeoutMs,
    estimatedWaitTime: told.estimatedWaitS,
    sensitiveDataRules: [],
    transcriptSaveEnabled: false,
    url: '',
    queuePosition: told.queuePosition,
    customDetails: [],
    visitorId: told.visitorId,
    // ZZ is the code for an unknown region (Unicode CLDR).
    geoLocation: { countryCode: 'ZZ', countryName: 'Unknown' },
  },
})

export const chatRequestFail = (reason: 'Unavailable' | 'NoPost'): WireMessage => ({
  type: 'ChatRequestFail',
  message: { reason, attachedRecords: [] },
})

export const queueUpdate = (position: number, estimatedWaitS: number): WireMessage => ({
  type: 'QueueUpdate',
  message: { position, estimatedWaitTime: estimatedWaitS },
})

export const chatEstablished = (name: string, userId: string): WireMessage => ({
  type: 'ChatEstablished',
  message: { name, userId, items: [], sneakPeekEnabled: true, chasitorIdleTimeout: { isEnabled: false } },
})

export const chatTransferred = (name: string, userId: string): WireMessage => ({
  type: 'ChatTransferred',
  message: { name, userId, sneakPeekEnabled: true, chasitorIdleTimeout: { isEnabled: false } },
})

export const chatMessage = (text: string, name: string, agentId: string): WireMessage => ({
  type: 'ChatMessage',
  message: { text, name, schedule: { responseDelayMilliseconds: 0 }, agentId },
})

export const agentTyping = (typing: boolean, name: string, agentId: string): WireMessage => ({
  type: typing ? 'AgentTyping' : 'AgentNotTyping',
  message: { name, agentId },
})

export const agentDisconnect = (): WireMessage => ({ type: 'AgentDisconnect', message: {} })

export const chatEnded = (reason: 'agent' | 'client' | 'clientIdleTimeout'): WireMessage => ({
  type: 'ChatEnded',
  message: { attachedRecords: [], reason },
})
