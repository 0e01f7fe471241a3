/** A refusal as the wire says it: a status and a short plain text. Clients match some of the texts to the letter. */
export class WireError extends Error {
  override name = 'WireError'

  constructor(
    readonly status: 400 | 403 | 404 | 405 | 409 | 413 | 429 | 500,
    message: string,
  ) {
    super(message)
  }
}

/** The client asks too often: 429, with how many whole seconds it has to wait. */
export class TooManyRequestsError extends WireError {
  override name = 'TooManyRequestsError'
  readonly retryAfterS: number

  constructor(waitMs: number) {
    const retryAfterS = Math.max(1, Math.ceil(waitMs / 1000))
    super(429, `Too many requests. Wait ${retryAfterS} s.`)
    this.retryAfterS = retryAfterS
  }
}

/** A command's number does not follow. Clients read the digits at the end to know where to go on. */
export const outOfSync = (sent: number, last: number): WireError =>
  new WireError(409, `Out of sync Ack. Expected ${sent}. Actual ${last}`)
export const noVersionHeader = (): WireError => new WireError(400, 'No version header found')
/** Terminal for every client: it stops polling. Never sent for a chat that lives. */
export const sessionNotFound = (): WireError => new WireError(403, 'Session required but was invalid or not found')
