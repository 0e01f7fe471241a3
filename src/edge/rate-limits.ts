/**
 * How often one client may ask. Counts are kept in memory, by address for everybody and by session for commands; a
 * request that comes too early costs nothing but this.
 */
import type { Clock, Millis } from '../lib/clock.js'
import { AddressLimits, type AddressLimit, type RateLimit } from './address-limits.js'
import { countedAs, countedBits } from './ip-address.js'
import { Networks, type Network } from './networks.js'
import { Windows } from './windows.js'

/** What is counted on its own. */
export type LimitedKind = 'sessions' | 'requests' | 'commands'

/** How long the requests of an address are counted together. */
export const addressWindowMs = 60_000
/** How long the commands of a session are counted together. */
export const sessionWindowMs = 10_000
/** How many addresses, and how many sessions, are counted at once; beyond that the oldest count begins anew. */
export const countedMax = 100_000

export interface RateLimitSettings {
  /** New sessions, and other requests, that one address may ask for in a minute; 0 stands for any number. */
  readonly rateLimitSessions: number
  readonly rateLimitRequests: number
  /** Commands that one session may send in ten seconds; 0 stands for any number. */
  readonly rateLimitCommands: number
  /** Who has no limits. */
  readonly rateLimitExempt: readonly Network[]
  /** Who has limits of their own. */
  readonly rateLimitAddresses: readonly AddressLimit[]
}

interface AddressCounts {
  sessions: number
  requests: number
  /** Absent for an address that has no limits. */
  readonly limit: RateLimit | undefined
}

export class RateLimits {
  readonly #clock: Clock
  /** Networks with a word of their own that are smaller than what is counted together otherwise. */
  readonly #single: Networks
  readonly #commandsMax: number
  readonly #addresses: Windows<AddressCounts>
  readonly #sessions: Windows<{ commands: number }>
  readonly #limited = { sessions: 0, requests: 0, commands: 0 }

  constructor(clock: Clock, settings: RateLimitSettings, keysMax = countedMax) {
    this.#clock = clock
    this.#commandsMax = settings.rateLimitCommands
    const exempt = new Networks(settings.rateLimitExempt)
    const own = new AddressLimits(settings.rateLimitAddresses)
    const named = [...settings.rateLimitExempt, ...settings.rateLimitAddresses.map(({ network }) => network)]
    this.#single = new Networks(named.filter(({ bits }) => bits > countedBits))
    const usual = { sessions: settings.rateLimitSessions, requests: settings.rateLimitRequests }
    this.#addresses = new Windows(addressWindowMs, keysMax, (key) => {
      // What is counted together has its limit in common, too: that of its first address.
      const [address = ''] = key.split('/')
      const limit = exempt.has(address) ? undefined : (own.of(address) ?? usual)
      return { sessions: 0, requests: 0, limit }
    })
    this.#sessions = new Windows(sessionWindowMs, keysMax, () => ({ commands: 0 }))
  }

  /** How many requests of each kind were refused. */
  get limited(): Readonly<Record<LimitedKind, number>> {
    return this.#limited
  }

  /** Counts a request. Answers how long the client has to wait before it may ask again; 0 when it may go on. */
  admit(address: string, kind: 'sessions' | 'requests'): Millis {
    const key = this.#keyOf(address)
    const now = this.#clock.now()
    const counts = this.#addresses.at(key, now)
    const { limit } = counts
    if (limit === undefined || limit[kind] === 0) return 0
    if (counts[kind] < limit[kind]) {
      counts[kind] += 1
      return 0
    }
    this.#limited[kind] += 1
    return this.#addresses.leftMs(key, now)
  }

  /** The same for a command of a session. */
  admitCommand(address: string, sessionId: string): Millis {
    if (this.#commandsMax === 0) return 0
    const now = this.#clock.now()
    if (this.#addresses.at(this.#keyOf(address), now).limit === undefined) return 0
    const counts = this.#sessions.at(sessionId, now)
    if (counts.commands < this.#commandsMax) {
      counts.commands += 1
      return 0
    }
    this.#limited.commands += 1
    return this.#sessions.leftMs(sessionId, now)
  }

  /**
   * Counts further commands that came in one with a command that was let in. They are let in, too, because what is one
   * request is carried out whole; the next one waits for them.
   */
  countFurther(address: string, sessionId: string, commands: number): void {
    const now = this.#clock.now()
    if (this.#commandsMax === 0 || this.#addresses.at(this.#keyOf(address), now).limit === undefined) return
    this.#sessions.at(sessionId, now).commands += commands
  }

  #keyOf(address: string): string {
    const key = countedAs(address)
    return key !== address && this.#single.has(address) ? address : key
  }
}
