import { Places } from '../lib/places.js'

/** How many files may come in at once; each is held in memory until it is whole. */
export const uploadsAtOnceMax = 16

/** How many of those may be for one request: the one that hangs, and the one that is tried instead. */
export const uploadsPerRequestMax = 2

/** Too many files come in at once. Nothing was read. */
export class UploadsBusyError extends Error {
  override name = 'UploadsBusyError'
}

/** The places of files that come in. */
export class UploadPlaces {
  readonly #places = new Places(uploadsAtOnceMax, uploadsPerRequestMax)

  /** How many are taken. */
  get taken(): number {
    return this.#places.taken
  }

  /** How many are taken for a request. */
  countFor(fileId: string): number {
    return this.#places.countFor(fileId)
  }

  /** Does what brings a file in, for a request, in a place of its own. Throws {@link UploadsBusyError} when there is none. */
  async during<Result>(fileId: string, bringIn: () => Promise<Result>): Promise<Result> {
    const leave = this.#places.take(fileId)
    if (leave === undefined) throw new UploadsBusyError('Too many files are being sent at once.')
    try {
      return await bringIn()
    } finally {
      leave()
    }
  }
}
