/** The server cannot start, for a reason its operator can do something about: the message says what. */
export class StartError extends Error {
  override name = 'StartError'
}
