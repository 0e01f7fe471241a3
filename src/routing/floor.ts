/**
 * One organization's floor: who waits, who can be offered what. A view in memory of what the log says about open chats
 * and agents, kept up to date by what is committed; nothing here is the truth.
 */
import { agentOf, isOpenChat, type Chat, type OfferedChat, type OpenChat, type WaitingChat } from '../chat/chat.js'
import type { Instant } from '../lib/clock.js'
import type { AgentState } from './agent.js'
import { Claims, type Claim } from './claims.js'
import { averageWait } from './estimated-wait.js'
import { inServingOrder, type Candidate, type Waiting } from './rules.js'

type QueuedChat = WaitingChat | OfferedChat

interface Place {
  readonly chat: QueuedChat
  readonly waiting: Waiting
}

const asWaiting = ({ id, waitingSince, resumed, tried, direct }: QueuedChat): Waiting => ({
  chatId: id,
  waitingSince,
  resumed,
  tried,
  direct,
})

export class Floor {
  readonly organizationId: string
  readonly #capacityOf: (agentId: string) => number
  readonly #queue = new Map<string, Place>()
  readonly #agents = new Map<string, AgentState>()
  readonly #claims = new Claims()
  readonly #averageWaits = new Map<string, number>()
  #established = 0
  #ordered: Place[] | undefined
  #positions: Map<string, number> | undefined

  constructor(organizationId: string, capacityOf: (agentId: string) => number) {
    this.organizationId = organizationId
    this.#capacityOf = capacityOf
  }

  /** Takes over the chat as it stands now; `before` is how it stood. Says whether the queue changed. */
  setChat(chat: Chat, before?: Chat): boolean {
    if (before?.state === 'established') this.#established -= 1
    if (chat.state === 'established') this.#established += 1
    this.#claims.set(chat.id, chat.state === 'waiting' ? chat : undefined)
    if (chat.state === 'waiting' || chat.state === 'offered') {
      const known = this.#queue.get(chat.id)
      this.#queue.set(chat.id, { chat, waiting: asWaiting(chat) })
      if (known?.chat.waitingSince === chat.waitingSince) this.#ordered = undefined
      else this.#reorder()
      return true
    }
    if (!this.#queue.delete(chat.id)) return false
    this.#reorder()
    return true
  }

  setAgent(agent: AgentState): void {
    if (agent.status === 'offline' && agent.places.length === 0) this.#agents.delete(agent.id)
    else this.#agents.set(agent.id, agent)
  }

  agent(agentId: string): AgentState | undefined {
    return this.#agents.get(agentId)
  }

  /** Everyone who is not offline, or still has chats. */
  get agents(): Iterable<AgentState> {
    return this.#agents.values()
  }

  /** Who can be offered chats, and who waits for a place with them. */
  standing(): { readonly candidates: readonly Candidate[]; readonly claims: Claims } {
    return { candidates: this.candidates(), claims: this.#claims }
  }

  /** A request was let in that is not in the log yet: whoever asks meanwhile finds it in the queue. */
  expect(chatId: string, claim: Claim): void {
    this.#claims.set(chatId, claim)
  }

  /** The request is in the log, where {@link Floor.setChat} has told of it, or will never be. */
  expectNoMore(chatId: string): void {
    if (!this.#queue.has(chatId)) this.#claims.set(chatId, undefined)
  }

  /** Counts for the metrics. */
  get counts(): { waiting: number; offered: number; established: number; oldestWaitingSince: Instant | undefined } {
    let offered = 0
    let oldestWaitingSince: Instant | undefined
    for (const { chat } of this.#queue.values()) {
      if (chat.state === 'offered') offered += 1
      oldestWaitingSince = Math.min(oldestWaitingSince ?? Infinity, chat.waitingSince)
    }
    return { waiting: this.#queue.size - offered, offered, established: this.#established, oldestWaitingSince }
  }

  /** The chats that wait, those that are offered included. */
  get queued(): Iterable<string> {
    return this.#queue.keys()
  }

  /** The chats that are offered to nobody, in the order in which they are served. */
  *waiting(): Iterable<Waiting> {
    for (const { chat, waiting } of this.#inOrder()) if (chat.state === 'waiting') yield waiting
  }

  /** The offers that run out at `now` or did before. */
  expiredOffers(now: Instant): OfferedChat[] {
    const expired: OfferedChat[] = []
    for (const { chat } of this.#queue.values()) {
      if (chat.state === 'offered' && chat.offer.expiresAt <= now) expired.push(chat)
    }
    return expired
  }

  candidates(): Candidate[] {
    const candidates: Candidate[] = []
    for (const { id, status, places, lastTakenAt } of this.#agents.values()) {
      if (status !== 'online') continue
      candidates.push({ agentId: id, free: Math.max(0, this.#capacityOf(id) - places.length), lastTakenAt })
    }
    return candidates
  }

  /** The chat's place among those that wait at the same button, counted from 1; an offered chat keeps its place. */
  position(chatId: string): number | undefined {
    if (this.#positions === undefined) {
      this.#positions = new Map()
      const perButton = new Map<string, number>()
      for (const { chat } of this.#inOrder()) {
        const position = (perButton.get(chat.buttonId) ?? 0) + 1
        perButton.set(chat.buttonId, position)
        this.#positions.set(chat.id, position)
      }
    }
    return this.#positions.get(chatId)
  }

  /** Counts an acceptance in and returns the button's new average wait in milliseconds. */
  countWait(buttonId: string, waitedMs: number): number {
    const average = averageWait(this.#averageWaits.get(buttonId), waitedMs)
    this.#averageWaits.set(buttonId, average)
    return average
  }

  /** Takes up an average that was kept from before. */
  setAverageWait(buttonId: string, averageMs: number): void {
    this.#averageWaits.set(buttonId, averageMs)
  }

  averageWait(buttonId: string): number | undefined {
    return this.#averageWaits.get(buttonId)
  }

  #reorder(): void {
    this.#ordered = undefined
    this.#positions = undefined
  }

  #inOrder(): Place[] {
    this.#ordered ??= [...this.#queue.values()].sort((a, b) => inServingOrder(a.waiting, b.waiting))
    return this.#ordered
  }
}

/** The open chats that take a place with this agent. */
export const isWith = (chat: Chat, agentId: string): chat is OpenChat => isOpenChat(chat) && agentOf(chat) === agentId
