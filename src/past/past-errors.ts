/** Why a search among past chats finds nothing. */

/** The search took longer than it was given. */
export class SearchTooSlowError extends Error {
  override name = 'SearchTooSlowError'
}

/** What is asked cannot be searched for. */
export class PastSearchError extends Error {
  override name = 'PastSearchError'

  constructor(
    readonly code: 'no-words' | 'too-many-words' | 'no-such-cursor',
    message: string,
  ) {
    super(message)
  }
}
