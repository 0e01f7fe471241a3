/** Tells how far something has come: a bar that is drawn again on a terminal, and a line now and then elsewhere. */

/** How often the bar is drawn again, and how often a line is printed where there is no terminal. */
const drawEveryMs = 100
const printEveryMs = 10_000

const barWidth = 30

export interface ProgressOutput {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): unknown
}

export class ProgressLine {
  readonly #output: ProgressOutput
  readonly #now: () => number
  #lastAt = -Infinity
  #step: string | undefined
  #drawn = false

  /** `now` in milliseconds. */
  constructor(output: ProgressOutput, now: () => number) {
    this.#output = output
    this.#now = now
  }

  /** `share` of all is done, from 0 to 1; `step` is what is done now and `detail` how far that is. */
  tell(share: number, step: string, detail: string): void {
    const isNew = step !== this.#step
    const waitMs = this.#output.isTTY === true ? drawEveryMs : printEveryMs
    if (!isNew && this.#now() - this.#lastAt < waitMs) return
    this.#step = step
    this.#lastAt = this.#now()
    if (this.#output.isTTY === true) this.#draw(share, `${step}: ${detail}`)
    else this.#output.write(`${step}: ${detail}\n`)
  }

  #draw(share: number, text: string): void {
    const full = Math.round(Math.min(1, Math.max(0, share)) * barWidth)
    const bar = '#'.repeat(full).padEnd(barWidth, '.')
    const line = `[${bar}] ${String(Math.floor(100 * share)).padStart(3)} %  ${text}`
    // A line that wraps could not be drawn over.
    this.#output.write(`\r\u001b[2K${line.slice(0, Math.max(10, (this.#output.columns ?? 80) - 1))}`)
    this.#drawn = true
  }

  /** Takes the bar away, so that something else can be printed. */
  end(): void {
    if (this.#drawn) this.#output.write('\r\u001b[2K')
    this.#drawn = false
  }
}
