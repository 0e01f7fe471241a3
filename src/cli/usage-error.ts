/** The command line was not understood; the message says how it goes. */
export class UsageError extends Error {
  override name = 'UsageError'
}
