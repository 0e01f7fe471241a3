/** Another process (or this one) has the data directory open. One process at a time may own it. */
export class StoreInUseError extends Error {
  override name = 'StoreInUseError'
}

/** The data directory or the file in it cannot be used: not creatable, not writable, or not a Parley database. */
export class StoreUnusableError extends Error {
  override name = 'StoreUnusableError'
}

/** The file was written by a newer Parley, whose tables this one does not know. */
export class StoreTooNewError extends Error {
  override name = 'StoreTooNewError'
}
