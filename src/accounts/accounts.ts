/** Who is who: log-ins with passwords, the bearer tokens they give, and those of programs. */
import type { Clock, Instant, Millis } from '../lib/clock.js'
import type { PasswordHasher } from './password-hasher.js'
import type { StoredToken, TokenStore } from './token-store.js'

/** An agent that proved who they are. */
export interface Identity {
  readonly organizationId: string
  readonly agentId: string
}

/** What accounts need to know of an agent to log them in. */
export interface Credential extends Identity {
  readonly passwordHash: string
}

export interface LogIn extends Identity {
  readonly token: string
  readonly expiresAt: Instant
}

export type LogInOutcome =
  | { readonly type: 'logged-in'; readonly logIn: LogIn }
  /** Unknown name or wrong password; on purpose nobody learns which. */
  | { readonly type: 'refused' }
  /** Too many people at once. */
  | { readonly type: 'too-many'; readonly retryAfterMs: Millis }

/** How long a log-in lasts. */
export const logInLastsMs = 7 * 24 * 3_600_000
/** How many passwords are checked at the same time; further ones are refused, for each costs much memory and time. */
export const checksAtOnceMax = 32
/** How many tokens are kept in mind. */
const rememberedMax = 10_000

export class Accounts {
  readonly #tokens: TokenStore
  readonly #hasher: PasswordHasher
  readonly #clock: Clock
  readonly #credentialOf: (username: string) => Credential | undefined
  readonly #logInsAfter: (identity: Identity) => Instant
  readonly #programOf: (hash: string) => Identity | undefined
  readonly #newToken: () => string
  readonly #hashToken: (token: string) => string
  readonly #known = new Map<string, { readonly stored: StoredToken; readonly since: Instant }>()
  readonly #knownForMs: Millis
  readonly #onLogOut: (hash: string) => void
  /** How many log-ins have ended here. */
  #loggedOut = 0
  #checking = 0
  #decoy: Promise<string> | undefined

  constructor(options: {
    tokens: TokenStore
    hasher: PasswordHasher
    clock: Clock
    credentialOf: (username: string) => Credential | undefined
    /** Log-ins of an agent from then or before are worth nothing any more. */
    logInsAfter: (identity: Identity) => Instant
    /** Whose program's token has this hash; such a token lasts until it is revoked. */
    programOf: (hash: string) => Identity | undefined
    /** A new token of at least 256 random bits. */
    newToken: () => string
    hashToken: (token: string) => string
    /** How long a token is remembered before it is looked up again; for ever unless other processes may end it. */
    knownForMs?: Millis
    /** Told of each token that was logged out here, by its hash. */
    onLogOut?: (hash: string) => void
  }) {
    this.#tokens = options.tokens
    this.#hasher = options.hasher
    this.#clock = options.clock
    this.#credentialOf = options.credentialOf
    this.#logInsAfter = options.logInsAfter
    this.#programOf = options.programOf
    this.#newToken = options.newToken
    this.#hashToken = options.hashToken
    this.#onLogOut = options.onLogOut ?? (() => undefined)
    this.#knownForMs = options.knownForMs ?? Infinity
  }

  /** Checks a password. How often one may try is not asked here, but where it is known who tries. */
  async logIn(username: string, password: string): Promise<LogInOutcome> {
    if (this.#checking >= checksAtOnceMax) return { type: 'too-many', retryAfterMs: 1000 }
    const credential = this.#credentialOf(username)
    this.#checking += 1
    try {
      // An unknown name takes as long as a wrong password, so that names cannot be found out.
      this.#decoy ??= this.#hasher.hash(this.#newToken())
      const right = await this.#hasher.verify(credential?.passwordHash ?? (await this.#decoy), password)
      // It may have been changed while it was checked, or the agent deactivated.
      if (
        !right ||
        credential === undefined ||
        this.#credentialOf(username)?.passwordHash !== credential.passwordHash
      ) {
        return { type: 'refused' }
      }
    } finally {
      this.#checking -= 1
    }
    return { type: 'logged-in', logIn: await this.#admit(credential) }
  }

  /** Logs in whoever an identity provider vouches for; undefined when nobody here has that name. */
  async logInVouched(username: string): Promise<LogIn | undefined> {
    const credential = this.#credentialOf(username)
    return credential && this.#admit(credential)
  }

  async #admit({ organizationId, agentId }: Identity): Promise<LogIn> {
    const token = this.#newToken()
    const expiresAt = this.#clock.now() + logInLastsMs
    await this.#tokens.add({ hash: this.#hashToken(token), organizationId, agentId, expiresAt })
    return { organizationId, agentId, token, expiresAt }
  }

  /** Whose token this is; `undefined` when it is nobody's, or no longer. */
  async identify(token: string): Promise<Identity | undefined> {
    const hash = this.#hashToken(token)
    const program = this.#programOf(hash)
    if (program) return program
    const known = this.#known.get(hash)
    const now = this.#clock.now()
    let stored = known && known.since + this.#knownForMs > now ? known.stored : undefined
    if (stored === undefined) {
      const loggedOutBefore = this.#loggedOut
      stored = await this.#tokens.find(hash)
      if (stored === undefined) {
        this.#known.delete(hash)
        return undefined
      }
      if (this.#known.size >= rememberedMax) this.#known.clear()
      // What was found may be gone by now, and would be remembered for good.
      if (this.#loggedOut === loggedOutBefore) this.#known.set(hash, { stored, since: now })
    }
    const stands = stored.expiresAt > this.#clock.now() && stored.expiresAt - logInLastsMs > this.#logInsAfter(stored)
    return stands ? stored : undefined
  }

  /** The token opens nothing from then on. */
  async logOut(token: string): Promise<void> {
    const hash = this.#hashToken(token)
    await this.#tokens.remove(hash)
    this.loggedOut(hash)
    this.#onLogOut(hash)
  }

  /** The token with this hash opens nothing any more: it is forgotten here. */
  loggedOut(hash: string): void {
    this.#known.delete(hash)
    this.#loggedOut += 1
  }

  /** Drops the tokens that have expired, so that they do not pile up. */
  prune(): Promise<void> {
    return this.#tokens.prune(this.#clock.now())
  }
}
