import { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import type { ScreenInput } from './chat-screen.js'

/**
 * A keyboard that hands over one character at a time, also when many come at once. `readline` takes a longer piece for
 * something pasted and then loses count of the rows it draws.
 */
export class Keys extends Readable {
  readonly #source: ScreenInput
  readonly #decoder = new StringDecoder('utf8')

  constructor(source: ScreenInput) {
    super({ objectMode: true })
    this.#source = source
    source.on('data', this.#take)
    source.once('end', this.#end)
  }

  override _read(): void {
    // What comes is pushed when it comes.
  }

  /** Passed on, so that the editor can switch the keyboard as it needs it. */
  setRawMode(raw: boolean): this {
    this.#source.setRawMode?.(raw)
    return this
  }

  /** Lets go of the keyboard. */
  release(): void {
    this.#source.off('data', this.#take)
    this.#source.off('end', this.#end)
    this.#source.pause()
  }

  readonly #take = (piece: Buffer | string) => {
    const text = typeof piece === 'string' ? piece : this.#decoder.write(piece)
    for (const character of text) this.push(character)
  }
  readonly #end = () => this.push(null)
}
