/**
 * One organization's floor: who waits, who can be offered what. A view in memory of what the log says about open chats
 * and agents, kept up to date by what is committed; nothing here is the truth.
 */
import { holdersOf, listedTo, type Chat, type OfferedChat, type RequestedChat, type WaitingChat } from '../chat/chat.js'
import type { HandoverTarget } from '../chat/handover.js'
import { waitsAt } from '../chat/queued.js'
import type { Instant } from '../lib/clock.js'
import type { AgentState } from './agent.js'
import type { LineName } from './candidates.js'
import { Claims, type Claim } from './claims.js'
import type { Demand } from './demand.js'
import { averageWait } from './estimated-wait.js'
import type { FloorPlan } from './floor-plan.js'
import { Listings } from './listings.js'
import { QueueLine } from './queue-line.js'
import { Roster } from './roster.js'
import type { Waiting } from './waiting.js'
import type { Line } from './walk.js'

type QueuedChat = WaitingChat | OfferedChat

const nobody: ReadonlySet<string> = new Set()

const asWaiting = (chat: QueuedChat): Waiting => {
  const { id, waitingSince, resumed, tried, direct, back } = chat
  const listed = listedTo(chat)
  const except = back?.agent.id
  const onLists = listed.length === 0 ? nobody : new Set(listed)
  return { chatId: id, waitingSince, resumed, tried, direct, except, listed: onLists }
}

/** What the line of those is called who wait for whoever answers a button, has a skill or is in a queue. */
export const lineOfTarget = ({ type, id }: HandoverTarget): string => (type === 'button' ? id : `${type}/${id}`)

/** Where a chat waits: at its button, or at the skill or the queue that it was handed or sent to. */
const lineOf = (chat: RequestedChat): string => {
  const target = chat.state === 'waiting' || chat.state === 'offered' ? waitsAt(chat) : undefined
  return target === undefined ? chat.buttonId : lineOfTarget(target)
}

export class Floor {
  readonly organizationId: string
  readonly plan: FloorPlan
  /** Who is online. */
  readonly roster: Roster
  readonly #queue = new Map<string, QueuedChat>()
  readonly #lines = new Map<string, QueueLine>()
  readonly #moved = new Set<string>()
  readonly #offered = new Map<string, OfferedChat>()
  readonly #listings = new Listings()
  readonly #holdings = new Listings()
  readonly #agents = new Map<string, AgentState>()
  readonly #claims = new Claims()
  readonly #averageWaits = new Map<string, number>()
  readonly #established = new Set<string>()

