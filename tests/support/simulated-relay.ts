import type { Relay, RelayListener } from '../../src/bus/relay.js'

/** What becomes of a message on its way to one node. */
export type MessageFate = 'delivered' | 'doubled' | 'late' | 'lost'

interface Line {
  readonly listener: RelayListener
  readonly late: string[]
}

/** A relay in memory between simulated servers, in which a test decides what becomes of each message. */
export class SimulatedRelay {
  /** What becomes of the next message on its way to one node. */
  fate: () => MessageFate = () => 'delivered'
  /** Nobody can send or hears anything while it is away. */
  isAway = false
  readonly #lines = new Set<Line>()

  /** How many messages were sent. */
  sent = 0

  /** The largest message so far, in UTF-16 code units. */
  longest = 0

  readonly connect = (): Relay => {
    let line: Line | undefined
    return {
      bytesMax: 7900,
      isAway: () => this.isAway,
      listen: (listener) => {
        line = { listener, late: [] }
        this.#lines.add(line)
        return Promise.resolve()
      },
      send: (text) => {
        if (this.isAway || line === undefined) return Promise.reject(new Error('The relay is away.'))
        this.sent += 1
        this.longest = Math.max(this.longest, text.length)
        for (const other of this.#lines) this.#carry(other, text)
        return Promise.resolve()
      },
      close: () => {
        if (line) this.#lines.delete(line)
        return Promise.resolve()
      },
    }
  }

  /** Everything that is late arrives. */
  deliverLate(): void {
    for (const line of this.#lines) for (const text of line.late.splice(0)) line.listener.onMessage(text)
  }

  /** It is back: whoever listens may have missed something. */
  back(): void {
    this.isAway = false
    for (const { listener } of this.#lines) listener.onGap()
  }

  #carry({ listener, late }: Line, text: string): void {
    const fate = this.fate()
    if (fate === 'late') late.push(text)
    else if (fate !== 'lost') {
      listener.onMessage(text)
      if (fate === 'doubled') listener.onMessage(text)
    }
  }
}
