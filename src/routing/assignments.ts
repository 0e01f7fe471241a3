/**
 * Everything that moves a chat between the queue and agents. Whatever takes or frees an agent's place is appended to
 * the chat's stream and to the agent's in one go, so that no interleaving can give a chat to two agents or an agent
 * more chats than they have places.
 */
import type { ActingAgent } from '../chat/acting-agent.js'
import { ChatError } from '../chat/chat-error.js'
import type { CommandMark } from '../chat/command-memory.js'
import type { ChatEndReason } from '../chat/end-reasons.js'
import type { ChatRef } from '../chat/chat-service.js'
import { enforceIdle } from '../chat/extras-rules.js'
import { maskRequest } from '../chat/mask-content.js'
import type { Masks } from '../chat/masks.js'
import { accept, endByAgent, endByVisitor, request } from '../chat/rules.js'
import { takeIn } from '../chat/take-in.js'
import type { EventBody } from '../event-log/event-log.js'
import type { Decider, StreamRef } from '../event-log/ledger.js'
import type { Instant } from '../lib/clock.js'
import { admit, type Asked, type TakenRequest } from './admission.js'
import type { PresenceStatus } from './agent.js'
import type { Availability } from './availability.js'
import { ChatMoves } from './chat-moves.js'
import type { Floors } from './floors.js'
import type { TermsOf } from './placements.js'
import { Presences, type PassReason } from './presences.js'

/** What else a request must bring about, in the same append: the session learns of its chat. */
export interface Alongside<S, E extends EventBody> {
  readonly ref: StreamRef<S, E>
  /** Sees the session as it stands; what it throws refuses the request. */
  events(state: S, organizationId: string, chatId: string): readonly E[]
}

export class Assignments {
  readonly #ledger: Decider
  readonly #moves: ChatMoves
  readonly #floors: Floors
  readonly #availability: Availability
  readonly #presences: Presences
  readonly #masks: Masks
  readonly #termsOf: TermsOf

  constructor(options: {
    ledger: Decider
    floors: Floors
    availability: Availability
    /** The rules against sensitive data. */
    masks: Masks
    /** What an agent takes a chat with. */
    termsOf: TermsOf
    /** Whether an agent who lets a chat pass is away from then on. */
    isAwayAfter: (organizationId: string, agentId: string, reason: PassReason) => boolean
  }) {
    this.#ledger = options.ledger
    this.#moves = new ChatMoves(options)
    this.#floors = options.floors
    this.#availability = options.availability
    this.#presences = new Presences(options)
    this.#masks = options.masks
    this.#termsOf = options.termsOf
  }

  /**
   * A visitor asks for a chat. When nobody is there for it (or `refusal` says so) the chat begins and ends with its
   * refusal. The same request made again changes nothing. Throws {@link ChatError} `already-requested`.
   */
  async request<S, E extends EventBody>(ref: ChatRef, asked: Asked, session: Alongside<S, E>): Promise<void> {
    const { organizationId, id } = ref.name
    const { content, rules } = takeIn(this.#masks, organizationId, 'visitor', asked.request, maskRequest)
    const taken: TakenRequest = { ...asked, request: content, rules }
    const floor = this.#floors.of(organizationId)
    try {
      await this.#ledger.transact([ref, session.ref] as const, ([chat, state]) => {
        const events = chat.state === 'unrequested' ? admit(this.#admission, ref, chat, taken) : request(chat, taken)
        return {
          events: [events, events.length === 0 ? [] : session.events(state, organizationId, id)],
          result: undefined,
        }
      })
    } finally {
      floor.expectNoMore(id)
    }
  }

  /** The agent takes a chat that is theirs to take, or joins it as they are asked to. Throws `offer-gone`, or `no-place` for one that is only listed. */
  accept(ref: ChatRef, agent: ActingAgent): Promise<void> {
    return this.#moves.move(ref, [agent.id], (chat, _at, room) => {
      const terms = this.#termsOf(chat, agent.id) ?? { agentName: agent.name }
      const events = accept(chat, agent.id, terms)
      // Whoever is asked alone has a place taken already.
      if (chat.state === 'waiting' && !room(agent.id).hasPlace) {
        throw new ChatError('no-place', 'You have no place for this chat.')
      }
      return events
    })
  }

  /**
   * The agent lets a chat pass that is theirs to take, or the offer ran out, and their place is free again. An offer
   * with time left does not run out. Throws `offer-gone`.
   */
  endOffer(ref: ChatRef, agentId: string, reason: PassReason, declineReasonId?: string): Promise<void> {
    return this.#presences.letPass(ref, agentId, reason, declineReasonId)
  }

  /** The agent in charge ends the chat. Throws `not-your-chat` or `chat-over`. */
  endByAgent(ref: ChatRef, agentId: string, reason: 'agent' | 'blocked' = 'agent'): Promise<void> {
    return this.#moves.move(ref, [], (chat) => endByAgent(chat, agentId, reason))
  }

  /** The visitor's side ends the chat. A repeated command changes nothing. Throws {@link ChatError}. */
  endByVisitor(ref: ChatRef, reason: ChatEndReason, command?: CommandMark): Promise<void> {
    return this.#moves.move(ref, [], (chat) => endByVisitor(chat, reason, command))
  }

  /** The visitor is gone, and the chat ends, if that `isLost` still when it is decided. Throws `chat-over`. */
  loseVisitor(ref: ChatRef, isLost: () => boolean): Promise<void> {
    return this.#moves.move(ref, [], (chat) => (isLost() ? endByVisitor(chat, 'visitor-lost') : []))
  }

  /** Warns a visitor who is silent for too long, or ends their chat, as far as it is due when it is decided. */
  enforceIdle(ref: ChatRef, countedFrom: Instant): Promise<void> {
    return this.#moves.move(ref, [], (chat, at) => enforceIdle(chat, at, countedFrom))
  }

  /** The agent chose a status, or the supervisor in their place; see {@link Presences.set}. */
  setPresence(
    organizationId: string,
    agentId: string,
    status: PresenceStatus,
    statusId?: string,
    supervisor?: ActingAgent,
  ): Promise<void> {
    return this.#presences.set(organizationId, agentId, status, statusId, supervisor)
  }

  /** The agent is gone, if that `isGone` still when it is decided; see {@link Presences.lose}. */
  loseAgent(organizationId: string, agentId: string, isGone: () => boolean): Promise<void> {
    return this.#presences.lose(organizationId, agentId, isGone)
  }

  get #admission() {
    return { floors: this.#floors, availability: this.#availability }
  }
}
