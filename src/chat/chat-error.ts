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
  /** The agent only talks along; another is in charge. */
  | 'not-in-charge'
  /** A colleague is asked already, or the chat waits to be taken over. */
  | 'handover-open'
  /** Nothing is under way that could be taken back. */
  | 'no-handover'
  /** The colleague talks along already. */
  | 'already-in-chat'
  /** As many colleagues talk along as can. */
  | 'conference-full'
  /** The colleague is not online or has no place free, or nobody is there for whom it is handed to. */
  | 'nobody-there'
  /** There is no such agent, button, skill or queue to hand a chat to. */
  | 'no-such-target'
  /** The agent's configuration does not allow it. */
  | 'not-permitted'
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
