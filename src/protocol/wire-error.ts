/** A refusal as the wire says it: a status and a short plain text. Clients match some of the texts to the letter. */
export class WireError extends Error {
  override name = 'WireError'

  constructor(
    readonly status: 400 | 403 | 404 | 405 | 413 | 500,
    message: string,
  ) {
    super(message)
  }
}

export const noVersionHeader = (): WireError => new WireError(400, 'No version header found')
/** Terminal for every client: it stops polling. Never sent for a chat that lives. */
export const sessionNotFound = (): WireError => new WireError(403, 'Session required but was invalid or not found')
