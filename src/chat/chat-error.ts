/** Why a chat refuses what it was asked for. Each surface turns a code into its own form of an answer. */
export type ChatErrorCode =
  /** The visitor has not asked for a chat yet. */
  | 'not-requested'
  /** The visitor has already asked for a chat, with another request. */
  | 'already-requested'
  /** The chat is over; nothing can be added to it. */
  | 'chat-over'
  /** The offer was withdrawn, has run out, or somebody took it. */
  | 'offer-gone'
  /** The visitor's network address is not known. */
  | 'no-address'
  /** All of the agent's places are taken. */
  | 'no-place'
  /** Another agent, or nobody, is in charge of the chat. */
  | 'not-your-chat'
  /** Nobody is in charge of the chat, so there is nobody to speak to. */
  | 'nobody-in-charge'
  /** The idempotency key was used before, for another message. */
  | 'key-reused'
  /** No file is asked for, or not this one. */
  | 'no-file-request'
  /** A file is asked for already. */
  | 'file-request-open'
  /** The visitor sent as many files as a chat may have. */
  | 'too-many-files'

/** An expected refusal. Nothing was changed. */
export class ChatError extends Error {
  override name = 'ChatError'

  constructor(
    readonly code: ChatErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
