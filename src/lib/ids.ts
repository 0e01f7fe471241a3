/** Where the core gets its chance from: identifiers nobody can guess and nobody else was given. */
export interface Ids {
  /** A random lower-case UUID (RFC 9562, version 4). */
  uuid(): string
}
