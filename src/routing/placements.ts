/** Carries out what routing found, as far as it still holds when it is decided. */
import type { ChatEvent } from '../chat/chat-events.js'
import type { Chat } from '../chat/chat.js'
import { chatRef } from '../chat/chat-service.js'
import { assign, failDirect, failUnserved, list, offer, unlist, type AcceptanceTerms } from '../chat/rules.js'
import type { AnyRef, Decider } from '../event-log/ledger.js'
import { agentRef, placesTaken, placeTaken, type AgentEvent, type AgentState } from './agent.js'
import { isEligible, placesFor, type Demand } from './demand.js'
import type { Floor } from './floor.js'
import type { Listing } from './choice-rules.js'
import { isHopeless } from './prospects.js'
import type { Match } from './rules.js'

/** What an agent would take a chat with; `undefined` for an agent who is not in setup any more. */
export type TermsOf = (chat: Chat, agentId: string) => AcceptanceTerms | undefined

/** Asked anew for what was found: meanwhile the chat may have come to wait elsewhere, and setup be another. */
const mayHave = ({ plan }: Floor, demand: Demand, agentId: string): boolean =>
  isEligible(demand, { agentId, skillIds: plan.skillsOf(agentId) }, true)

export class Placements {
  readonly #ledger: Decider
  readonly #termsOf: TermsOf

  constructor(options: { ledger: Decider; termsOf: TermsOf }) {
    this.#ledger = options.ledger
    this.#termsOf = options.termsOf
  }

  /** Offers chats to agents, or gives them at once where nobody is asked. */
  async offer(floor: Floor, matches: readonly Match[]): Promise<void> {
    const { organizationId, plan } = floor
    const chats = matches.map(({ chatId }) => chatRef(organizationId, chatId))
    const agentIds = [...new Set(matches.map(({ agentId }) => agentId))]
    const indexOf = new Map(agentIds.map((agentId, index) => [agentId, index]))
    const refs: AnyRef[] = [...chats, ...agentIds.map((agentId) => agentRef(organizationId, agentId))]
    await this.#ledger.transactMany(refs, (states, at) => {
      const takenBy = agentIds.map((): AgentEvent[] => [])
      const added = agentIds.map(() => 0)
      const chatEvents = matches.map(({ chatId, agentId }, index): ChatEvent[] => {
        const which = indexOf.get(agentId) ?? 0
        const agent = states[chats.length + which] as AgentState
        const chat = states[index] as Chat
        if (agent.status !== 'online' || chat.state !== 'waiting') return []
        const demand = floor.demandOf(chat)
        const isNamed = chat.direct?.agentId === agentId
        if (!isNamed && (demand.model === 'choice' || !mayHave(floor, demand, agentId))) return []
        const capacity = plan.capacityOf(agentId)
        const weight = placesFor(demand, capacity)
        if (placesTaken(agent) + (added[which] ?? 0) + weight > capacity) return []
        const terms = demand.autoAccept && chat.back === undefined ? this.#termsOf(chat, agentId) : undefined
        const expiresAt = at + demand.offerTimeoutMs
        const events = terms ? assign(chat, agentId, at, terms) : offer(chat, agentId, expiresAt)
        if (events.length === 0) return []
        takenBy[which]?.push(placeTaken(chatId, weight))
        added[which] = (added[which] ?? 0) + weight
        return events
      })
      return { events: [...chatEvents, ...takenBy], result: undefined }
    })
  }

  /** Lists chats to agents, and takes them off the lists of others. */
  async list(floor: Floor, listings: readonly Listing[], unlistings: readonly Listing[]): Promise<void> {
    const { organizationId } = floor
    const chatIds = [...new Set([...listings, ...unlistings].map(({ chatId }) => chatId))]
    const agentIds = [...new Set(listings.flatMap((listing) => listing.agentIds))]
    const refs: AnyRef[] = [
      ...chatIds.map((chatId) => chatRef(organizationId, chatId)),
      // Their locks are held meanwhile, so that nobody goes away between the decision and its commit.
      ...agentIds.map((agentId) => agentRef(organizationId, agentId)),
    ]
    await this.#ledger.transactMany(refs, (states) => {
      const agents = states.slice(chatIds.length) as readonly AgentState[]
      const online = new Set(agents.filter(({ status }) => status === 'online').map(({ id }) => id))
      const onto = new Map(listings.map((listing) => [listing.chatId, listing.agentIds]))
      const off = new Map(unlistings.map((listing) => [listing.chatId, listing.agentIds]))
      const events = chatIds.map((chatId, index) => {
        const chat = states[index] as Chat
        const demand = floor.demandOf(chat)
        const added = (onto.get(chatId) ?? []).filter(
          (agentId) => online.has(agentId) && demand.model === 'choice' && mayHave(floor, demand, agentId),
        )
        return [...unlist(chat, off.get(chatId) ?? [], 'not-eligible'), ...list(chat, added)]
      })
      return { events, result: undefined }
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
   * The request of a waiting chat has failed, if that still holds: at a button without a queue when nobody has a place
   * for it, else when nobody is there at all.
   */
  failUnserved(floor: Floor, chatId: string): Promise<void> {
    return this.#ledger.transact([chatRef(floor.organizationId, chatId)], ([chat]) => {
      const hasFailed = chat.state === 'waiting' && isHopeless(chat, floor.lineOf(chat), floor.roster)
      return { events: [hasFailed ? failUnserved(chat) : []], result: undefined }
    })
  }
}
