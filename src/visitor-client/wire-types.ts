/** What the server says when a session is made; all of it is needed to go on with the session later. */
export interface WireSession {
  /** Session id, a UUID. */
  readonly id: string
  /** The bearer secret: whoever holds it holds the chat. Never log it. */
  readonly key: string
  /** Names the back end that holds the session; sent along with every request. */
  readonly affinityToken: string
}

/** Answer of `System/SessionId`. */
export interface NewSession extends WireSession {
  /** After this many seconds without an answer a poll counts as lost. */
  readonly clientPollTimeout: number
}

/** One element of a poll's answer. Types this client does not know are handed on as they are. */
export interface WireMessage {
  readonly type: string
  readonly message: Readonly<Record<string, unknown>>
}

/** Answer of `System/Messages`, status 200. */
export interface PollAnswer {
  readonly messages: readonly WireMessage[]
  /** Number of the last numbered message in this answer; absent on very old servers. */
  readonly sequence: number | undefined
  /** Position for `System/ReconnectSession`; 0 when the server did not say. */
  readonly offset: number
}

/** Answer of `System/ReconnectSession`. */
export interface ReconnectAnswer {
  readonly affinityToken: string
  readonly resetSequence: boolean
}

/** A fact the visitor hands over with the request, shown to the agent. */
export interface PrechatDetail {
  readonly label: string
  readonly value: string
  /** Names of transcript fields that receive the value; none by default. */
  readonly transcriptFields?: readonly string[]
  /** Default true. */
  readonly displayToAgent?: boolean
}

/** What a visitor asks for with ChasitorInit; the session's id is added when it is sent. */
export interface ChatRequest {
  readonly organizationId: string
  readonly deploymentId: string
  readonly buttonId: string
  readonly visitorName?: string
  readonly details?: readonly PrechatDetail[]
  /** Sent as they are, in the shape of the protocol's Entity type. */
  readonly prechatEntities?: readonly Readonly<Record<string, unknown>>[]
  /** Default true. */
  readonly receiveQueueUpdates?: boolean
  /** Language tag; default `en-US`. */
  readonly language?: string
  readonly userAgent?: string
}

/** The commands a visitor can post to `Chasitor/`. */
export const commandNouns = [
  'ChasitorInit',
  'ChatMessage',
  'ChasitorTyping',
  'ChasitorNotTyping',
  'ChasitorSneakPeek',
  'ChasitorIdleTimeoutWarningEvent',
  'ChatEnd',
] as const
/** Last path segment of a visitor's command. */
export type CommandNoun = (typeof commandNouns)[number]

/** The body of a command, as it goes over the wire. */
export type CommandBody = Readonly<Record<string, unknown>>

/** What came back. The status says whether `body` is there: only a good answer has one. */
export interface WireAnswer<Body> {
  readonly status: number
  readonly body: Body | undefined
  /** The answer's text as it came: `OK` for commands, a sentence for errors. */
  readonly text: string
  /** From `Retry-After`, in milliseconds. */
  readonly retryAfterMs: number | undefined
}

/** True for an object that is no array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The member as a string, or undefined when it is absent or something else. */
export const textOf = (record: Readonly<Record<string, unknown>>, member: string): string | undefined => {
  const value = record[member]
  return typeof value === 'string' ? value : undefined
}

/** The member as a finite number, also when it was sent as digits; undefined otherwise. */
export const numberOf = (record: Readonly<Record<string, unknown>>, member: string): number | undefined => {
  const value = record[member]
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** The member as an object, or undefined when it is absent or something else. */
export const recordOf = (
  record: Readonly<Record<string, unknown>>,
  member: string,
): Readonly<Record<string, unknown>> | undefined => {
  const value = record[member]
  return isRecord(value) ? value : undefined
}

/** Reads the body of a new session; undefined when a needed member is missing. */
export const readNewSession = (json: unknown): NewSession | undefined => {
  if (!isRecord(json)) return undefined
  const id = textOf(json, 'id')
  const key = textOf(json, 'key')
  const affinityToken = textOf(json, 'affinityToken')
  const clientPollTimeout = numberOf(json, 'clientPollTimeout')
  if (id === undefined || key === undefined || affinityToken === undefined || clientPollTimeout === undefined) {
    return undefined
  }
  return { id, key, affinityToken, clientPollTimeout }
}

/** Reads the body of a poll; undefined when it is no list of messages. An element without a `message` gets an empty one. */
export const readPollAnswer = (json: unknown): PollAnswer | undefined => {
  if (!isRecord(json) || !Array.isArray(json['messages'])) return undefined
  const messages: WireMessage[] = []
  for (const element of json['messages'] as unknown[]) {
    if (!isRecord(element)) return undefined
    const type = textOf(element, 'type')
    if (type === undefined) return undefined
    messages.push({ type, message: recordOf(element, 'message') ?? {} })
  }
  return { messages, sequence: numberOf(json, 'sequence'), offset: numberOf(json, 'offset') ?? 0 }
}

/** Reads the body of a reconnect; undefined when there is no new token in it. */
export const readReconnectAnswer = (json: unknown): ReconnectAnswer | undefined => {
  const message = readPollAnswer(json)?.messages[0]
  if (message?.type !== 'ReconnectSession') return undefined
  const affinityToken = textOf(message.message, 'affinityToken')
  if (affinityToken === undefined) return undefined
  return { affinityToken, resetSequence: message.message['resetSequence'] !== false }
}
