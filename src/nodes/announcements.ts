/** Says things to the other nodes: what is said at a time travels together, in as few messages as it fits into. */
import type { Relay } from '../bus/relay.js'
import { shortened, type NodeItem } from './node-message.js'

/** How many things may wait to be said. What comes beyond is not said at all: the log knows it. */
export const waitingItemsMax = 20_000

const encoder = new TextEncoder()
const bytesOf = (text: string): number => encoder.encode(text).length

export class Announcements {
  readonly #relay: Relay
  readonly #head: string
  readonly #roomBytes: number
  readonly #defer: (run: () => void) => void
  #waiting: NodeItem[] = []
  #sending = false
  #unsaid = 0

  constructor(options: {
    relay: Relay
    /** Who speaks. */
    nodeId: string
    /** Calls back once all that becomes durable at this time was told of. */
    defer: (run: () => void) => void
  }) {
    this.#relay = options.relay
    this.#head = `{"from":${JSON.stringify(options.nodeId)},"items":[`
    this.#roomBytes = options.relay.bytesMax - bytesOf(this.#head) - 2
    this.#defer = options.defer
  }

  /** How many things were not said: too many waited, or the relay was away. */
  get unsaid(): number {
    return this.#unsaid
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
    } catch {
      // What the others do not hear they find in the log; the relay itself tells of its state.
      this.#unsaid += texts.length
    }
  }

  *#messages(items: readonly NodeItem[]): Iterable<readonly string[]> {
    let texts: string[] = []
    let bytes = 0
    for (const item of items) {
      const text = this.#fitting(item)
      if (text === undefined) {
        this.#unsaid += 1
        continue
      }
      const size = bytesOf(text) + 1
      if (bytes + size > this.#roomBytes) {
        yield texts
        texts = []
        bytes = 0
      }
      texts.push(text)
      bytes += size
    }
    if (texts.length > 0) yield texts
  }

  #fitting(item: NodeItem): string | undefined {
    const text = JSON.stringify(item)
    // The comma after it counts, too.
    if (bytesOf(text) < this.#roomBytes) return text
    const shorter = shortened(item)
    return shorter && this.#fitting(shorter)
  }
}
