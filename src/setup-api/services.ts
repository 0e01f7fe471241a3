import type { AgentServices } from '../agent-api/services.js'
import type { Makings } from '../setup/makings.js'

/** What makes the secrets and ids of new objects; all of it is chance. */
export interface NewThings {
  /** A new record id that begins with a prefix of three characters. */
  recordId(prefix: string): string
  password(): string
  /** A token of at least 256 random bits. */
  token(): string
}

/** What the routes of setup work with. */
export interface SetupServices extends AgentServices {
  readonly hashToken: (token: string) => string
  /** What is to be known of the server from outside. */
  readonly installation: {
    /** The address below which everything is, without a slash at its end. */
    readonly baseUrl: () => string
    /** Whether somebody said that the world sees it. */
    readonly isPublic: boolean
  }
  readonly make: NewThings
  /** What is made once for each key. */
  readonly makings: Makings
}
