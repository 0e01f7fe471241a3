/** A way to a server by which nodes hear of each other, and on which that can be troubled. */
import { BreakableConnection, type Line } from '../../../src/storage/postgres/breakable-connection.contract.js'
import { HintLine, type Framing } from './hint-line.js'

export abstract class HintWay extends BreakableConnection {
  /** Hints come so many milliseconds late. */
  hintsLateMs = 0
  /** Every hint comes twice. */
  hintsTwice = false
  readonly #hintLines = new WeakMap<Line, HintLine>()

  /** How to tell one message of the server from the next. */
  protected abstract readonly framing: Framing

  /** From now on no hint comes, whatever the node tries. */
  abstract deafen(): void

  /** Cuts what carries hints; it may come about again at once. */
  cutHints(): void {
    for (const line of this.lines) if (this.#hintLines.has(line)) line.inner.destroy()
  }

  override mend(): void {
    super.mend()
    this.hintsLateMs = 0
    this.hintsTwice = false
  }

  /** From now on hints come over this connection. What is answered next must begin with a message. */
  protected carriesHints(line: Line): void {
    const pass = (bytes: Buffer): void => {
      if (!line.inner.destroyed) super.answered(line, bytes)
    }
    this.#hintLines.set(line, new HintLine(this.framing, pass))
  }

  protected override answered(line: Line, bytes: Buffer): void {
    const hints = this.#hintLines.get(line)
    if (hints) hints.carry(bytes, { lateMs: this.hintsLateMs, twice: this.hintsTwice })
    else super.answered(line, bytes)
  }
}
