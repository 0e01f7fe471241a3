import { expect } from 'vitest'
import type { Instant } from '../../../src/lib/clock.js'
import { organizationId, type SimulatedServer } from '../simulated-server.js'
import type { TrueChat } from '../truth/true-chat.js'
import type { Expiry, Truth } from '../truth/truth.js'
import type { FloorPeople } from './floor-people.js'
import { leaseMs, offerTimeoutMs, sweepsMs, unattendedMs, visitorLeaseMs } from './floor-setup.js'

/** Says whether what time brings about came too early, and, at rest, whether it is late. */
export class FloorJudge {
  readonly #server: SimulatedServer
  readonly #truth: Truth
  readonly #people: FloorPeople
  /** Nothing is on its way but what a single command began, so that what the server knew is what the log says. */
  alone = false

  constructor(server: SimulatedServer, truth: Truth, people: FloorPeople) {
    this.#server = server
    this.#truth = truth
    this.#people = people
  }

  /** Something is said to be over at this instant. */
  expired(what: Expiry, id: string, at: Instant): void {
    const { violations } = this.#truth
    const { agents, startedAt } = this.#people
    const chat = this.#truth.chats.get(id)
    switch (what) {
      case 'offer':
        // After a start everybody has their full time again.
        if (at < startedAt + offerTimeoutMs) violations.push(`${id} timed out`)
        return
      case 'agent':
        this.#people.noteLeases(this.#server.clock.now())
        if (!agents.find((agent) => agent.id === id)?.ranOut) violations.push(`${id} was taken for lost`)
        return
      case 'visitor': {
        const visitor = this.#people.visitors.find(({ chatId }) => chatId === id)
        // What came at the very instant of the decision may have come after it.
        const seenAt = visitor?.seenAt.findLast((instant) => instant < at) ?? -Infinity
        if (seenAt + visitorLeaseMs > at) violations.push(`the visitor of ${id} was taken for lost`)
        return
      }
      case 'request':
        if (chat && this.alone && !this.#isHopeless(chat, at))
          violations.push(`the request of ${id} failed for nothing`)
        return
      case 'transfer':
        if (chat?.back && this.alone && this.#truth.anybodyFor(chat.back.target, chat.back.agentId)) {
          violations.push(`${id} returned though somebody is there for it`)
        }
    }
  }

  /** A request fails when nobody has a place for it, or nobody was there for long. */
  #isHopeless(chat: TrueChat, at: Instant): boolean {
    const asked = this.#people.agents.filter(({ id }) => this.#truth.mayAsk(chat, id))
    if (chat.direct?.fallback === false) return true
    if (!this.#truth.demandOf(chat).queued) {
      // When several offers run out at the same instant, somebody has no place when it is decided, and a moment later one.
      return !this.#truth.strictOrder || !asked.some(({ id }) => this.#truth.hasRoom(chat, id))
    }
    return asked.length === 0 && this.#people.unattendedSince(chat) + unattendedMs <= at
  }

  /** What holds whenever nothing is on its way, and was not for long enough to be seen to. */
  expectNothingLate(): void {
    const now = this.#server.clock.now()
    const { troubleAt, restlessAt } = this.#people
    // What falls due meanwhile is seen by the next sweep.
    if (Math.max(troubleAt, restlessAt) + sweepsMs > now) return
    for (const chat of this.#truth.chats.values()) this.#expectAnswered(chat, now)
    for (const chat of this.#truth.queue) if (chat.state === 'waiting') this.#expectServed(chat, now)
    for (const { chatId, seenAt } of this.#people.visitors) {
      const silent = (seenAt.at(-1) ?? 0) + visitorLeaseMs + sweepsMs <= now
      const open = chatId !== undefined && this.#truth.chats.get(chatId)?.state !== 'ended'
      if (silent && open) expect.fail(`the visitor of ${chatId} is gone`)
    }
    for (const { id, streams, goneSince } of this.#people.agents) {
      const agent = this.#truth.agent(id)
      const gone = streams === 0 && goneSince + leaseMs + sweepsMs <= now
      const here = agent.status !== 'offline' || agent.places.size > 0
      const known = this.#server.parts.floors.of(organizationId).agent(id) !== undefined
      if (gone && here && known) expect.fail(`${id} is gone`)
    }
  }

  /** Nobody is asked for longer than they may be, and no chat is away from its agent for longer. */
  #expectAnswered(chat: TrueChat, now: Instant): void {
    const { id, state, offerExpiresAt, asked, back } = chat
    const ends = [
      ...(state === 'offered' ? [offerExpiresAt] : []),
      ...[asked, back].flatMap((one) => one?.expiresAt ?? []),
    ]
    const fullTime = this.#people.startedAt + offerTimeoutMs
    for (const end of ends) if (Math.max(end, fullTime) + sweepsMs <= now) expect.fail(`${id} is late`)
    if (back === undefined || this.#truth.anybodyFor(back.target, back.agentId)) return
    // While an append was on its way, nobody could find out that nobody is there.
    const knownSince = Math.max(this.#people.unawaitedSince(chat), this.#people.restlessAt, this.#people.troubleAt)
    if (knownSince + sweepsMs <= now) expect.fail(`${id} waits for nobody`)
  }

  /** Nobody waits beside an agent who has a place for them, or for nobody. */
  #expectServed(chat: TrueChat, now: Instant): void {
    const { id, resumed, direct, listed } = chat
    const { choice, queued, isEligible } = this.#truth.demandOf(chat)
    const asked = this.#people.agents.filter((agent) => this.#truth.mayAsk(chat, agent.id))
    for (const agent of asked) {
      const isListed = choice && isEligible(agent.id) && direct?.fallback !== false
      const done = isListed ? listed.has(agent.id) : !this.#truth.hasRoom(chat, agent.id)
      if (done || this.#truth.pauses(chat, agent.id, now - sweepsMs)) continue
      expect.fail(`${id} waits beside ${agent.id} (${agent.streams})`)
    }
    if (resumed) return
    if (!queued && !asked.some((agent) => this.#truth.hasRoom(chat, agent.id))) {
      expect.fail(`${id} waits without a queue`)
    }
    // While an append was on its way, nobody could find out that nobody is there.
    const knownSince = Math.max(this.#people.unattendedSince(chat), this.#people.restlessAt, this.#people.troubleAt)
    const isLate = knownSince + unattendedMs + 2 * sweepsMs <= now
    if (asked.length === 0 && isLate) expect.fail(`nobody is there for ${id}`)
  }
}
