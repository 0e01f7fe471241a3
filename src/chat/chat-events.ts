/**
 * What can happen to a chat, in the words the log keeps for ever. Add events and optional members; never change or
 * remove one, because old logs are read with the code of today.
 */
import type { Instant } from '../lib/clock.js'
import type { ActingAgent } from './acting-agent.js'
import type { ChatRequest, RefusalReason } from './chat-request.js'
import type { CommandMark } from './command-memory.js'
import type { ChatEndReason, HandoverEndReason, OfferEndReason, UnlistReason } from './end-reasons.js'
import type { RichContent, RichPick } from './rich-content.js'

/** When a silent visitor is warned, and when their chat ends, counted from an agent's message. */
export interface IdleLimits {
  readonly warningS: number
  readonly timeoutS: number
}

/** What is known of a file that a visitor sent. */
export interface FileDescription {
  /** As the visitor's device calls it. */
  readonly name: string
  /** Judged by its content, never by what the client says. */
  readonly contentType: string
  readonly bytes: number
}

/** Why a file did not arrive. */
export type FileFailure = 'too-large' | 'empty' | 'broken-off' | 'not-kept'

/** Whether a colleague is to be in charge of a chat instead, or to talk along. */
export type HandoverKind = 'transfer' | 'conference'

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
  | {
      readonly type: 'offered'
      readonly agentId: string
      readonly expiresAt: Instant
      /** The supervisor who chose this agent, and what they tell them. */
      readonly supervisor?: ActingAgent
      readonly note?: string
    }
  | {
      readonly type: 'offer-ended'
      readonly agentId: string
      readonly reason: OfferEndReason
      /** What an agent who declined chose of the reasons there are. */
      readonly declineReasonId?: string
    }
  /** The waiting chat is shown to these agents, of whom the first who accepts has it. It takes no place meanwhile. */
  | { readonly type: 'listed'; readonly agentIds: readonly string[] }
  | {
      readonly type: 'unlisted'
      readonly agentIds: readonly string[]
      readonly reason: UnlistReason
      readonly declineReasonId?: string
    }
  /** `resumed` when another agent was in charge before. */
  | {
      readonly type: 'accepted'
      readonly agentId: string
      readonly agentName: string
      readonly resumed: boolean
      /** Who was in charge until now, when they handed it over. */
      readonly fromAgentId?: string
      /** What holds for silent visitors in this chat; absent when they may be silent for ever. */
      readonly idle?: IdleLimits
    }
  | { readonly type: 'visitor-message'; readonly text: string; readonly command?: CommandMark }
  | {
      readonly type: 'agent-message'
      readonly agentId: string
      readonly agentName: string
      readonly text: string
      /** The agent's idempotency key. */
      readonly key?: string
      /** It is the greeting that setup wants: nobody has answered yet. */
      readonly automatic?: true
    }
  /** A program of the agent's tells one of the visitor's something that is not for people. */
  | { readonly type: 'agent-event'; readonly agentId: string; readonly name: string; readonly data: string }
  | { readonly type: 'visitor-event'; readonly name: string; readonly data: string; readonly command?: CommandMark }
  | {
      readonly type: 'agent-rich-message'
      readonly agentId: string
      readonly agentName: string
      readonly content: RichContent
    }
  | { readonly type: 'visitor-pick'; readonly picks: readonly RichPick[]; readonly command?: CommandMark }
  /** The visitor was silent long enough to be warned, or is not silent any more. */
  | {
      readonly type: 'idle-warning'
      readonly state: 'triggered' | 'cleared'
      /** Who found it out: the visitor's client, or this server for clients that forget. */
      readonly by: 'visitor' | 'server'
      readonly command?: CommandMark
    }
  /** Rules against sensitive data applied to what one side wrote. Says which, never to what. */
  | {
      readonly type: 'rules-triggered'
      readonly side: 'visitor' | 'agent' | 'supervisor'
      readonly rules: readonly string[]
      readonly command?: CommandMark
    }
  /** A supervisor tells the agent something that the visitor never sees. */
  | {
      readonly type: 'whispered'
      readonly supervisorId: string
      readonly supervisorName: string
      readonly text: string
      /** The supervisor's idempotency key. */
      readonly key?: string
    }
  /** The visitor has waited too long for an answer; then, that it is over. `agentId` was in charge when it was decided. */
  | { readonly type: 'critical-wait'; readonly agentId: string }
  | { readonly type: 'critical-wait-cleared'; readonly agentId: string }
  /** The agent in charge asks for help. Raised again, only the text is another. */
  | { readonly type: 'flag-raised'; readonly agentId: string; readonly text: string }
  | { readonly type: 'flag-lowered'; readonly byId: string; readonly by: 'agent' | 'supervisor' }
  /** The visitor looks at another page. */
  | { readonly type: 'page-visited'; readonly location: string }
  /** The agent asks the visitor for a file; the request can be used once. */
  | { readonly type: 'file-requested'; readonly agentId: string; readonly fileId: string }
  | { readonly type: 'file-cancelled'; readonly fileId: string; readonly by: 'agent' | 'visitor' }
  | {
      readonly type: 'file-received'
      readonly fileId: string
      readonly file: FileDescription
      /** Under which id of the upload the bytes are stored. */
      readonly uploadId?: string
    }
  | { readonly type: 'file-failed'; readonly fileId: string; readonly reason: FileFailure }
  /** The agent in charge asks a colleague to take the chat over, or to talk along. */
  | {
      readonly type: 'handover-offered'
      readonly handover: HandoverKind
      readonly agentId: string
      readonly toAgentId: string
      readonly expiresAt: Instant
      readonly note?: string
      /** The supervisor who asks in the agent's place. */
      readonly supervisor?: ActingAgent
    }
  /**
   * The colleague does not. Without `toAgentId` it is whoever gave the chat away to no agent by name who is gone: the
   * chat waits on, for anybody.
   */
  | {
      readonly type: 'handover-ended'
      readonly agentId: string
      readonly toAgentId?: string
      readonly reason: HandoverEndReason
    }
  /** The agent in charge hands the chat to whoever answers a button, has a skill or is in a queue; it waits for them. */
  | {
      readonly type: 'transfer-queued'
      readonly agentId: string
      /** The button it waits at: the one it is handed to, or else its own. */
      readonly buttonId: string
      readonly skillId?: string
      readonly queueId?: string
      readonly note?: string
      /** The agent's name, and until when the chat can return to them. */
      readonly agentName?: string
      readonly expiresAt?: Instant
      /** The supervisor who gives it away in the agent's place. */
      readonly supervisor?: ActingAgent
    }
  /** A supervisor lets a chat that waits wait somewhere else; members as with `transfer-queued`. */
  | {
      readonly type: 'queue-changed'
      readonly buttonId: string
      readonly skillId?: string
      readonly queueId?: string
      readonly note?: string
      /** Until when it can return to whoever gave it away, if somebody did. */
      readonly expiresAt?: Instant
      readonly supervisor: ActingAgent
    }
  /** Nobody took a chat that was handed over: whoever had it before goes on with it. */
  | {
      readonly type: 'transfer-failed'
      readonly agentId: string
      readonly agentName: string
      readonly reason?: HandoverEndReason
    }
  /** A second agent talks along, or does not any more. */
  | {
      readonly type: 'agent-joined'
      readonly agentId: string
      readonly agentName: string
      /** Nobody asked them: they look after the agent, and take no place with the chat. */
      readonly asSupervisor?: true
    }
  | {
      readonly type: 'agent-left'
      readonly agentId: string
      readonly agentName: string
      /** Who is in charge now, when it was the agent in charge who left. */
      readonly successor?: string
      /** Nobody chose it: the agent's connection was gone for too long. */
      readonly lost?: true
    }
  /** The agent in charge is gone; the chat waits at the front of its queue. */
  | { readonly type: 'agent-lost'; readonly agentId: string }
  | {
      readonly type: 'ended'
      readonly reason: ChatEndReason
      readonly agentId?: string
      /** No agent ever had it, and none will: it was the request that failed. */
      readonly unserved?: true
      /** The supervisor who ended it in the agent's place. */
      readonly supervisor?: ActingAgent
      readonly command?: CommandMark
    }
