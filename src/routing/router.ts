/**
 * Drives routing: decides again whenever a chat or an agent changed, and sweeps what time changes: offers that ran out
 * and agents whose connection is gone. One organization at a time, serially.
 */
import type { Chat, OfferedChat } from '../chat/chat.js'
import { chatRef } from '../chat/chat-service.js'
import { eachOnItsOwn } from '../chat/each-on-its-own.js'
import type { EventLog } from '../event-log/event-log.js'
import type { Commit } from '../event-log/ledger.js'
import type { Clock, Instant, Millis, Timer } from '../lib/clock.js'
import type { ContactTraces } from '../lib/contact-traces.js'
import type { AgentState } from './agent.js'
import { AgentLeases } from './agent-leases.js'
import type { Assignments } from './assignments.js'
import { estimatedWaitSeconds } from './estimated-wait.js'
import type { Floor } from './floor.js'
import type { Floors } from './floors.js'
import type { Placements } from './placements.js'
import { neglected } from './prospects.js'
import type { QueueTidings } from './queue-tidings.js'
import { route, stranded, type Routing } from './rules.js'
import { Unattended } from './unattended.js'

export interface RouterSettings {
  /** How long an agent has to take an offer. */
  readonly offerTimeoutMs: Millis
  /** An agent whose event stream is gone for this long is offline. */
  readonly agentLeaseMs: Millis
  /** An offer that was let pass is not made again to the same agent before this. */
  readonly reofferPauseMs: Millis
  /** A request that nobody is there for has failed after this time. */
  readonly unattendedMs: Millis
}

/** How many chats are offered, or listed, in one append. */
const chatsPerAppendMax = 200
/** How often time is looked at. */
const sweepEveryMs = 250

export class Router {
  readonly #floors: Floors
  readonly #assignments: Assignments
  readonly #placements: Placements
  readonly #log: EventLog
  readonly #clock: Clock
  readonly #settings: RouterSettings
  readonly #tidings: QueueTidings
  readonly #onError: (error: unknown) => void
  readonly #leases: AgentLeases
  readonly #waitMs: (organizationId: string) => Millis
  readonly #routing = new Set<string>()
  readonly #dirty = new Set<string>()
  /** Organizations of which another node has the turn, to be looked at when it should have been. */
  readonly #putOff = new Set<string>()
  readonly #lookAgainAt = new Map<string, Instant>()
  readonly #unattended = new Map<string, Unattended>()
  #startedAt: Instant
  #sweeping = false
  #timer: Timer | undefined
  #stopped = false

