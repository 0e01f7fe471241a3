/**
 * The port of hints. Whoever waits for something listens here and is woken when it may have happened; what happened
 * is in the log. A lost, late or doubled hint costs time, never a message.
 */

export type Listener<H> = (hint: H) => void

export interface Subscription {
  /** Hints published after this returns are not delivered. Closing twice does nothing. */
  close(): void
}

export interface Bus<H> {
  /**
   * Hands the hint to everyone listening on the topic. Never waits, never throws: a listener that fails does not keep
   * the hint from the others.
   */
  publish(topic: string, hint: H): void

  /** Listens from the moment it settles; hints of one publisher arrive in the order they were published. */
  listen(topic: string, listener: Listener<H>): Subscription
}
