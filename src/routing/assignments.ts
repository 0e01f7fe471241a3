/**
 * Everything that moves a chat between the queue and agents. Whatever takes or frees an agent's place is appended to
 * the chat's stream and to the agent's in one go, so that no interleaving can give a chat to two agents or an agent
 * more chats than they have places.
 */
import type { ActingAgent } from '../chat/acting-agent.js'
import { ChatError } from '../chat/chat-error.js'
import type {
  ChatEndReason,
  ChatEvent,
  ChatRequest,
  CommandMark,
  IdleLimits,
  OfferEndReason,
  RefusalReason,
} from '../chat/chat-events.js'
import { agentOf, type Chat } from '../chat/chat.js'
import { chatRef, type ChatRef } from '../chat/chat-service.js'
import { enforceIdle, withRules } from '../chat/extras-rules.js'
import { maskRequest } from '../chat/mask-content.js'
import type { Masks } from '../chat/masks.js'
import { takeIn } from '../chat/take-in.js'
import { accept, endByAgent, endByVisitor, endOffer, failDirect, loseAgent, offer, request } from '../chat/rules.js'
import type { AnyRef, Decider, MixedDecision, StreamRef } from '../event-log/ledger.js'
import type { EventBody } from '../event-log/event-log.js'
import type { Instant, Millis } from '../lib/clock.js'
import { agentRef, type AgentEvent, type AgentState, type PresenceStatus } from './agent.js'
import type { Availability, Target } from './availability.js'
import type { Floors } from './floors.js'
import type { Match } from './rules.js'

/** What else a request must bring about, in the same append: the session learns of its chat. */
export interface Alongside<S, E extends EventBody> {
  readonly ref: StreamRef<S, E>
  /** Sees the session as it stands; what it throws refuses the request. */
  events(state: S, organizationId: string, chatId: string): readonly E[]
}

/** A visitor's request, and where it may go. */
export interface Asked {
  /** Its button, and the agent it asks for, follow from the target that is taken. */
  readonly request: ChatRequest
  /** The first of these that is available is taken; without one that is, the request is refused. */
  readonly targets: readonly Target[]
  /** Of its content, as masked. */
  readonly digest: string
  readonly command?: CommandMark
  /** Why it is refused whatever there is. */
  readonly refusal?: RefusalReason
}

/** A request as it may be kept, with the names of the rules that masked something in it. */
type TakenRequest = Asked & { readonly rules: readonly string[] }

/** The request as it goes to a target. */
const aimedAt = (request: ChatRequest, target: Target): ChatRequest => {
  if (target.type === 'button') return { ...request, buttonId: target.buttonId }
  const direct = { agentId: target.agentId, fallback: target.type === 'agent-then-button' }
  return { ...request, ...(target.type === 'agent-then-button' && { buttonId: target.buttonId }), direct }
}

const freed = (chatId: string): AgentEvent => ({ type: 'place-freed', chatId })

/** A decision that found other streams to be involved than it had: it is made again with those. */
type Again<T> = { readonly again: true } | { readonly again: false; readonly value: T }

/** How often a decision is made again because the streams involved changed meanwhile. */
const againMax = 20

export class Assignments {
  readonly #ledger: Decider
  readonly #floors: Floors
  readonly #availability: Availability
  readonly #offerTimeoutMs: Millis
  readonly #masks: Masks
  readonly #idleLimitsOf: (organizationId: string, buttonId: string) => IdleLimits | undefined

