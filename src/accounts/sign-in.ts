/** The port behind which agents prove who they are to somebody else: an identity provider whose word is taken. */

/** What the browser keeps while its person is at the provider. Nobody else may learn or choose it. */
export interface SignInMemory {
  /** Says that an answer belongs to what this browser asked. */
  readonly state: string
  /** Says that a token was made for this asking. */
  readonly nonce: string
  /** Proves to the provider that whoever brings the code is who asked for it (RFC 7636). */
  readonly verifier: string
}

export type SignInOutcome =
  /** The provider vouches for this name. Whether anybody has it here is not its business. */
  | { readonly type: 'vouched'; readonly username: string }
  /**
   * `cancelled`: the person or the provider said no. `stale`: the answer is not one to what this browser asked last.
   * `unverified`: the provider knows the person, but not that the address is theirs. `stranger`: somebody who is not let
   * in. `away`: the provider cannot be reached, or is busy. `failed`: what it said cannot be believed; the log knows why.
   */
  | { readonly type: 'refused'; readonly why: SignInRefusal }

export type SignInRefusal = 'cancelled' | 'stale' | 'unverified' | 'stranger' | 'away' | 'failed'

export interface SignInProvider {
  /** What the log-in page calls it, such as “Example Inc.”. */
  readonly label: string

  /** Begins: where the browser is to go, and what it is to remember. Undefined when the provider cannot be reached. */
  begin(): Promise<{ readonly address: string; readonly memory: SignInMemory } | undefined>

  /** Ends: what the provider's answer, the query of the address it sent the browser to, is worth. Does not reject. */
  finish(query: URLSearchParams, memory: SignInMemory): Promise<SignInOutcome>
  /** Where a browser goes to log out of the provider as well; undefined when it has no such address, or is away. */
  endAddress(): Promise<string | undefined>
}
