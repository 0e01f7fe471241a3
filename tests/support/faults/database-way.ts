/** A node's way to its database, on which hints can be troubled as well. */
import { BreakableConnection, type Line } from '../../../src/storage/postgres/breakable-connection.contract.js'

/** Of what PostgreSQL answers, the type of a message that is a notification; a length of 32 bits follows. */
const notification = 'A'.charCodeAt(0)
const headBytes = 5

/** The connection on which a node hears of others. */
interface HintLine {
  /** What was answered of a message that is not whole yet. */
  rest: Buffer
  /** What is passed on later, in order, and when the last of it is. */
  readonly late: Buffer[]
  at: number
}

export class DatabaseWay extends BreakableConnection {
  /** Hints come so many milliseconds late. */
  hintsLateMs = 0
  /** Every hint comes twice. */
  hintsTwice = false
  readonly #hintLines = new WeakMap<Line, HintLine>()

  static override async to(url: string): Promise<DatabaseWay> {
    return this.lead((port) => new DatabaseWay(url, port))
  }

  /** Cuts the connection for hints alone. */
  cutHints(): void {
    for (const line of this.lines) if (this.#hintLines.has(line)) line.inner.destroy()
  }

  override mend(): void {
    super.mend()
    this.hintsLateMs = 0
    this.hintsTwice = false
  }

  protected override asked(line: Line, bytes: Buffer): void {
    // Everything asked before was answered, so that what is answered from here on begins with a message.
    if (bytes.includes('LISTEN ')) this.#hintLines.set(line, { rest: Buffer.alloc(0), late: [], at: 0 })
    super.asked(line, bytes)
  }

  protected override answered(line: Line, bytes: Buffer): void {
    const hints = this.#hintLines.get(line)
    if (hints === undefined) return super.answered(line, bytes)
    const told = this.#told(hints, bytes)
    hints.at = Math.max(hints.at, performance.now() + this.hintsLateMs)
    const lateMs = hints.at - performance.now()
    if (lateMs <= 0 && hints.late.length === 0) return super.answered(line, told)
    hints.late.push(told)
    setTimeout(() => {
      const next = hints.late.shift()
      if (next && !line.inner.destroyed) super.answered(line, next)
    }, lateMs).unref()
  }

  /** What is passed on of what was answered: whole messages. */
  #told(hints: HintLine, bytes: Buffer): Buffer {
    const told: Buffer[] = []
    let rest = Buffer.concat([hints.rest, bytes])
    while (rest.length >= headBytes) {
      const length = 1 + rest.readUInt32BE(1)
      if (rest.length < length) break
      const message = rest.subarray(0, length)
      told.push(message)
      if (this.hintsTwice && message[0] === notification) told.push(message)
      rest = rest.subarray(length)
    }
    hints.rest = rest
    return Buffer.concat(told)
  }
}
