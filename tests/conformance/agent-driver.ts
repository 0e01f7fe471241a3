/**
 * The other side of a chat, as far as the suite needs one. Every server has an interface of its own for its agents;
 * whoever wants to check one writes this much for it.
 */

/** A request that waits for the agent's answer. */
export interface DrivenOffer {
  accept(): Promise<DrivenChat>
  /** Settles when the request was taken back, because its visitor left. */
  withdrawn(): Promise<void>
}

/** What the agent was told of a visitor besides their messages. */
export interface VisitorSign {
  readonly typing: boolean
  /** What they have typed so far, when their client shows it. */
  readonly text?: string
}

/** A chat with the agent in it. */
export interface DrivenChat {
  /** As the visitor is told: the name and the record id, with 15 characters. */
  readonly agent: { readonly name: string; readonly id: string }
  readonly visitorName: string
  /** What the visitor said of themselves before the chat. */
  readonly details: readonly { readonly label: string; readonly value: string }[]
  write(text: string): Promise<void>
  typing(typing: boolean): Promise<void>
  end(): Promise<void>
  /** Asks the visitor for a file. */
  askForFile(): Promise<void>
  /** Takes back what was asked for last. */
  withdrawFile(): Promise<void>
  /** The names of the files that came. */
  files(): Promise<readonly string[]>
  /** The texts of all messages, oldest first, whoever wrote them. */
  texts(): Promise<readonly string[]>
  /** Settles with what the agent is told next of the visitor's typing. */
  nextSign(): Promise<VisitorSign>
  /** What the agent was told of the visitor's typing, and was not taken yet. */
  readonly signs: readonly VisitorSign[]
  /** Settles with the reason when the chat is over, in the words of the agent's side. */
  ended(): Promise<string>
}

/** An agent who does what a check says. Chats are found by the visitor's name, so names have to differ. */
export interface AgentDriver {
  goOnline(): Promise<void>
  /** Nobody is there for visitors then: this agent is the only one. */
  goOffline(): Promise<void>
  /** Settles when the request of the visitor of this name is there to be accepted. */
  offer(visitorName: string): Promise<DrivenOffer>
  close(): Promise<void>
}
