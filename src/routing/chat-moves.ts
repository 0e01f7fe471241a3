/**
 * Carries out what moves chats between agents. Which places are taken and freed follows from who holds the chat before
 * and after; it is appended to the chat's stream and to every such agent's in one go.
 */
import type { ChatEvent } from '../chat/chat-events.js'
import { chatKind, holdersOf, isInAsSupervisor, type Chat } from '../chat/chat.js'
import { chatRef, type ChatRef } from '../chat/chat-service.js'
import type { AnyRef, Decider, MixedDecision } from '../event-log/ledger.js'
import type { Instant } from '../lib/clock.js'
import { agentRef, placesTaken, placeTaken, type AgentEvent, type AgentState } from './agent.js'
import { untilDecided, type Again } from './again.js'
import { placesFor } from './demand.js'
import type { Floors } from './floors.js'

/** What a decision about one agent's chats comes to. */
export interface AgentDecision {
  readonly agent: readonly AgentEvent[]
  readonly chat: (chat: Chat) => readonly ChatEvent[]
}

/** How many of an agent's places a chat takes. */
export type WeightOf = (chat: Chat, agentId: string) => number

/** What these events of a chat do to places, by agent. Pure. */
export const placeChanges = (
  chat: Chat,
  events: readonly ChatEvent[],
  at: Instant,
  weightOf: WeightOf,
): Map<string, AgentEvent> => {
  const changes = new Map<string, AgentEvent>()
  if (events.length === 0) return changes
  let { version } = chat
  let after = chat
  // Only who holds the chat is looked at, so the event's id does not matter.
  for (const body of events) after = chatKind.apply(after, { version: (version += 1), id: '', at, body })
  const [had, have] = [holdersOf(chat), holdersOf(after)]
  for (const agentId of had) {
    if (!have.includes(agentId)) changes.set(agentId, { type: 'place-freed', chatId: chat.id })
  }
  for (const agentId of have) {
    if (had.includes(agentId)) continue
    // Who comes in to look after another is in the chat, but gives none of their places for it.
    const weight = isInAsSupervisor(after, agentId) ? 0 : weightOf(chat, agentId)
    changes.set(agentId, placeTaken(chat.id, weight))
  }
  return changes
}

/** Whether an agent could take a chat now. */
export interface Room {
  readonly isOnline: boolean
  readonly hasPlace: boolean
}

/** Decides upon one chat; `room` may be asked about those who may take a place with it. */
export type Decide = (chat: Chat, at: Instant, room: (agentId: string) => Room) => readonly ChatEvent[]

export class ChatMoves {
  readonly #ledger: Decider
  readonly #floors: Floors
  readonly #weightOf: WeightOf

  constructor(options: { ledger: Decider; floors: Floors }) {
    this.#ledger = options.ledger
    this.#floors = options.floors
    this.#weightOf = (chat, agentId) => {
      const floor = options.floors.of(chat.organizationId)
      return placesFor(floor.demandOf(chat), floor.plan.capacityOf(agentId))
    }
  }

  /**
   * Decides upon one chat. `agents` are those who may take a place with it; `hasPlace` says of one of them whether they
   * are online and have room for it. What `decide` throws ends the call with nothing written.
   */
  move(ref: ChatRef, agents: readonly string[], decide: Decide): Promise<void> {
    return untilDecided(async () => {
      const known = await this.#read(ref)
      const agentIds = [...new Set([...agents, ...holdersOf(known)])]
      const { organizationId } = ref.name
      return this.#ledger.transactMany([ref, ...this.#agents(organizationId, agentIds)], (states, at) => {
        const [chat, ...agentStates] = states as [Chat, ...AgentState[]]
        if (!holdersOf(chat).every((agentId) => agentIds.includes(agentId))) return again
        const { plan } = this.#floors.of(organizationId)
        const room = (agentId: string): Room => {
          const agent = agentStates[agentIds.indexOf(agentId)]
          const left = plan.capacityOf(agentId) - (agent ? placesTaken(agent) : 0)
          return { isOnline: agent?.status === 'online', hasPlace: this.#weightOf(chat, agentId) <= left }
        }
        const events = decide(chat, at, room)
        const places = placeChanges(chat, events, at, this.#weightOf)
        return { events: [events, ...agentIds.map((id) => bodies(places.get(id)))], result: done }
      })
    })
  }

  /** Decides upon an agent together with the chats that `chatIdsOf` names, and whoever else holds these. */
  moveAll(
    organizationId: string,
    agentId: string,
    chatIdsOf: (agent: AgentState) => readonly string[],
    decide: (agent: AgentState, chats: readonly Chat[], at: Instant) => AgentDecision,
  ): Promise<void> {
    return untilDecided(async () => {
      const chatIds = [...new Set(chatIdsOf((await this.#ledger.read(agentRef(organizationId, agentId))).state))]
      const chatRefs = chatIds.map((chatId) => chatRef(organizationId, chatId))
      const known = await Promise.all(chatRefs.map((ref) => this.#read(ref)))
      const agentIds = [...new Set([agentId, ...known.flatMap((chat) => holdersOf(chat))])]
      const refs: AnyRef[] = [...this.#agents(organizationId, agentIds), ...chatRefs]
      return this.#ledger.transactMany(refs, (states, at): MixedDecision<Again<undefined>> => {
        const [agent] = states as [AgentState]
        const chats = states.slice(agentIds.length) as Chat[]
        const isComplete =
          chatIdsOf(agent).every((chatId) => chatIds.includes(chatId)) &&
          chats.every((chat) => holdersOf(chat).every((id) => agentIds.includes(id)))
        return isComplete ? this.#decided(chats, agentIds, decide(agent, chats, at), at) : again
      })
    })
  }

  #decided(
    chats: readonly Chat[],
    agentIds: readonly string[],
    decision: AgentDecision,
    at: Instant,
  ): MixedDecision<Again<undefined>> {
    const agentEvents = new Map<string, AgentEvent[]>(
      agentIds.map((id, index) => [id, index === 0 ? [...decision.agent] : []]),
    )
    const chatEvents = chats.map((chat) => {
      const events = decision.chat(chat)
      for (const [id, event] of placeChanges(chat, events, at, this.#weightOf)) agentEvents.get(id)?.push(event)
      return events
    })
    return { events: [...agentEvents.values(), ...chatEvents], result: done }
  }

  #agents(organizationId: string, agentIds: readonly string[]): AnyRef[] {
    return agentIds.map((agentId) => agentRef(organizationId, agentId))
  }

  async #read(ref: ChatRef): Promise<Chat> {
    return this.#ledger.peek(ref) ?? (await this.#ledger.read(ref)).state
  }
}

const again: MixedDecision<Again<undefined>> = { events: [], result: { again: true } }
const done: Again<undefined> = { again: false, value: undefined }

const bodies = (event: AgentEvent | undefined): readonly AgentEvent[] => (event ? [event] : [])
