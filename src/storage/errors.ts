/** Another process (or this one) has the data directory open. One process at a time may own it. */
export class StoreInUseError extends Error {
  override name = 'StoreInUseError'
}

/** The place of keeping cannot be used: not reachable, not writable, not durable, or no Parley database. */
export class StoreUnusableError extends Error {
  override name = 'StoreUnusableError'
}

/** The tables were written by a newer Parley, whose tables this one does not know. */
export class StoreTooNewError extends Error {
  override name = 'StoreTooNewError'
}