  constructor(options: {
    floors: Floors
    assignments: Assignments
    placements: Placements
    log: EventLog
    clock: Clock
    settings: RouterSettings
    /** Tells of places in queues that have changed. */
    tidings: QueueTidings
    /** Where several nodes share the store: what they know of each other's agents. */
    traces?: ContactTraces | undefined
    /** How long this node leaves an organization to another first; not at all unless said otherwise. */
    waitMs?: (organizationId: string) => Millis
    /** Something failed that nobody waits for; it is tried again with the next sweep. */
    onError: (error: unknown) => void
  }) {
    this.#floors = options.floors
    this.#assignments = options.assignments
    this.#placements = options.placements
    this.#log = options.log
    this.#clock = options.clock
    this.#settings = options.settings
    this.#tidings = options.tidings
    this.#onError = options.onError
    this.#waitMs = options.waitMs ?? (() => 0)
    this.#leases = new AgentLeases({
      clock: options.clock,
      leaseMs: options.settings.agentLeaseMs,
      isOnFloor: (organizationId, agentId) => this.#floors.of(organizationId).agent(agentId) !== undefined,
      lose: (...lost) => this.#assignments.loseAgent(...lost),
      traces: options.traces,
    })
    this.#startedAt = options.clock.now()
  }

  /** Which agents are here. */
  get leases(): AgentLeases {
    return this.#leases
  }

  /** Takes over what was open, gives everybody a full lease to show up again, and begins to route. */
  async start(
    agents: readonly AgentState[],
    buttonIds: Iterable<{ organizationId: string; id: string }>,
  ): Promise<void> {
    this.#startedAt = this.#clock.now()
    for (const { organizationId, id } of agents) this.#leases.know(organizationId, id)
    for (const { organizationId, id } of buttonIds) {
      const kept = Number(await this.#log.bookmark(waitBookmark(organizationId, id)))
      if (kept > 0) this.#floors.of(organizationId).setAverageWait(id, kept)
    }
    for (const { organizationId } of this.#floors.all) this.#look(organizationId)
    this.#scheduleSweep()
  }

  /** Gives every agent a full lease and every offer its full time again: for a while nobody could be heard. */
  renewLeases(): void {
    const now = this.#clock.now()
    this.#startedAt = now
    this.#leases.renewAll()
    this.#unattended.clear()
    for (const { organizationId } of this.#floors.all) this.#look(organizationId)
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
    this.#tidings.stop()
  }

  /** Takes in what was committed. Call it with every append, in order. */
  takeIn(commits: readonly Commit[]): void {
    for (const { ref, before, after, isForeign = false } of commits) {
      const { organizationId, kind } = ref.name
      const floor = this.#floors.of(organizationId)
      if (kind === 'chat') this.#takeInChat(floor, before as Chat, after as Chat, isForeign)
      else if (kind === 'agent') {
        const agent = after as AgentState
        floor.setAgent(agent)
        this.#leases.know(organizationId, agent.id)
        // Whoever says that they are here has a full lease to open an event stream.
        if (agent.status !== (before as AgentState).status) this.#leases.renew(organizationId, agent.id)
        this.#look(organizationId)
      }
    }
  }

  /** Capacities, buttons or agents are others now. */
  setupChanged(organizationId: string): void {
    this.#look(organizationId)
  }

  /** The agent opened an event stream. */
  agentArrived(organizationId: string, agentId: string): void {
    this.#leases.arrived(organizationId, agentId)
  }

  /** One of the agent's event streams is gone. */
  agentLeft(organizationId: string, agentId: string): void {
    this.#leases.left(organizationId, agentId)
  }

  /** The visitor's place in the queue from 1 on; 0 when the chat does not wait. */
  position(organizationId: string, chatId: string): number {
    return this.#floors.of(organizationId).position(chatId) ?? 0
  }

  /** Seconds the visitor may expect to wait still; -1 while nothing is known. */
  estimatedWait(organizationId: string, buttonId: string, waitingSince: Instant): number {
    const average = this.#floors.of(organizationId).averageWait(buttonId)
    return estimatedWaitSeconds(average, waitingSince, this.#clock.now())
  }

  #takeInChat(floor: Floor, before: Chat, after: Chat, isForeign: boolean): void {
    if (before.state === 'established' && after.state === 'established') {
      // Messages change nothing that routing looks at, and there are many of them.
      const areTheSame =
        before.agent === after.agent && before.joined === after.joined && before.question === after.question
      if (!areTheSame) floor.setHolders(after)
      return
    }
    const moved = floor.setChat(after)
    const waited = before.state === 'waiting' || before.state === 'offered'
    if (waited && after.state === 'established' && !before.resumed) {
      const average = floor.countWait(after.buttonId, after.establishedAt - after.waitingSince)
      // Whoever wrote it keeps it.
      if (!isForeign)
        this.#log.setBookmark(waitBookmark(floor.organizationId, after.buttonId), String(Math.round(average)))
    }
    if (moved) this.#tidings.moved(floor.organizationId)
    this.#look(floor.organizationId)
  }

  #look(organizationId: string): void {
    const waitMs = this.#waitMs(organizationId)
    if (waitMs === 0) this.#lookNow(organizationId)
    else if (!this.#putOff.has(organizationId)) {
      this.#putOff.add(organizationId)
      this.#clock.after(waitMs, () => {
        this.#putOff.delete(organizationId)
        this.#lookNow(organizationId)
      })
    }
  }

  #lookNow(organizationId: string): void {
    this.#dirty.add(organizationId)
    if (this.#routing.has(organizationId) || this.#stopped) return
    this.#routing.add(organizationId)
    // After what is being committed now has been taken in whole.
    queueMicrotask(() => {
      this.#routeUntilQuiet(organizationId)
        .catch((error: unknown) => {
          this.#lookAgainAt.set(organizationId, this.#clock.now())
          this.#onError(error)
        })
        .finally(() => {
          this.#routing.delete(organizationId)
          if (this.#dirty.has(organizationId)) this.#lookNow(organizationId)
        })
    })
  }

  async #routeUntilQuiet(organizationId: string): Promise<void> {
    const floor = this.#floors.of(organizationId)
    while (this.#dirty.delete(organizationId) && !this.#stopped) {
      const now = this.#clock.now()
      const { claims, roster } = floor
      const lost = stranded(claims.agentOnly, roster)
      const lines = floor.lines()
      const { lookAgainAt, ...found } = route(lines, roster, now, this.#settings.reofferPauseMs)
      if (lookAgainAt === undefined) this.#lookAgainAt.delete(organizationId)
      else this.#lookAgainAt.set(organizationId, lookAgainAt)
      for (const { chatId, agentId } of lost) await this.#placements.failDirect(organizationId, chatId, agentId)
      if (await this.#carryOut(floor, found)) continue
      // Now everything is given away that could be, and who has nothing has nobody.
      const { failed, ...others } = neglected(lines, roster)
      this.#unattendedOf(organizationId).note(others, now)
      for (const chatId of failed) await this.#placements.failUnserved(floor, chatId)
    }
  }

  /** Does what routing found, so many at a time; says whether that was anything. */
  async #carryOut(floor: Floor, { matches, listings, unlistings }: Omit<Routing, 'lookAgainAt'>): Promise<boolean> {
    const isMuch = [matches, listings, unlistings].some(({ length }) => length > chatsPerAppendMax)
    if (isMuch) this.#dirty.add(floor.organizationId)
    if (matches.length > 0) await this.#placements.offer(floor, matches.slice(0, chatsPerAppendMax))
    if (listings.length > 0 || unlistings.length > 0) {
      const [onto, off] = [listings, unlistings].map((all) => all.slice(0, chatsPerAppendMax))
      await this.#placements.list(floor, onto ?? [], off ?? [])
    }
    return matches.length > 0 || listings.length > 0 || unlistings.length > 0
  }

  #unattendedOf(organizationId: string): Unattended {
    let unattended = this.#unattended.get(organizationId)
    if (unattended === undefined) this.#unattended.set(organizationId, (unattended = new Unattended()))
    return unattended
  }

  #scheduleSweep(): void {
    if (this.#stopped) return
    this.#timer = this.#clock.after(sweepEveryMs, () => {
      if (this.#sweeping) return
      this.#sweeping = true
      this.#sweep()
        .catch(this.#onError)
        .finally(() => {
          this.#sweeping = false
          this.#scheduleSweep()
        })
    })
  }

  async #sweep(): Promise<void> {
    for (const floor of this.#floors.all) {
      const now = this.#clock.now() - this.#waitMs(floor.organizationId)
      await this.#sweepOffers(floor, now)
      const unattended = this.#unattendedOf(floor.organizationId).due(floor, now - this.#settings.unattendedMs)
      await eachOnItsOwn([...unattended], (chatId) => this.#placements.failUnserved(floor, chatId), this.#onError)
      const lookAgainAt = this.#lookAgainAt.get(floor.organizationId)
      if (lookAgainAt !== undefined && lookAgainAt <= now) this.#lookNow(floor.organizationId)
    }
    await this.#leases.sweep(this.#onError)
  }

  async #sweepOffers(floor: Floor, now: Instant): Promise<void> {
    // Offers made before a restart are given their full time again: nobody could answer them meanwhile.
    if (now < this.#startedAt + this.#settings.offerTimeoutMs) return
    // One that was accepted, declined or left at the last moment is refused: then there is no offer left to end.
    const endOffer = ({ id, offer }: OfferedChat): Promise<void> =>
      this.#assignments.endOffer(chatRef(floor.organizationId, id), offer.agentId, 'timed-out')
    await eachOnItsOwn(floor.expiredOffers(now), endOffer, this.#onError)
  }
}

const waitBookmark = (organizationId: string, buttonId: string): string => `wait/${organizationId}/${buttonId}`
