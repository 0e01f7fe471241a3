/** A hash that only the holder of a secret can make. */
export interface KeyedHash {
  /** The hash of a text, in an alphabet safe in paths and headers (base64url). The same text gives the same hash. */
  digest(text: string): string
  /** Whether `digest` was made of `text`, with today's secret or one that was rotated out; takes the same time for every wrong digest. */
  verify(text: string, digest: string): boolean
}
