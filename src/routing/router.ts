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
import type { AgentState } from './agent.js'
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

/** Whether an agent is here: how many event streams they have open, or since when none. */
interface Lease {
  streams: number
  goneSince: Instant
  readonly organizationId: string
  readonly agentId: string
}

export class Router {
  readonly #floors: Floors
  readonly #assignments: Assignments
  readonly #placements: Placements
  readonly #log: EventLog
  readonly #clock: Clock
  readonly #settings: RouterSettings
  readonly #tidings: QueueTidings
  readonly #onError: (error: unknown) => void
  readonly #leases = new Map<string, Lease>()
  readonly #routing = new Set<string>()
  readonly #dirty = new Set<string>()
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
    this.#startedAt = options.clock.now()
  }

  /** Takes over what was open, gives everybody a full lease to show up again, and begins to route. */
  async start(
    agents: readonly AgentState[],
    buttonIds: Iterable<{ organizationId: string; id: string }>,
  ): Promise<void> {
    this.#startedAt = this.#clock.now()
    for (const { organizationId, id } of agents) this.#lease(organizationId, id)
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
    for (const lease of this.#leases.values()) lease.goneSince = now
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
    for (const { ref, before, after } of commits) {
      const { organizationId, kind } = ref.name
      const floor = this.#floors.of(organizationId)
      if (kind === 'chat') this.#takeInChat(floor, before as Chat, after as Chat)
      else if (kind === 'agent') {
        const agent = after as AgentState
        floor.setAgent(agent)
        const lease = this.#lease(organizationId, agent.id)
        // Whoever says that they are here has a full lease to open an event stream.
        if (agent.status !== (before as AgentState).status) lease.goneSince = this.#clock.now()
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
    this.#lease(organizationId, agentId).streams += 1
  }

  /** One of the agent's event streams is gone. */
  agentLeft(organizationId: string, agentId: string): void {
    const lease = this.#lease(organizationId, agentId)
    lease.streams -= 1
    lease.goneSince = this.#clock.now()
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

  #takeInChat(floor: Floor, before: Chat, after: Chat): void {
    // Messages change nothing that routing looks at, and there are many of them.
    if (before.state === 'established' && after.state === 'established') return
    const moved = floor.setChat(after)
    const waited = before.state === 'waiting' || before.state === 'offered'
    if (waited && after.state === 'established' && !before.resumed) {
      const average = floor.countWait(after.buttonId, after.establishedAt - after.waitingSince)
      this.#log.setBookmark(waitBookmark(floor.organizationId, after.buttonId), String(Math.round(average)))
    }
    if (moved) this.#tidings.moved(floor.organizationId)
    this.#look(floor.organizationId)
  }

  #lease(organizationId: string, agentId: string) {
    const key = `${organizationId}/${agentId}`
    let lease = this.#leases.get(key)
    if (lease === undefined) {
      lease = { streams: 0, goneSince: this.#clock.now(), organizationId, agentId }
      this.#leases.set(key, lease)
    }
    return lease
  }

  #look(organizationId: string): void {
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
          if (this.#dirty.has(organizationId)) this.#look(organizationId)
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
    const now = this.#clock.now()
    for (const floor of this.#floors.all) {
      await this.#sweepOffers(floor, now)
      const unattended = this.#unattendedOf(floor.organizationId).due(floor, now - this.#settings.unattendedMs)
      await eachOnItsOwn([...unattended], (chatId) => this.#placements.failUnserved(floor, chatId), this.#onError)
      const lookAgainAt = this.#lookAgainAt.get(floor.organizationId)
      if (lookAgainAt !== undefined && lookAgainAt <= now) this.#look(floor.organizationId)
    }
    await eachOnItsOwn([...this.#leases], ([key, lease]) => this.#sweepLease(key, lease), this.#onError)
  }

  async #sweepLease(key: string, lease: Lease): Promise<void> {
    const { organizationId, agentId } = lease
    const isGone = () => lease.streams === 0 && lease.goneSince + this.#settings.agentLeaseMs <= this.#clock.now()
    if (!isGone()) return
    if (this.#floors.of(organizationId).agent(agentId) === undefined) this.#leases.delete(key)
    else await this.#assignments.loseAgent(organizationId, agentId, isGone)
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
