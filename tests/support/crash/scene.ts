/** Where a run plays: how far it is, and the one way in which everybody in it deals with what fails. */

/** Nothing at all happened for this long: somebody waits for what will never come. */
const stuckMs = 40_000

export abstract class Scene {
  /** Nobody begins anything new from now on. */
  finishing = false
  /** How much has happened so far. */
  steps = 0
  /** Rejects when a part of the run failed or nothing happens any more. */
  readonly failed: Promise<never>
  /** Whether what one request is told may be older than what another was told before it. */
  abstract readonly lags: boolean
  /** The steps without polls, which come back even when nothing ever happens again. */
  #progress = 0
  #fail: (error: unknown) => void = () => undefined
  #watch: NodeJS.Timeout

  constructor() {
    this.failed = new Promise((_resolve, reject) => (this.#fail = reject))
    // Whoever races it will see it; until somebody does it must not count as unhandled.
    this.failed.catch(() => undefined)
    let seen = -1
    this.#watch = setInterval(() => {
      if (this.mayHappen && this.#progress === seen) this.fail(new Error(`Nothing happened for ${stuckMs / 1000} s.`))
      seen = this.#progress
    }, stuckMs)
  }

  /** Whether anything can happen now. */
  protected abstract readonly mayHappen: boolean
  /** Where everybody asks, such as `http://127.0.0.1:8080`. */
  abstract readonly address: string
  /** Between two moments with the same number nothing failed. */
  abstract readonly generation: number

  /** Asks once, and again when what failed may be to blame, until an answer comes. */
  abstract answered<Answer>(ask: () => Promise<Answer>, what?: 'poll'): Promise<Answer>

  /** Whether nothing failed since then, and nothing does now. */
  abstract wasCalmSince(generation: number): boolean

  /** The visitors' surface. */
  get endpoint(): string {
    return `${this.address}/chat/rest/`
  }

  fail(error: unknown): void {
    this.#fail(error)
  }

  /** What no promise allows: the run ends here, with this sentence. */
  surprise(sentence: string): void {
    this.fail(new Error(sentence))
  }

  /** Something happened at a client: something was sent, answered or told. */
  step(what: 'progress' | 'poll' = 'progress'): void {
    this.steps += 1
    if (what === 'progress') this.#progress += 1
  }

  protected endWatch(): void {
    clearInterval(this.#watch)
  }
}
