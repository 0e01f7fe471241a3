/**
 * Agents who come, go, and let chats pass: whatever that does to the chats that are theirs to take or theirs already is
 * in one append with it.
 */
import type { ChatEvent, OfferEndReason } from '../chat/chat-events.js'
import { agentOf, listedTo, type Chat } from '../chat/chat.js'
import { chatRef, type ChatRef } from '../chat/chat-service.js'
import { decline, endOffer, loseAgent, withdraw } from '../chat/rules.js'
import type { AnyRef, Decider, MixedDecision } from '../event-log/ledger.js'
import type { Instant } from '../lib/clock.js'
import { agentRef, type AgentEvent, type AgentState, type PresenceStatus } from './agent.js'
import { untilDecided, type Again } from './again.js'
import type { Floors } from './floors.js'

/** How an agent lets a chat pass that was theirs to take. */
export type PassReason = Extract<OfferEndReason, 'declined' | 'timed-out'>

/** What a decision upon an agent brings about, for the agent and for each chat that is theirs in any way. */
interface Decided {
  readonly agent: readonly AgentEvent[]
  readonly chat: (chat: Chat) => ChatEvent[]
}

const freed = (chats: readonly Chat[], agentId: string): AgentEvent[] =>
  chats.filter((chat) => agentOf(chat) === agentId).map(({ id }) => ({ type: 'place-freed', chatId: id }))

const isTheirs = (chat: Chat, agentId: string): boolean => agentOf(chat) === agentId || listedTo(chat).includes(agentId)

export class Presences {
  readonly #ledger: Decider
  readonly #floors: Floors
  readonly #isAwayAfter: (organizationId: string, agentId: string, reason: PassReason) => boolean

  constructor(options: {
    ledger: Decider
    floors: Floors
    /** Whether an agent who lets a chat pass is away from then on. */
    isAwayAfter: (organizationId: string, agentId: string, reason: PassReason) => boolean
  }) {
    this.#ledger = options.ledger
    this.#floors = options.floors
    this.#isAwayAfter = options.isAwayAfter
  }

  /**
   * The agent chose a status, perhaps one that an administrator named. Whoever is not online keeps their chats but is offered nothing, and what was offered
   * goes back to the queue.
   */
  set(organizationId: string, agentId: string, status: PresenceStatus, statusId?: string): Promise<void> {
    return this.#decide(organizationId, agentId, (agent, chats) => {
      const open = status === 'online' ? [] : chats.filter(({ state }) => state !== 'established')
      const isSame = agent.status === status && agent.statusId === statusId
      const named = statusId !== undefined && { statusId }
      return {
        agent: [
          ...(isSame ? [] : [{ type: 'presence-set', status, ...named, cause: 'chosen' } as const]),
          ...freed(open, agentId),
        ],
        chat: (chat) => (open.includes(chat) ? withdraw(chat, agentId) : []),
      }
    })
  }

  /**
   * The agent is gone: offline, and everything they had goes back to the queue. `isGone` is asked when it is decided,
   * for they may have come back while this waited for its turn.
   */
  lose(organizationId: string, agentId: string, isGone: () => boolean): Promise<void> {
    return this.#decide(organizationId, agentId, (agent, chats) => {
      if (!isGone()) return { agent: [], chat: () => [] }
      return {
        agent: [
          ...(agent.status === 'offline' ? [] : [{ type: 'presence-set', status: 'offline', cause: 'lost' } as const]),
          ...freed(chats, agentId),
        ],
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
    const decide = (agent: AgentState, chats: readonly Chat[], passed: Chat | undefined, at: Instant): Decided => {
      const chat: Chat = passed ?? { state: 'unrequested', id, organizationId, version: 0 }
      // While this waited for its turn the offer may have been made anew.
      const hasTime = reason === 'timed-out' && chat.state === 'offered' && chat.offer.expiresAt > at
      if (hasTime) return { agent: [], chat: () => [] }
      const events =
        reason === 'declined' ? decline(chat, agentId, declineReasonId) : endOffer(chat, agentId, 'timed-out')
      const isAway = leaves && agent.status === 'online'
      const open = isAway ? chats.filter((one) => one !== chat && one.state !== 'established') : []
      const went: AgentEvent[] = isAway ? [{ type: 'presence-set', status: 'away', cause: reason }] : []
      return {
        agent: [...went, ...freed([chat, ...open], agentId)],
        chat: (one) => (one === chat ? events : open.includes(one) ? withdraw(one, agentId) : []),
      }
    }
    return this.#decide(organizationId, agentId, decide, ref, leaves)
  }

  /** Decides upon an agent together with the chats that are theirs, or to take, and one more; or with that one alone. */
  #decide(
    organizationId: string,
    agentId: string,
    decide: (agent: AgentState, chats: readonly Chat[], named: Chat | undefined, at: Instant) => Decided,
    named?: ChatRef,
    withAll = true,
  ): Promise<void> {
    const ref = agentRef(organizationId, agentId)
    const floor = this.#floors.of(organizationId)
    return untilDecided(async () => {
      const { places } = (await this.#ledger.read(ref)).state
      const theirs = new Set(withAll ? [...places, ...floor.listedTo(agentId)] : [])
      if (named) theirs.add(named.name.id)
      const refs: AnyRef[] = [ref, ...[...theirs].map((chatId) => chatRef(organizationId, chatId))]
      return this.#ledger.transactMany(refs, (states, at): MixedDecision<Again<undefined>> => {
        const [agent, ...chats] = states as [AgentState, ...Chat[]]
        const isMissing = (chatId: string): boolean => withAll && !theirs.has(chatId)
        if (agent.places.some(isMissing) || [...floor.listedTo(agentId)].some(isMissing)) {
          return { events: [], result: { again: true } }
        }
        // A chat whose place was freed meanwhile may be offered to somebody else by now.
        const held = chats.filter((chat) => isTheirs(chat, agentId))
        const it = named && chats.find(({ id }) => id === named.name.id)
        const decided = decide(agent, held, it, at)
        return {
          events: [
            decided.agent,
            ...chats.map((chat) => (chat === it || held.includes(chat) ? decided.chat(chat) : [])),
          ],
          result: { again: false, value: undefined },
        }
      })
    })
  }
}