  constructor(options: {
    ledger: Decider
    floors: Floors
    availability: Availability
    offerTimeoutMs: Millis
    /** The rules against sensitive data. */
    masks: Masks
    /** What holds for silent visitors who came in through a button. */
    idleLimitsOf: (organizationId: string, buttonId: string) => IdleLimits | undefined
  }) {
    this.#ledger = options.ledger
    this.#floors = options.floors
    this.#availability = options.availability
    this.#offerTimeoutMs = options.offerTimeoutMs
    this.#masks = options.masks
    this.#idleLimitsOf = options.idleLimitsOf
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
        const events = chat.state === 'unrequested' ? this.#admit(ref, chat, taken) : request(chat, taken)
        return {
          events: [events, events.length === 0 ? [] : session.events(state, organizationId, id)],
          result: undefined,
        }
      })
    } finally {
      floor.expectNoMore(id)
    }
  }

  /** Lets a new request in, or refuses it. From this instant on it counts as waiting, so that no other takes its place. */
  #admit({ name: { organizationId, id } }: ChatRef, chat: Chat, asked: TakenRequest): ChatEvent[] {
    const floor = this.#floors.of(organizationId)
    // The decision can have been made before, when somebody else was faster.
    floor.expectNoMore(id)
    const standing = this.#availability.now(organizationId)
    const target = asked.targets.find((one) => standing.isAvailable(one))
    const refusal = asked.refusal ?? (target === undefined ? 'unavailable' : undefined)
    const aim = target ?? asked.targets[0]
    const aimed = aim === undefined ? asked.request : aimedAt(asked.request, aim)
    const events = request(chat, { ...asked, request: aimed, ...(refusal && { refusal }) })
    // A refused request is over, and nobody reads on.
    if (refusal !== undefined) return events
    floor.expect(id, aimed)
    return withRules(events, 'visitor', asked.rules)
  }

  /** The agent takes the chat offered to them. Throws `offer-gone`. */
  accept(ref: ChatRef, agent: ActingAgent): Promise<void> {
    return this.#ledger.transact([ref], ([chat]) => {
      const idle = chat.state === 'offered' ? this.#idleLimitsOf(chat.organizationId, chat.buttonId) : undefined
      return { events: [accept(chat, agent, idle)], result: undefined }
    })
  }

  /** The agent whom a waiting visitor wanted, and no other, is not online: the request ends, if that still holds. */
  failDirect(organizationId: string, chatId: string, agentId: string): Promise<void> {
    const refs = [chatRef(organizationId, chatId), agentRef(organizationId, agentId)] as const
    return this.#ledger.transact(refs, ([chat, agent]) => ({
      events: [agent.status === 'online' ? [] : failDirect(chat, agentId), []],
      result: undefined,
    }))
  }

  /**
   * The agent lets the offer pass, or it ran out, and their place is free again. An offer with time left does not run
   * out. Throws `offer-gone`.
   */
  endOffer(ref: ChatRef, agentId: string, reason: OfferEndReason): Promise<void> {
    const agent = agentRef(ref.name.organizationId, agentId)
    return this.#ledger.transact([ref, agent] as const, ([chat], at) => {
      // While this waited for its turn the offer may have been made anew.
      const hasTime = reason === 'timed-out' && chat.state === 'offered' && chat.offer.expiresAt > at
      return { events: hasTime ? [[], []] : [endOffer(chat, agentId, reason), [freed(ref.name.id)]], result: undefined }
    })
  }

  /** The agent in charge ends the chat. Throws `not-your-chat` or `chat-over`. */
  endByAgent(ref: ChatRef, agentId: string): Promise<void> {
    const agent = agentRef(ref.name.organizationId, agentId)
    return this.#ledger.transact([ref, agent] as const, ([chat]) => ({
      events: [endByAgent(chat, agentId), [freed(ref.name.id)]],
      result: undefined,
    }))
  }

  /** The visitor's side ends the chat. A repeated command changes nothing. Throws {@link ChatError}. */
  endByVisitor(ref: ChatRef, reason: ChatEndReason, command?: CommandMark): Promise<void> {
    return this.#endForVisitor(ref, (chat) => endByVisitor(chat, reason, command))
  }

  /** The visitor is gone, and the chat ends, if that `isLost` still when it is decided. Throws `chat-over`. */
  loseVisitor(ref: ChatRef, isLost: () => boolean): Promise<void> {
    return this.#endForVisitor(ref, (chat) => (isLost() ? endByVisitor(chat, 'visitor-lost') : []))
  }

  /** Warns a visitor who is silent for too long, or ends their chat, as far as it is due when it is decided. */
  enforceIdle(ref: ChatRef, countedFrom: Instant): Promise<void> {
    return this.#endForVisitor(ref, (chat, at) => enforceIdle(chat, at, countedFrom))
  }

  #endForVisitor(ref: ChatRef, decide: (chat: Chat, at: Instant) => ChatEvent[]): Promise<void> {
    const { organizationId, id } = ref.name
    return this.#again(async () => {
      const agentId = agentOf((await this.#ledger.read(ref)).state)
      const refs: AnyRef[] = agentId === undefined ? [ref] : [ref, agentRef(organizationId, agentId)]
      return this.#ledger.transactMany(refs, (states, at): MixedDecision<Again<undefined>> => {
        const chat = states[0] as Chat
        if (agentOf(chat) !== agentId) return { events: [], result: { again: true } }
        const events = decide(chat, at)
        const ends = events.some(({ type }) => type === 'ended')
        return { events: [events, ends ? [freed(id)] : []], result: { again: false, value: undefined } }
      })
    })
  }

  /** Carries out what {@link route} found, as far as it still holds. Settles with the number of offers made. */
  async offer(
    organizationId: string,
    matches: readonly Match[],
    capacityOf: (agentId: string) => number,
  ): Promise<number> {
    const chats = matches.map(({ chatId }) => chatRef(organizationId, chatId))
    const agentIds = [...new Set(matches.map(({ agentId }) => agentId))]
    const refs: AnyRef[] = [...chats, ...agentIds.map((agentId) => agentRef(organizationId, agentId))]
    return this.#ledger.transactMany(refs, (states, at) => {
      const expiresAt = at + this.#offerTimeoutMs
      const takenBy = new Map<string, AgentEvent[]>(agentIds.map((agentId) => [agentId, []]))
      let made = 0
      const chatEvents = matches.map(({ chatId, agentId }, index): ChatEvent[] => {
        const agent = states[chats.length + agentIds.indexOf(agentId)] as AgentState
        const taken = takenBy.get(agentId) ?? []
        if (agent.status !== 'online' || agent.places.length + taken.length >= capacityOf(agentId)) return []
        const events = offer(states[index] as Chat, agentId, expiresAt)
        if (events.length === 0) return []
        taken.push({ type: 'place-taken', chatId })
        made += 1
        return events
      })
      return { events: [...chatEvents, ...agentIds.map((agentId) => takenBy.get(agentId) ?? [])], result: made }
    })
  }

  /**
   * The agent chose a status. Whoever is not online keeps their chats but is offered nothing, and what was offered
   * goes back to the queue.
   */
  setPresence(organizationId: string, agentId: string, status: PresenceStatus): Promise<void> {
    return this.#withPlaces(organizationId, agentId, (agent, chats) => {
      const withdrawn = status === 'online' ? [] : chats.filter(({ state }) => state === 'offered')
      return {
        agent: [
          ...(agent.status === status ? [] : [{ type: 'presence-set', status, cause: 'chosen' } as const]),
          ...withdrawn.map(({ id }) => freed(id)),
        ],
        chat: (chat) => (withdrawn.includes(chat) ? endOffer(chat, agentId, 'not-online') : []),
      }
    })
  }

  /**
   * The agent is gone: offline, and everything they had goes back to the queue. `isGone` is asked when it is decided,
   * for they may have come back while this waited for its turn.
   */
  loseAgent(organizationId: string, agentId: string, isGone: () => boolean): Promise<void> {
    return this.#withPlaces(organizationId, agentId, (agent, chats) => {
      if (!isGone()) return { agent: [], chat: () => [] }
      return {
        agent: [
          ...(agent.status === 'offline' ? [] : [{ type: 'presence-set', status: 'offline', cause: 'lost' } as const]),
          ...chats.map(({ id }) => freed(id)),
        ],
        chat: (chat) => loseAgent(chat, agentId),
      }
    })
  }

  async #withPlaces(
    organizationId: string,
    agentId: string,
    decide: (agent: AgentState, chats: readonly Chat[]) => { agent: AgentEvent[]; chat: (chat: Chat) => ChatEvent[] },
  ): Promise<void> {
    const ref = agentRef(organizationId, agentId)
    return this.#again(async () => {
      const { places } = (await this.#ledger.read(ref)).state
      const refs: AnyRef[] = [ref, ...places.map((chatId) => chatRef(organizationId, chatId))]
      return this.#ledger.transactMany(refs, (states): MixedDecision<Again<undefined>> => {
        const [agent, ...chats] = states as [AgentState, ...Chat[]]
        if (agent.places.some((chatId) => !places.includes(chatId))) return { events: [], result: { again: true } }
        // A chat whose place was freed meanwhile may be offered to somebody else by now.
        const held = chats.filter((chat) => agentOf(chat) === agentId)
        const decided = decide(agent, held)
        return {
          events: [decided.agent, ...chats.map((chat) => (held.includes(chat) ? decided.chat(chat) : []))],
          result: { again: false, value: undefined },
        }
      })
    })
  }

  async #again<T>(attempt: () => Promise<Again<T>>): Promise<T> {
    for (let count = 0; count < againMax; count += 1) {
      const outcome = await attempt()
      if (!outcome.again) return outcome.value
    }
    throw new ChatError('offer-gone', 'This chat changes hands too fast. Try again.')
  }
}
