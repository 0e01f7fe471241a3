/** Why something in a chat came to its end. The log keeps these words for ever: add to them; never change or remove one. */

/** `withdrawn` when whoever gave the chat away took it back. */
export type OfferEndReason = 'declined' | 'timed-out' | 'visitor-left' | 'not-online' | 'withdrawn'

/** Why a hand-over came to nothing; `over` when the chat went on without an answer, or ended. */
export type HandoverEndReason = 'declined' | 'timed-out' | 'cancelled' | 'not-online' | 'over'

/** Why a chat is no longer listed to an agent: as with an offer, or somebody else took it, or it is not for them now. */
export type UnlistReason = OfferEndReason | 'taken' | 'not-eligible'

export type ChatEndReason =
  | 'agent'
  /** The agent, who blocked the visitor for good. */
  | 'blocked'
  | 'visitor'
  /** The visitor's client says that the visitor was idle for too long. */
  | 'visitor-idle'
  /** The visitor was not heard of for too long. */
  | 'visitor-lost'
  /** Nobody is left who could go on with it. */
  | 'agents-unavailable'
