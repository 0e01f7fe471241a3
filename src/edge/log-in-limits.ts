/**
 * Who has to wait before another password is tried. What is wrong is counted for a name at an address, so that whoever
 * guesses keeps nobody out but themselves; for an address, whatever names it tries; and for a name, wherever from.
 */
import type { Clock, Instant, Millis } from '../lib/clock.js'
import { countedAs } from './ip-address.js'
import { Networks, type Network } from './networks.js'
import { Windows } from './windows.js'

/** How long wrong tries are counted together. */
export const logInWindowMs = 60_000
/** How many wrong tries a name gets from one address in that time. */
export const wrongAtAddressMax = 10
/** How many wrong tries an address gets, at all names together. */
export const wrongFromAddressMax = 50
/** How many wrong tries a name gets, from all addresses together. */
export const wrongForNameMax = 100
/** How long to wait for what becomes of tries that are under way. */
const untilKnownMs: Millis = 1000
/** How many of each are kept in mind; beyond that the oldest is forgotten. */
export const triedMax = 10_000

/** What servers on one database tell each other, so that whoever guesses at several of them is counted once. */
export type LogInTry =
  | { readonly type: 'wrong-password'; readonly username: string; readonly address: string }
  | { readonly type: 'unlocked'; readonly username: string }

export class LogInLimits {
  readonly #clock: Clock
  readonly #exempt: Networks
  readonly #keysMax: number
  readonly #pairs: Windows<{ wrong: number }>
  readonly #addresses: Windows<{ wrong: number }>
  readonly #names: Windows<{ wrong: number }>
  /** Names where they logged in before, the latest last. */
  readonly #familiar = new Set<string>()
  /** How many tries are under way for a name at an address. */
  readonly #underWay = new Map<string, number>()
  #tell: (tried: LogInTry) => void = () => undefined

  /** What is exempt from rate limits has none for all names together, but for each name. */
  constructor(clock: Clock, { rateLimitExempt }: { readonly rateLimitExempt: readonly Network[] }, keysMax = triedMax) {
    this.#clock = clock
    this.#exempt = new Networks(rateLimitExempt)
    this.#keysMax = keysMax
    const windows = () => new Windows(logInWindowMs, keysMax, () => ({ wrong: 0 }))
    this.#pairs = windows()
    this.#addresses = windows()
    this.#names = windows()
  }

  /**
   * How long somebody at this normalised address has to wait before they may try a password for this name; 0 when they
   * may now. The case of the name does not matter, and whether anybody has it is not asked.
   */
  waitMs(username: string, address: string): Millis {
    const now = this.#clock.now()
    const { pair, place, name } = keysOf(username, address)
    const left = (windows: Windows<{ wrong: number }>, key: string, max: number): Millis =>
      (windows.running(key, now)?.wrong ?? 0) < max ? 0 : windows.leftMs(key, now)
    return Math.max(
      left(this.#pairs, pair, wrongAtAddressMax) || this.#untilKnownMs(pair, now),
      this.#exempt.has(address) ? 0 : left(this.#addresses, place, wrongFromAddressMax),
      // Where somebody logged in before, they can do so again, whoever tries their name elsewhere.
      this.#familiar.has(pair) ? 0 : left(this.#names, name, wrongForNameMax),
    )
  }

  /** Each try that is under way may be wrong: whoever makes more than they get at the same time waits for what comes of them. */
  #untilKnownMs(pair: string, now: Instant): Millis {
    const wrong = this.#pairs.running(pair, now)?.wrong ?? 0
    return wrong + (this.#underWay.get(pair) ?? 0) < wrongAtAddressMax ? 0 : untilKnownMs
  }

  /** Checks a password that may be tried now; while that takes, it counts as one that may be wrong. */
  async during<T>(username: string, address: string, check: () => Promise<T>): Promise<T> {
    const { pair } = keysOf(username, address)
    this.#underWay.set(pair, (this.#underWay.get(pair) ?? 0) + 1)
    try {
      return await check()
    } finally {
      const left = (this.#underWay.get(pair) ?? 1) - 1
      if (left > 0) this.#underWay.set(pair, left)
      else this.#underWay.delete(pair)
    }
  }

  /** From now on `tell` is called with what others are to hear of. */
  onTry(tell: (tried: LogInTry) => void): void {
    this.#tell = tell
  }

  /** Takes in what another server tells. */
  heard(tried: LogInTry): void {
    if (tried.type === 'unlocked') this.#unlock(tried.username)
    else this.#count(tried.username, tried.address)
  }

  /**
   * How long a name has to wait at the address where it has to wait longest; 0 when it waits nowhere. An address that has to
   * wait with every name does not count.
   */
  lockedMs(username: string): Millis {
    const now = this.#clock.now()
    const name = username.toLowerCase()
    const ofName = (this.#names.running(name, now)?.wrong ?? 0) < wrongForNameMax ? 0 : this.#names.leftMs(name, now)
    const waits = this.#pairsOf(name).map((pair) =>
      (this.#pairs.running(pair, now)?.wrong ?? 0) < wrongAtAddressMax ? 0 : this.#pairs.leftMs(pair, now),
    )
    return Math.max(ofName, ...waits)
  }

  /** A name counts anew wherever it was tried. */
  unlock(username: string): void {
    this.#unlock(username)
    this.#tell({ type: 'unlocked', username })
  }

  #unlock(username: string): void {
    const name = username.toLowerCase()
    for (const pair of this.#pairsOf(name)) this.#pairs.end(pair)
    this.#names.end(name)
  }

  #pairsOf(name: string): string[] {
    return [...this.#pairs.keys(this.#clock.now())].filter((pair) => pair.slice(pair.indexOf(' ') + 1) === name)
  }

  /** Counts a wrong password, or a name that nobody has. */
  failed(username: string, address: string): void {
    this.#count(username, address)
    this.#tell({ type: 'wrong-password', username, address })
  }

  #count(username: string, address: string): void {
    const now = this.#clock.now()
    const { pair, place, name } = keysOf(username, address)
    this.#pairs.at(pair, now).wrong += 1
    this.#addresses.at(place, now).wrong += 1
    this.#names.at(name, now).wrong += 1
  }

  /** The right password: this name counts anew at this address. Nothing else does, or guessing would pay in between. */
  succeeded(username: string, address: string): void {
    const { pair } = keysOf(username, address)
    const running = this.#pairs.running(pair, this.#clock.now())
    if (running !== undefined) running.wrong = 0
    this.#familiar.delete(pair)
    this.#familiar.add(pair)
    const [oldest] = this.#familiar
    if (this.#familiar.size > this.#keysMax && oldest !== undefined) this.#familiar.delete(oldest)
  }
}

const keysOf = (username: string, address: string) => {
  const name = username.toLowerCase()
  const place = countedAs(address)
  // No address has a space in it.
  return { name, place, pair: `${place} ${name}` }
}
