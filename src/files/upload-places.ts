/** How many files may come in at once; each is held in memory until it is whole. */
export const uploadsAtOnceMax = 16

/** How many of those may be for one request: the one that hangs, and the one that is tried instead. */
export const uploadsPerRequestMax = 2

/** Too many files come in at once. Nothing was read. */
export class UploadsBusyError extends Error {
  override name = 'UploadsBusyError'
}

/** Counts the uploads that are under way. */
export class UploadPlaces {
  readonly #perRequest = new Map<string, number>()
  #taken = 0

  /** Takes a place; returns how to leave it. Throws {@link UploadsBusyError}. */
  take(fileId: string): () => void {
    if (this.#taken >= uploadsAtOnceMax || this.countFor(fileId) >= uploadsPerRequestMax) {
      throw new UploadsBusyError('Too many files are being sent at once.')
    }
    this.#change(fileId, 1)
    return () => this.#change(fileId, -1)
  }

  /** How many uploads are under way. */
  get taken(): number {
    return this.#taken
  }

  /** How many uploads for a request are under way. */
  countFor(fileId: string): number {
    return this.#perRequest.get(fileId) ?? 0
  }

  #change(fileId: string, by: 1 | -1): void {
    this.#taken += by
    const count = this.countFor(fileId) + by
    if (count === 0) this.#perRequest.delete(fileId)
    else this.#perRequest.set(fileId, count)
  }
}