  constructor(organizationId: string, plan: FloorPlan) {
    this.organizationId = organizationId
    this.plan = plan
    this.roster = new Roster(plan, this.#listings)
  }

  /** Takes over the chat as it stands now. Says whether others who wait have another place by that. */
  setChat(chat: Chat): boolean {
    if (chat.state === 'established') this.#established.add(chat.id)
    else this.#established.delete(chat.id)
    const claim = chat.state === 'waiting' ? { buttonId: lineOf(chat), direct: chat.direct } : undefined
    this.#claims.set(chat.id, claim)
    this.#listings.set(chat.id, listedTo(chat))
    this.setHolders(chat)
    if (chat.state === 'offered') this.#offered.set(chat.id, chat)
    else this.#offered.delete(chat.id)
    const known = this.#queue.get(chat.id)
    const isQueued = chat.state === 'waiting' || chat.state === 'offered'
    const leaves = known !== undefined && (!isQueued || lineOf(known) !== lineOf(chat))
    const left = leaves && this.#leaveLine(known)
    if (!isQueued) {
      this.#queue.delete(chat.id)
      return left
    }
    this.#queue.set(chat.id, chat)
    const line = lineOf(chat)
    const joined = this.#lineOf(line).set({ waiting: asWaiting(chat), isOffered: chat.state === 'offered' })
    if (joined) this.#moved.add(line)
    return left || joined
  }

  /** Takes over who has the chat, or is asked for it; {@link Floor.setChat} does as well. */
  setHolders(chat: Chat): void {
    this.#holdings.set(chat.id, holdersOf(chat))
  }

  /** The chats of each line in which places have changed since this was asked last, in the order in which they are served. */
  takeMoved(): string[][] {
    const moved = [...this.#moved]
    this.#moved.clear()
    return moved.map((line) => this.#lines.get(line)?.chatIds ?? [])
  }

  setAgent(agent: AgentState): void {
    if (agent.status === 'offline' && agent.places.length === 0) this.#agents.delete(agent.id)
    else this.#agents.set(agent.id, agent)
    this.roster.set(agent)
  }

  agent(agentId: string): AgentState | undefined {
    return this.#agents.get(agentId)
  }

  /** Everyone who is not offline, or still has chats. */
  get agents(): Iterable<AgentState> {
    return this.#agents.values()
  }

  /** Who waits for a place. */
  get claims(): Claims {
    return this.#claims
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
    let oldestWaitingSince: Instant | undefined
    for (const { waitingSince } of this.#queue.values()) {
      oldestWaitingSince = Math.min(oldestWaitingSince ?? Infinity, waitingSince)
    }
    const offered = this.#offered.size
    return { waiting: this.#queue.size - offered, offered, established: this.#established.size, oldestWaitingSince }
  }

  /** The chats that wait, those that are offered included. */
  get queued(): Iterable<string> {
    return this.#queue.keys()
  }

  /** The chats that are offered to nobody, by the button they wait at. */
  lines(): Line[] {
    return [...this.#lines].map(([buttonId, line]) => ({
      ...{ buttonId, demand: this.plan.demandOf(buttonId), direct: line.direct },
      ...{ particular: line.particular, listed: line.listed },
      chats: { [Symbol.iterator]: () => line.waiting() },
    }))
  }

  /** Those of {@link Floor.lines} that wait at one button. */
  waitingAt(buttonId: string): Iterable<Waiting> {
    return this.#lines.get(buttonId)?.waiting() ?? []
  }

  /** How many chats wait at a button, a skill or a queue; offered ones included. */
  countAt(target: HandoverTarget): number {
    return this.#lines.get(lineOfTarget(target))?.size ?? 0
  }

  /** What is asked of agents for this chat: by whom it was handed to, or else by its button. */
  demandOf(chat: Chat): Demand {
    return this.lineOf(chat).demand
  }

  /** Where the chat waits, or would. */
  lineOf(chat: Chat): LineName {
    const buttonId = chat.state === 'unrequested' ? '' : lineOf(chat)
    return { buttonId, demand: this.plan.demandOf(buttonId) }
  }

  /** A chat that waits, offered or not. */
  waitingChat(chatId: string): QueuedChat | undefined {
    return this.#queue.get(chatId)
  }

  /** The chats that are listed to an agent. */
  listedTo(agentId: string): ReadonlySet<string> {
    return this.#listings.of(agentId)
  }

  /** The chats that an agent has, or is asked for alone, as the chats themselves say. */
  heldBy(agentId: string): ReadonlySet<string> {
    return this.#holdings.of(agentId)
  }

  /** The offers that run out at `now` or did before. */
  expiredOffers(now: Instant): OfferedChat[] {
    return [...this.#offered.values()].filter(({ offer }) => offer.expiresAt <= now)
  }

  /** The chat's place among those that wait at the same button, counted from 1; an offered chat keeps its place. */
  position(chatId: string): number | undefined {
    const chat = this.#queue.get(chatId)
    return chat && this.#lines.get(lineOf(chat))?.position(chatId)
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

  #lineOf(buttonId: string): QueueLine {
    let line = this.#lines.get(buttonId)
    if (line === undefined) this.#lines.set(buttonId, (line = new QueueLine()))
    return line
  }

  #leaveLine(chat: QueuedChat): boolean {
    const name = lineOf(chat)
    const line = this.#lineOf(name)
    const moved = line.delete(chat.id)
    if (moved) this.#moved.add(name)
    if (line.size === 0) this.#lines.delete(name)
    return moved
  }
}
