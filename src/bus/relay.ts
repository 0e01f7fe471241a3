/**
 * The port between nodes: short messages from each to all others. It promises little, because the log holds what counts:
 * a message may be lost, late or doubled. Those of one sender arrive in their order.
 */
export interface RelayListener {
  /** A message that somebody sent; perhaps one's own. */
  onMessage(text: string): void
  /** Messages may have been lost, as when a connection was away for a while. */
  onGap(): void
}

export interface Relay {
  /** How long a message may be, in bytes of UTF-8. Another connection may bring another length. */
  readonly bytesMax: number

  /** Nothing can be sent or heard for now; it comes back by itself, with a gap. */
  isAway(): boolean

  /**
   * Calls the listener from the moment this settles until the relay is closed. Call it once. One that can do without
   * the server in between settles although it is away; another rejects.
   */
  listen(listener: RelayListener): Promise<void>

  /**
   * Settles when the message is on its way; rejects when it is not: too long, or the relay is away or closed. Call it again
   * once it has settled.
   */
  send(text: string): Promise<void>

  /** Ends it. Closing twice does nothing more. */
  close(): Promise<void>
}
