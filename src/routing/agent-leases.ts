/**
 * Which agents are here: whoever has an event stream open on some node, or had a moment ago. Whoever has none for a whole
 * lease is gone. With several nodes each says whom it has streams of, and nobody is gone before the durable trace of that
 * was looked at.
 */
import { eachOnItsOwn } from '../chat/each-on-its-own.js'
import type { Clock, Instant, Millis } from '../lib/clock.js'
import { heardLateMs, type ContactTraces } from '../lib/contact-traces.js'

/** Whether an agent is here: how many event streams they have open, or since when none. */
interface Lease {
  streams: number
  goneSince: Instant
  /** The last that was heard of them was a stream of this process. */
  isHome: boolean
  /** When the last trace was left. */
  tracedAt: Instant
  readonly organizationId: string
  readonly agentId: string
}

/** A trace is left this many times in a lease. */
const tracesPerLease = 4
/** How old the trace of an agent who is here may be. */
const traceAgeMaxMs: Millis = 10_000

const traceName = ({ organizationId, agentId }: Lease): string => `here/${organizationId}/${agentId}`

export class AgentLeases {
  readonly #clock: Clock
  readonly #leaseMs: Millis
  readonly #isOnFloor: (organizationId: string, agentId: string) => boolean
  readonly #lose: (organizationId: string, agentId: string, isGone: () => boolean) => Promise<void>
  readonly #traces: ContactTraces | undefined
  readonly #leases = new Map<string, Lease>()

  constructor(options: {
    clock: Clock
    /** An agent whose event stream is gone for this long is offline. */
    leaseMs: Millis
    /** Whether they have anything to lose. */
    isOnFloor: (organizationId: string, agentId: string) => boolean
    /** Does what it means that an agent is gone, if that `isGone` still when it is decided. */
    lose: (organizationId: string, agentId: string, isGone: () => boolean) => Promise<void>
    /** Where several nodes share the store: what they know of each other's agents. */
    traces?: ContactTraces | undefined
  }) {
    this.#clock = options.clock
    this.#leaseMs = options.leaseMs
    this.#isOnFloor = options.isOnFloor
    this.#lose = options.lose
    this.#traces = options.traces
  }

  /** The agent is on the floor: they have what is left of their lease to open a stream, or a whole one. */
  know(organizationId: string, agentId: string): void {
    this.#of(organizationId, agentId)
  }

  /** The agent showed up by other means: they have a full lease to open an event stream. */
  renew(organizationId: string, agentId: string): void {
    this.#of(organizationId, agentId).goneSince = this.#clock.now()
  }

  /** Everybody has a full lease again: for a while nobody could be heard. */
  renewAll(): void {
    for (const lease of this.#leases.values()) lease.goneSince = this.#clock.now()
  }

  /** The agent opened an event stream. */
  arrived(organizationId: string, agentId: string): void {
    const lease = this.#of(organizationId, agentId)
    lease.streams += 1
    lease.isHome = true
  }

  /** One of the agent's event streams is gone. */
  left(organizationId: string, agentId: string): void {
    const lease = this.#of(organizationId, agentId)
    lease.streams -= 1
    lease.goneSince = this.#clock.now()
  }

  /** The agent has an event stream on another node. */
  heardOf(organizationId: string, agentId: string): void {
    const lease = this.#of(organizationId, agentId)
    lease.goneSince = this.#clock.now()
    if (lease.streams === 0) lease.isHome = false
  }

  /** Leaves traces of the agents who have a stream here, and names them by organization, for the other nodes. */
  present(): ReadonlyMap<string, readonly string[]> {
    const present = new Map<string, string[]>()
    const now = this.#clock.now()
    const traceEveryMs = Math.min(this.#leaseMs / tracesPerLease, traceAgeMaxMs)
    for (const lease of this.#leases.values()) {
      if (lease.streams === 0) continue
      const { organizationId, agentId } = lease
      const agentIds = present.get(organizationId) ?? []
      present.set(organizationId, agentIds)
      agentIds.push(agentId)
      if (lease.tracedAt + traceEveryMs > now) continue
      lease.tracedAt = now
      this.#traces?.leave(traceName(lease), now)
    }
    return present
  }

  /** Gives up whoever is gone. */
  sweep(onError: (error: unknown) => void): Promise<void> {
    return eachOnItsOwn([...this.#leases], ([key, lease]) => this.#sweepLease(key, lease), onError)
  }

  async #sweepLease(key: string, lease: Lease): Promise<void> {
    const { organizationId, agentId } = lease
    // What others know of is heard a little late.
    const graceMs = this.#traces === undefined || lease.isHome ? 0 : heardLateMs
    const isGone = () => lease.streams === 0 && lease.goneSince + this.#leaseMs + graceMs <= this.#clock.now()
    if (!isGone()) return
    if (!this.#isOnFloor(organizationId, agentId)) {
      this.#leases.delete(key)
      return
    }
    // A node that was paused, or that nobody could tell anything, has to look first.
    const traced = (await this.#traces?.last(traceName(lease))) ?? 0
    lease.goneSince = Math.max(lease.goneSince, traced)
    if (isGone()) await this.#lose(organizationId, agentId, isGone)
  }

  #of(organizationId: string, agentId: string): Lease {
    const key = `${organizationId}/${agentId}`
    let lease = this.#leases.get(key)
    if (lease === undefined) {
      const goneSince = this.#clock.now()
      lease = { streams: 0, goneSince, isHome: false, tracedAt: -Infinity, organizationId, agentId }
      this.#leases.set(key, lease)
    }
    return lease
  }
}
