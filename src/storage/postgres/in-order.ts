/** Carries out one thing after the other, in the order of the calls, whatever becomes of the one before. */
export class InOrder {
  #last: Promise<unknown> = Promise.resolve()

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.#last.then(work)
    this.#last = next.catch(() => undefined)
    return next
  }
}
