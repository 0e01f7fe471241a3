/** A node's way to its database, by which hints come as well when nodes talk by it. */
import type { Line } from '../../../src/storage/postgres/breakable-connection.contract.js'
import type { Framing } from './hint-line.js'
import { HintWay } from './hint-way.js'

/** Of what PostgreSQL answers, the type of a message that is a notification; a length of 32 bits follows. */
const notification = 'A'.charCodeAt(0)
const headBytes = 5

export const databaseFraming: Framing = (bytes) =>
  bytes.length < headBytes ? undefined : { length: 1 + bytes.readUInt32BE(1), isHint: bytes[0] === notification }

export class DatabaseWay extends HintWay {
  protected readonly framing = databaseFraming
  #isDeaf = false

  static override async to(url: string): Promise<DatabaseWay> {
    return this.lead((port) => new DatabaseWay(url, port))
  }

  override deafen(): void {
    this.#isDeaf = true
    this.cutHints()
  }

  override mend(): void {
    super.mend()
    this.#isDeaf = false
  }

  protected override asked(line: Line, bytes: Buffer): void {
    if (bytes.includes('LISTEN ')) {
      if (this.#isDeaf) {
        line.inner.destroy()
        return
      }
      // Everything asked before was answered, so that what is answered from here on begins with a message.
      this.carriesHints(line)
    }
    super.asked(line, bytes)
  }
}
