/** The look at the log: finds what other nodes wrote, whatever was said of it. */
import type { ChangedStream, SharedLog } from '../event-log/shared-log.js'

/** How many streams are asked for at a time. */
export const streamsPerLookMax = 1000

export class LogLook {
  readonly #shared: SharedLog
  readonly #takeIn: (streams: readonly ChangedStream[]) => Promise<void>
  #mark: string | undefined
  #looking: Promise<void> | undefined
  #again = false

  /** `takeIn` is given what was written; what it cannot take in is given to it again. */
  constructor(shared: SharedLog, takeIn: (streams: readonly ChangedStream[]) => Promise<void>) {
    this.#shared = shared
    this.#takeIn = takeIn
  }

  /** From now on nothing is missed. To be called before what is open is read. */
  async begin(): Promise<void> {
    this.#mark = await this.#shared.mark()
  }

  /** Takes in everything that was written until now. A look that is under way is followed by another. */
  look(): Promise<void> {
    this.#again = true
    this.#looking ??= this.#lookUntilQuiet().finally(() => (this.#looking = undefined))
    return this.#looking
  }

  async #lookUntilQuiet(): Promise<void> {
    while (this.#again) {
      this.#again = false
      for (let isAll = false; !isAll;) {
        if (this.#mark === undefined) throw new Error('A look at the log needs a mark to begin from.')
        const changes = await this.#shared.changesAfter(this.#mark, streamsPerLookMax)
        await this.#takeIn(changes.streams)
        this.#mark = changes.mark
        isAll = changes.isAll
      }
    }
  }
}
