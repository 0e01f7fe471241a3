/**
 * Agents who come, go, and let chats pass: whatever that does to the chats that are theirs to take or theirs already is
 * in one append with it.
 */
import type { ActingAgent } from '../chat/acting-agent.js'
import type { ChatEvent } from '../chat/chat-events.js'
import type { OfferEndReason } from '../chat/end-reasons.js'
import { holdersOf, listedTo, type Chat } from '../chat/chat.js'
import { endHandover } from '../chat/handover-rules.js'
import type { ChatRef } from '../chat/chat-service.js'
import { decline, endOffer, loseAgent, withdraw } from '../chat/rules.js'
import type { Decider } from '../event-log/ledger.js'
import type { Instant } from '../lib/clock.js'
import type { AgentEvent, AgentState, PresenceStatus } from './agent.js'
import { ChatMoves } from './chat-moves.js'
import type { Floors } from './floors.js'

/** How an agent lets a chat pass that was theirs to take. */
export type PassReason = Extract<OfferEndReason, 'declined' | 'timed-out'>

/** What a decision upon an agent brings about, for the agent and for each chat that is theirs in any way. */
interface Decided {
  readonly agent: readonly AgentEvent[]
  readonly chat: (chat: Chat) => ChatEvent[]
}

const isTheirs = (chat: Chat, agentId: string): boolean =>
  holdersOf(chat).includes(agentId) || listedTo(chat).includes(agentId)

/** When what an agent is asked about the chat runs out. */
const askedUntil = (chat: Chat): Instant | undefined =>
  chat.state === 'offered' ? chat.offer.expiresAt : chat.state === 'established' ? chat.question?.expiresAt : undefined

const timeOut = (chat: Chat, agentId: string): ChatEvent[] =>
  chat.state === 'established' ? endHandover(chat, agentId, 'timed-out') : endOffer(chat, agentId, 'timed-out')

export class Presences {
  readonly #moves: ChatMoves
  readonly #floors: Floors
  readonly #isAwayAfter: (organizationId: string, agentId: string, reason: PassReason) => boolean

  constructor(options: {
    ledger: Decider
    floors: Floors
    /** Whether an agent who lets a chat pass is away from then on. */
    isAwayAfter: (organizationId: string, agentId: string, reason: PassReason) => boolean
  }) {
    this.#moves = new ChatMoves(options)
    this.#floors = options.floors
    this.#isAwayAfter = options.isAwayAfter
  }

  /**
   * The agent chose a status, or a supervisor in their place, perhaps one that an administrator named. Whoever is not online keeps their chats but is offered nothing, and what was offered
   * goes back to the queue.
   */
  set(
    organizationId: string,
    agentId: string,
    status: PresenceStatus,
    statusId?: string,
    supervisor?: ActingAgent,
  ): Promise<void> {
    return this.#decide(organizationId, agentId, (agent) => {
      const isSame = agent.status === status && agent.statusId === statusId
      const named = { ...(statusId !== undefined && { statusId }), ...(supervisor && { supervisor }) }
      return {
        agent: isSame ? [] : [{ type: 'presence-set', status, ...named, cause: 'chosen' }],
        chat: (chat) => (status === 'online' ? [] : withdraw(chat, agentId)),
      }
    })
  }

  /**
   * The agent is gone: offline, and everything they had goes to a colleague who talks along, or back to the queue. `isGone` is asked when it is decided,
   * for they may have come back while this waited for its turn.
   */
  lose(organizationId: string, agentId: string, isGone: () => boolean): Promise<void> {
    return this.#decide(organizationId, agentId, (agent) => {
      if (!isGone()) return { agent: [], chat: () => [] }
      return {
        agent: agent.status === 'offline' ? [] : [{ type: 'presence-set', status: 'offline', cause: 'lost' }],
        chat: (chat) => loseAgent(chat, agentId),
      }
    })
  }

  /**
   * The agent lets a chat pass that is theirs to take, or the offer ran out, and their place is free again. An offer
   * with time left does not run out. Whoever is away after that has everything else withdrawn. Throws `offer-gone`.
   */
  letPass(ref: ChatRef, agentId: string, reason: PassReason, declineReasonId?: string): Promise<void> {
    const { organizationId, id } = ref.name
    const leaves = this.#isAwayAfter(organizationId, agentId, reason)
    const decide = (agent: AgentState, passed: Chat | undefined, at: Instant): Decided => {
      const chat: Chat = passed ?? { state: 'unrequested', id, organizationId, version: 0 }
      // While this waited for its turn the offer may have been made anew.
      const hasTime = reason === 'timed-out' && (askedUntil(chat) ?? 0) > at
      if (hasTime) return { agent: [], chat: () => [] }
      const events = reason === 'declined' ? decline(chat, agentId, declineReasonId) : timeOut(chat, agentId)
      const isAway = leaves && agent.status === 'online'
      const went: AgentEvent[] = isAway ? [{ type: 'presence-set', status: 'away', cause: reason }] : []
      return {
        agent: went,
        chat: (one) => (one === chat ? events : isAway ? withdraw(one, agentId) : []),
      }
    }
    return this.#decide(organizationId, agentId, decide, ref, leaves)
  }

  /** Decides upon an agent together with the chats that are theirs, or to take, and one more; or with that one alone. */
  #decide(
    organizationId: string,
    agentId: string,
    decide: (agent: AgentState, named: Chat | undefined, at: Instant) => Decided,
    named?: ChatRef,
    withAll = true,
  ): Promise<void> {
    const floor = this.#floors.of(organizationId)
    const chatIdsOf = ({ places }: AgentState): string[] => [
      ...(withAll ? [...places, ...floor.listedTo(agentId)] : []),
      ...(named ? [named.name.id] : []),
    ]
    return this.#moves.moveAll(organizationId, agentId, chatIdsOf, (agent, chats, at) => {
      const it = named && chats.find(({ id }) => id === named.name.id)
      const { agent: events, chat } = decide(agent, it, at)
      // A chat whose place was freed meanwhile may be offered to somebody else by now.
      return { agent: events, chat: (one) => (one === it || isTheirs(one, agentId) ? chat(one) : []) }
    })
  }
}
