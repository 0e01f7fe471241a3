/** Says things to the other nodes: what is said at a time travels together, in as few messages as it fits into. */
import type { Relay } from '../bus/relay.js'
import { itemsPerMessageMax, shortened, type NodeItem } from './node-message.js'

/** How many things may wait to be said. What comes beyond is not said at all: the log knows it. */
export const waitingItemsMax = 20_000

export class Announcements {
  readonly #relay: Relay
  readonly #head: string
  readonly #defer: (run: () => void) => void
  #waiting: NodeItem[] = []
  #sending = false
  #unsaid = 0
  #sent = 0

  constructor(options: {
    relay: Relay
    /** Who speaks. */
    nodeId: string
    /** Calls back once all that becomes durable at this time was told of. */
    defer: (run: () => void) => void
  }) {
    this.#relay = options.relay
    this.#head = `{"from":${JSON.stringify(options.nodeId)},"items":[`
    this.#defer = options.defer
  }

  /** How many things were not said: too many waited, or the relay was away. */
  get unsaid(): number {
    return this.#unsaid
  }

  /** How many messages were sent, each with one thing or several. */
  get sent(): number {
    return this.#sent
  }

  /** Says it, soon. Nobody learns whether it arrived. */
  say(item: NodeItem): void {
    if (this.#waiting.length >= waitingItemsMax) {
      this.#unsaid += 1
      return
    }
    this.#waiting.push(item)
    if (this.#sending) return
    this.#sending = true
    this.#defer(() => void this.#sendAll())
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const items = this.#waiting
      this.#waiting = []
      for (const message of this.#messages(items)) await this.#send(message)
    }
    this.#sending = false
  }

  async #send(texts: readonly string[]): Promise<void> {
    try {
      await this.#relay.send(`${this.#head}${texts.join(',')}]}`)
      this.#sent += 1
    } catch {
      // What the others do not hear they find in the log; the relay itself tells of its state.
      this.#unsaid += texts.length
    }
  }

  *#messages(items: readonly NodeItem[]): Iterable<readonly string[]> {
    // The relay may have another connection by now, by which more or less fits.
    const roomBytes = this.#relay.bytesMax - Buffer.byteLength(this.#head) - 2
    let texts: string[] = []
    let bytes = 0
    for (const item of items) {
      const text = fitting(item, roomBytes)
      if (text === undefined) {
        this.#unsaid += 1
        continue
      }
      const size = Buffer.byteLength(text) + 1
      if (bytes + size > roomBytes || texts.length === itemsPerMessageMax) {
        yield texts
        texts = []
        bytes = 0
      }
      texts.push(text)
      bytes += size
    }
    if (texts.length > 0) yield texts
  }
}

/** The item as text of fewer bytes than there is room for; `undefined` when it cannot be told in so few. */
const fitting = (item: NodeItem, roomBytes: number): string | undefined => {
  const text = JSON.stringify(item)
  // The comma after it counts, too.
  if (Buffer.byteLength(text) < roomBytes) return text
  const shorter = shortened(item)
  return shorter && fitting(shorter, roomBytes)
}
