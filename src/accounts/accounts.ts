/** Who is who: passwords, and the bearer tokens of log-ins and of programs. */
import type { Millis } from '../lib/clock.js'
import type { LogInOrigin } from './log-in-origin.js'
import type { Identity, LogIn, LogIns } from './log-ins.js'
import type { PasswordHasher } from './password-hasher.js'

/** What accounts need to know of an agent to log them in. */
export interface Credential extends Identity {
  /** Undefined for one who has none, and logs in with an identity provider. */
  readonly passwordHash: string | undefined
}

export type Proof =
  | { readonly type: 'proved'; readonly credential: Credential }
  /** Unknown name or wrong password; on purpose nobody learns which. */
  | { readonly type: 'refused' }
  /** Too many people at once. */
  | { readonly type: 'too-many'; readonly retryAfterMs: Millis }

export type LogInOutcome = Exclude<Proof, { type: 'proved' }> | { readonly type: 'logged-in'; readonly logIn: LogIn }

/** How many passwords are checked at the same time; further ones are refused, for each costs much memory and time. */
export const checksAtOnceMax = 32

export class Accounts {
  readonly #logIns: LogIns
  readonly #hasher: PasswordHasher
  readonly #credentialOf: (username: string) => Credential | undefined
  readonly #programOf: (hash: string) => Identity | undefined
  readonly #newSecret: () => string
  readonly #refresh: () => Promise<void>
  #checking = 0
  #decoy: Promise<string> | undefined

  constructor(options: {
    logIns: LogIns
    hasher: PasswordHasher
    /** An agent who is there and active. */
    credentialOf: (username: string) => Credential | undefined
    /** Whose program's token has this hash; such a token lasts until it is revoked. */
    programOf: (hash: string) => Identity | undefined
    /** Something that nobody knows. */
    newSecret: () => string
    /** Settles when what other processes changed about agents until now is known here. */
    refresh: () => Promise<void>
  }) {
    this.#logIns = options.logIns
    this.#hasher = options.hasher
    this.#credentialOf = options.credentialOf
    this.#programOf = options.programOf
    this.#newSecret = options.newSecret
    this.#refresh = options.refresh
  }

  /** Checks a password. How often one may try is not asked here, but where it is known who tries. */
  async prove(username: string, password: string): Promise<Proof> {
    if (this.#checking >= checksAtOnceMax) return { type: 'too-many', retryAfterMs: 1000 }
    const credential = this.#credentialOf(username)
    this.#checking += 1
    try {
      // An unknown name takes as long as a wrong password, so that names cannot be found out.
      this.#decoy ??= this.#hasher.hash(this.#newSecret())
      const right = await this.#hasher.verify(credential?.passwordHash ?? (await this.#decoy), password)
      if (!right || credential?.passwordHash === undefined || !this.#isStill(username, credential))
        return { type: 'refused' }
      return { type: 'proved', credential }
    } finally {
      this.#checking -= 1
    }
  }

  /** Logs in whoever has the password; see {@link Accounts.prove}. */
  async logIn(username: string, password: string, origin: LogInOrigin): Promise<LogInOutcome> {
    const proof = await this.prove(username, password)
    if (proof.type !== 'proved') return proof
    const logIn = await this.#made(username, proof.credential, { ...origin, way: 'password' })
    return logIn ? { type: 'logged-in', logIn } : { type: 'refused' }
  }

  /** Logs in whoever an identity provider vouches for; undefined when nobody here has that name. */
  async logInVouched(username: string, origin: LogInOrigin): Promise<LogIn | undefined> {
    const credential = this.#credentialOf(username)
    return credential && this.#made(username, credential, { ...origin, way: 'provider' })
  }

  /** A log-in; undefined when the agent was deactivated, or given another password, before it was durable. */
  async #made(username: string, credential: Credential, origin: LogInOrigin): Promise<LogIn | undefined> {
    const logIn = await this.#logIns.make(credential, origin)
    await this.#refresh()
    if (this.#isStill(username, credential)) return logIn
    await this.#logIns.end(this.#logIns.idOf(logIn.token))
    return undefined
  }

  /** Whether nothing that counts was changed about an agent while they logged in. */
  #isStill(username: string, { organizationId, agentId, passwordHash }: Credential): boolean {
    const now = this.#credentialOf(username)
    return now?.organizationId === organizationId && now.agentId === agentId && now.passwordHash === passwordHash
  }

  /** Whose token this is; `undefined` when it is nobody's, or no longer. */
  async identify(token: string): Promise<Identity | undefined> {
    const hash = this.#logIns.idOf(token)
    return this.#programOf(hash) ?? (await this.#logIns.use(hash))
  }
}
