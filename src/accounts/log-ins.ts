/** Log-ins as what they are: the tokens that were given, whose each is, and that they end. */
import type { Clock, Instant, Millis } from '../lib/clock.js'
import type { LogInOrigin } from './log-in-origin.js'
import { listedTokensMax, type StoredToken, type TokenStore } from './token-store.js'

/** An agent that proved who they are. */
export interface Identity {
  readonly organizationId: string
  readonly agentId: string
}

export interface LogIn extends Identity {
  readonly token: string
  readonly expiresAt: Instant
}

/** A log-in as it is kept. */
export type MadeLogIn = StoredToken

/** What ended: one log-in, those of an agent, or any of an organization. Whoever holds one finds out by asking anew. */
export type LogInEnd =
  { readonly hash: string } | { readonly organizationId: string; readonly agentId?: string | undefined }

/** How long a log-in lasts. */
export const logInLastsMs: Millis = 7 * 24 * 3_600_000
/** How exactly it is known when a log-in was used last: each note is a write. */
export const seenEveryMs: Millis = 300_000
/** How many tokens are kept in mind. */
const rememberedMax = 10_000

/** When a log-in was made. */
export const madeAt = ({ expiresAt }: Pick<StoredToken, 'expiresAt'>): Instant => expiresAt - logInLastsMs

export class LogIns {
  readonly #tokens: TokenStore
  readonly #clock: Clock
  readonly #countAfter: (identity: Identity) => Instant
  readonly #newToken: () => string
  readonly #hashToken: (token: string) => string
  readonly #known = new Map<string, { readonly stored: StoredToken; readonly since: Instant }>()
  readonly #knownForMs: Millis
  readonly #onEnded: (hash: string) => void
  readonly #onError: (error: unknown) => void
  readonly #followers = new Set<(end: LogInEnd) => void>()
  /** How many log-ins have ended here. */
  #ended = 0

  constructor(options: {
    tokens: TokenStore
    clock: Clock
    /** Log-ins of an agent from then or before are worth nothing any more. */
    countAfter: (identity: Identity) => Instant
    /** A new token of at least 256 random bits. */
    newToken: () => string
    hashToken: (token: string) => string
    /** How long a token is remembered before it is looked up again; for ever unless other processes may end it. */
    knownForMs?: Millis
    /** Told of each token that was ended here, by its hash. */
    onEnded?: (hash: string) => void
    /** Told of what went wrong when nobody waits for it. */
    onError: (error: unknown) => void
  }) {
    this.#tokens = options.tokens
    this.#clock = options.clock
    this.#countAfter = options.countAfter
    this.#newToken = options.newToken
    this.#hashToken = options.hashToken
    this.#onEnded = options.onEnded ?? (() => undefined)
    this.#knownForMs = options.knownForMs ?? Infinity
    this.#onError = options.onError
  }

  /** Makes one. Its token is shown this once. Of an agent's, those that are the latest stay, up to `listedTokensMax`. */
  async make({ organizationId, agentId }: Identity, origin: LogInOrigin): Promise<LogIn> {
    const token = this.#newToken()
    const now = this.#clock.now()
    const expiresAt = now + logInLastsMs
    await this.#tokens.add({ hash: this.idOf(token), organizationId, agentId, expiresAt, seenAt: now, origin })
    await this.#makeRoom({ organizationId, agentId })
    return { organizationId, agentId, token, expiresAt }
  }

  async #makeRoom({ organizationId, agentId }: Identity): Promise<void> {
    const latest = await this.#tokens.ofAgent(organizationId, agentId)
    const oldest = latest.at(-1)
    if (oldest === undefined || latest.length < listedTokensMax) return
    this.#gone(await this.#tokens.removeOlder(organizationId, agentId, oldest.expiresAt))
  }

  /** What names the log-in with this token. It opens nothing, for nobody finds the token from it. */
  idOf(token: string): string {
    return this.#hashToken(token)
  }

  /** The log-in with this id; `undefined` when it is none, or no longer. Whoever asks has used it. */
  async use(id: string): Promise<MadeLogIn | undefined> {
    const known = this.#known.get(id)
    const now = this.#clock.now()
    let stored = known && known.since + this.#knownForMs > now ? known.stored : undefined
    if (stored === undefined) {
      const endedBefore = this.#ended
      stored = await this.#tokens.find(id)
      if (stored === undefined) {
        this.#known.delete(id)
        return undefined
      }
      if (this.#known.size >= rememberedMax) this.#known.clear()
      // What was found may be gone by now, and would be remembered for good.
      if (this.#ended === endedBefore) this.#known.set(id, { stored, since: now })
    }
    if (!this.#stands(stored)) return undefined
    this.#note(stored)
    return stored
  }

  #note(stored: StoredToken): void {
    const now = this.#clock.now()
    if (now - stored.seenAt < seenEveryMs) return
    const known = this.#known.get(stored.hash)
    if (known) this.#known.set(stored.hash, { ...known, stored: { ...stored, seenAt: now } })
    this.#tokens.seen(stored.hash, now).catch(this.#onError)
  }

  #stands(stored: StoredToken): boolean {
    return stored.expiresAt > this.#clock.now() && madeAt(stored) > this.#countAfter(stored)
  }

  /** An agent's log-ins, the latest first; at most `listedTokensMax`. */
  async of({ organizationId, agentId }: Identity): Promise<MadeLogIn[]> {
    return (await this.#tokens.ofAgent(organizationId, agentId)).filter((stored) => this.#stands(stored))
  }

  /** It opens nothing from then on; ending one that is not there does nothing. */
  async end(id: string): Promise<void> {
    await this.#tokens.remove(id)
    this.#gone([id])
  }

  /** Ends one that is this agent's. False when it is not, or is not there. */
  async endOwn({ organizationId, agentId }: Identity, id: string): Promise<boolean> {
    const stored = await this.#tokens.find(id)
    const isOwn = stored?.organizationId === organizationId && stored.agentId === agentId && this.#stands(stored)
    if (isOwn) await this.end(id)
    return isOwn
  }

  /** Ends all of an agent's log-ins but the one with the id `kept`. Gives how many. */
  async endOthers({ organizationId, agentId }: Identity, kept: string): Promise<number> {
    const ended = await this.#tokens.removeOthers(organizationId, agentId, kept)
    this.#gone(ended)
    return ended.length
  }

  /** These were ended here. */
  #gone(ids: readonly string[]): void {
    for (const id of ids) {
      this.endedElsewhere(id)
      this.#onEnded(id)
    }
  }

  /** The store has this one no longer: it is forgotten here, and whoever holds it is told. */
  endedElsewhere(id: string): void {
    this.#known.delete(id)
    this.#ended += 1
    this.#tell({ hash: id })
  }

  /** What an agent's log-ins are worth was changed; or any agent's, when none is named. */
  doubt(whose: { readonly organizationId: string; readonly agentId?: string }): void {
    this.#tell(whose)
  }

  #tell(end: LogInEnd): void {
    for (const follower of [...this.#followers]) follower(end)
  }

  /** Calls `follower` whenever log-ins ended. Returns how to end that. */
  follow(follower: (end: LogInEnd) => void): () => void {
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  /** Drops the tokens that have expired, so that they do not pile up. */
  prune(): Promise<void> {
    return this.#tokens.prune(this.#clock.now())
  }
}
