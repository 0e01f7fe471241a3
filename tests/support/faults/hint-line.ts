/** A message at the beginning of what was answered. */
export interface Frame {
  /** In bytes. */
  readonly length: number
  readonly isHint: boolean
}

/** Finds the first message of what was answered; `undefined` while it is not whole. */
export type Framing = (bytes: Buffer) => Frame | undefined

/** What comes over one connection by which a node hears of others: whole messages, late or twice while a test wants it. */
export class HintLine {
  readonly #framing: Framing
  readonly #pass: (bytes: Buffer) => void
  /** What was answered of a message that is not whole yet. */
  #rest: Buffer = Buffer.alloc(0)
  /** What is passed on later, in order, and when the last of it is. */
  readonly #late: Buffer[] = []
  #at = 0

  constructor(framing: Framing, pass: (bytes: Buffer) => void) {
    this.#framing = framing
    this.#pass = pass
  }

  /** Takes in what was answered, and passes it on: `lateMs` later, and every hint of it twice if that is wanted. */
  carry(bytes: Buffer, { lateMs, twice }: { readonly lateMs: number; readonly twice: boolean }): void {
    const told = this.#whole(bytes, twice)
    const now = performance.now()
    this.#at = Math.max(this.#at, now + lateMs)
    if (this.#at <= now && this.#late.length === 0) return this.#pass(told)
    this.#late.push(told)
    setTimeout(() => {
      const next = this.#late.shift()
      if (next) this.#pass(next)
    }, this.#at - now).unref()
  }

  #whole(bytes: Buffer, twice: boolean): Buffer {
    const whole: Buffer[] = []
    let rest = Buffer.concat([this.#rest, bytes])
    for (;;) {
      const frame = this.#framing(rest)
      if (frame === undefined || rest.length < frame.length) break
      const message = rest.subarray(0, frame.length)
      whole.push(message)
      if (twice && frame.isHint) whole.push(message)
      rest = rest.subarray(frame.length)
    }
    this.#rest = rest
    return Buffer.concat(whole)
  }
}
