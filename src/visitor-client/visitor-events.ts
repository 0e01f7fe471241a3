import type { CommandNoun } from './wire-types.js'

/** One line of the conversation so far, as the server tells it after a reconnect. */
export interface HistoryLine {
  readonly from: 'agent' | 'visitor' | 'other'
  readonly name: string
  readonly text: string
}

/**
 * How it ended. `ended`: there was a chat or a request, and it is over, with the wire's reason. `failed`: the request
 * was not taken, with the wire's reason. `gone`: the server does not know the session (any more). `unreachable`: no
 * session could be made. `refused`: the server did not accept the request as such. `stopped`: this client was stopped;
 * the chat may go on later.
 */
export type Outcome =
  | { readonly kind: 'ended'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreachable'; readonly why: string }
  | { readonly kind: 'refused'; readonly status: number; readonly text: string }
  | { readonly kind: 'stopped' }

/** A file that the agent asks for: where it goes, and what proves that it is wanted. Never log the token. */
export interface AskedFile {
  readonly url: string
  readonly token: string
}

/** What a visitor's program is told, in order. Names and texts are the server's: clean them before showing them. */
export type VisitorEvent =
  /** The request was taken. `position` 0 = nobody to wait for; `waitS` in seconds, undefined when unknown. */
  | { readonly type: 'requested'; readonly position: number; readonly waitS: number | undefined }
  | { readonly type: 'queue'; readonly position: number; readonly waitS: number | undefined }
  | { readonly type: 'established'; readonly agent: AgentFacts }
  | { readonly type: 'transferred'; readonly agent: AgentFacts }
  /** The chat goes to another queue; nobody reads along until `established` or `transferred`. */
  | { readonly type: 'transferring' }
  | { readonly type: 'message'; readonly from: string; readonly text: string }
  | { readonly type: 'typing'; readonly from: string; readonly on: boolean }
  | { readonly type: 'agent-disconnected' }
  /** The agent asks for a file; `sendFile` sends it. */
  | { readonly type: 'file-asked'; readonly file: AskedFile }
  /** It is not asked for any more: the agent has it, it did not come through, or the agent does not want it. */
  | { readonly type: 'file-over'; readonly how: 'received' | 'failed' | 'cancelled' }
  /** The conversation so far; comes after the session moved to another node. */
  | { readonly type: 'history'; readonly lines: readonly HistoryLine[] }
  /** Any other message of the poll, as it came. */
  | { readonly type: 'other'; readonly name: string; readonly message: Readonly<Record<string, unknown>> }
  /** The server has the command: it will not be lost and not be done twice. */
  | { readonly type: 'confirmed'; readonly noun: CommandNoun }
  /** The server will never take this command; the chat goes on without it. */
  | { readonly type: 'refused'; readonly noun: CommandNoun; readonly status: number; readonly text: string }
  | { readonly type: 'connection-lost'; readonly why: string }
  | { readonly type: 'connection-back' }
  /** The last event. `unconfirmed`: the texts for which there never was an answer, oldest first. */
  | { readonly type: 'over'; readonly outcome: Outcome; readonly unconfirmed: readonly string[] }

/** What a visitor's program is told about the agent who is there. */
export interface AgentFacts {
  readonly name: string
  /** True when the agent wants to see the line as it stands. */
  readonly sneakPeek: boolean
  readonly idle: IdleLimits
}

/** When a silent visitor is warned and when the client ends the chat, in seconds; undefined when not at all. */
export type IdleLimits = { readonly warningS: number; readonly timeoutS: number } | undefined
