/** How many files may come in at once; each is held in memory until it is whole. */
export const uploadsAtOnceMax = 16

/** How many of those may be for one request: the one that hangs, and the one that is tried instead. */
export const uploadsPerRequestMax = 2

/** Too many files come in at once. Nothing was read. */
export class UploadsBusyError extends Error {
  override name = 'UploadsBusyError'
}
