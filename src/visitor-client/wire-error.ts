/**
 * Why there is no answer: `refused` = nothing was sent, `lost` = sent, but no whole answer came (it may have had its
 * effect), `timeout`, `stopped` = the caller's signal, `unreadable` = an answer that no chat server gives.
 */
export type WireErrorKind = 'refused' | 'lost' | 'timeout' | 'stopped' | 'unreadable'

/** No usable answer came back. */
export class WireError extends Error {
  override name = 'WireError'
  constructor(
    readonly kind: WireErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
