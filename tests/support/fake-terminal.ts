/**
 * A terminal as a stream, so that a test can look at the screen. It knows what line editors need: wrapping at the right
 * edge (only when the next character comes), wide characters, moving the cursor, clearing. It never scrolls anything
 * away: what left the top is still the beginning of `lines`.
 */
import { PassThrough, Writable } from 'node:stream'

const widthOf = (character: string): number => {
  const code = character.codePointAt(0) ?? 0
  if (code >= 0x300 && code <= 0x36f) return 0
  return (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xd7ff) || code >= 0x1f300 ? 2 : 1
}

/** What is behind the second half of a wide character. */
const COVERED = ''

/** The output side: a screen of so many columns. */
export class FakeTerminal extends Writable {
  readonly isTTY = true
  columns: number
  rows = 24
  #cells: string[][] = [[]]
  #row = 0
  #column = 0

  constructor(columns: number) {
    super({ decodeStrings: false })
    this.columns = columns
  }

  /** The lines on the screen without the blanks at their ends, from the first ever written to the last. */
  get lines(): string[] {
    return this.#cells.map((line) =>
      Array.from(line, (cell) => (cell as string | undefined) ?? ' ')
        .join('')
        .trimEnd(),
    )
  }

  /** Row and column of the cursor, from 0. */
  get cursor(): readonly [row: number, column: number] {
    return [this.#row, Math.min(this.#column, this.columns - 1)]
  }

  override _write(text: string | Buffer, _encoding: string, done: () => void): void {
    // eslint-disable-next-line no-control-regex
    const parts = String(text).match(/\u001b\[[0-?]*[ -/]*[@-~]|[^]/gu) ?? []
    for (const part of parts) this.#take(part)
    done()
  }

  #take(part: string): void {
    // eslint-disable-next-line no-control-regex
    const sequence = /^\u001b\[([\d;?]*)([A-Za-z])$/.exec(part)
    if (sequence !== null) this.#obey(sequence[2] ?? '', sequence[1] ?? '')
    else if (part === '\r') this.#column = 0
    else if (part === '\n') this.#down()
    else if (part < ' ') throw new Error(`The terminal does not know ${JSON.stringify(part)}.`)
    else this.#put(part)
  }

  #obey(command: string, parameters: string): void {
    const count = Number(parameters === '' ? 1 : parameters)
    const column = Math.min(this.#column, this.columns - 1)
    if (command === 'A') this.#row = Math.max(0, this.#row - count)
    else if (command === 'B') this.#row = Math.min(this.#cells.length - 1, this.#row + count)
    else if (command === 'C') this.#column = Math.min(this.columns - 1, column + count)
    else if (command === 'D') this.#column = Math.max(0, column - count)
    else if (command === 'G') this.#column = Math.min(this.columns, count) - 1
    else if (command === 'J' && Number(parameters) === 0) this.#clearDown()
    else if (command === 'K' && Number(parameters) === 0) this.#line().length = Math.min(this.#line().length, column)
    else if (command !== 'm') throw new Error(`The terminal does not know CSI ${parameters}${command}.`)
  }

  #clearDown(): void {
    const line = this.#line()
    line.length = Math.min(line.length, this.#column)
    this.#cells.length = this.#row + 1
  }

  #put(character: string): void {
    const width = widthOf(character)
    if (this.#column + width > this.columns) {
      this.#column = 0
      this.#down()
    }
    const line = this.#line()
    if (width === 0) {
      const last = this.#column - 1
      line[last] = (line[last] ?? ' ') + character
      return
    }
    line[this.#column] = character
    if (width === 2) line[this.#column + 1] = COVERED
    this.#column += width
  }

  // Like a terminal in cooked mode: a line feed begins a new line.
  #down(): void {
    this.#row += 1
    this.#column = 0
    if (this.#row === this.#cells.length) this.#cells.push([])
  }

  #line(): string[] {
    const line = this.#cells[this.#row]
    if (line === undefined) throw new Error('The cursor left the screen.')
    return line
  }
}

/** The input side: a keyboard. */
export class FakeKeyboard extends PassThrough {
  readonly isTTY = true
  raw = false

  setRawMode(raw: boolean): this {
    this.raw = raw
    return this
  }

  /** Presses keys and settles when they have been taken. */
  async type(keys: string): Promise<void> {
    this.write(keys)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Keys that are not characters. */
export const keys = {
  enter: '\r',
  backspace: '\u007f',
  left: '\u001b[D',
  home: '\u0001',
  interrupt: '\u0003',
  endOfInput: '\u0004',
} as const
