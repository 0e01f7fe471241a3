/** A way to a database that a test can break: what is said over it is passed on, until it is not. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** One connection over the way. */
export interface Line {
  /** To whoever connected. */
  readonly inner: Socket
  /** To the database. */
  readonly outer: Socket
}

export class BreakableConnection {
  /** The address of the database by this way. */
  readonly url: string
  protected readonly lines = new Set<Line>()
  #held: (() => void)[] | undefined
  #answersLost = false
  #closed = false
  #target: { readonly hostname: string; readonly port: number }

  protected constructor(url: string, port: number) {
    const address = new URL(url)
    this.#target = { hostname: address.hostname, port: Number(address.port) }
    address.port = String(port)
    address.hostname = '127.0.0.1'
    this.url = address.href
  }

  /** A way to the database at `url`, which ends with the test. */
  static async to(url: string): Promise<BreakableConnection> {
    return this.lead((port) => new BreakableConnection(url, port))
  }

  /** Begins to pass on what comes in over the way that `make` makes of a port. */
  protected static async lead<Way extends BreakableConnection>(make: (port: number) => Way): Promise<Way> {
    // What either end says is passed on, its leave included: none takes leave of itself.
    const server = createServer({ allowHalfOpen: true }, (inner) => {
      const [{ hostname, port }, allowHalfOpen] = [way.#target, true]
      if (way.#closed) inner.destroy()
      else way.#pass({ inner, outer: connect({ host: hostname, port, allowHalfOpen }) })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const way = make((server.address() as AddressInfo).port)
    onTestFinished(() => {
      way.break()
      server.close()
    })
    return way
  }

  #pass(line: Line): void {
    const pair = [line.inner, line.outer]
    this.lines.add(line)
    this.opened?.(line)
    for (const socket of pair) {
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.lines.delete(line)
        for (const other of pair) other.destroy()
      })
    }
    line.inner.on('data', (bytes: Buffer) => this.#soon(() => this.asked(line, bytes)))
    line.inner.on('end', () => this.#soon(() => line.outer.end()))
    line.outer.on('data', (bytes: Buffer) => {
      if (!this.#answersLost) this.#soon(() => this.answered(line, bytes))
    })
    line.outer.on('end', () => this.#soon(() => line.inner.end()))
  }

  #soon(carry: () => void): void {
    if (this.#held) this.#held.push(carry)
    else carry()
  }

  /** Called with every connection, before anything is said on it. */
  protected opened?(line: Line): void

  /** Passes on what was asked. */
  protected asked({ outer }: Line, bytes: Buffer): void {
    outer.write(bytes)
  }

  /** Passes on what was answered. */
  protected answered({ inner }: Line, bytes: Buffer): void {
    inner.write(bytes)
  }

  /** From now on what is asked arrives, and no answer comes back. */
  loseAnswers(): void {
    this.#answersLost = true
  }

  /** From now on everything that is said is held up, that it was the last as well; connections come about, and none ends by that. */
  stall(): void {
    this.#held ??= []
  }

  /** Cuts every connection, and refuses new ones. */
  break(): void {
    this.#closed = true
    for (const { inner } of this.lines) inner.destroy()
  }

  /** Leads every connection from now on to another server with the same databases, and cuts those there are. */
  leadTo(port: number): void {
    this.#target = { ...this.#target, port }
    this.cut()
  }

  mend(): void {
    this.#closed = false
    this.#answersLost = false
    const held = this.#held ?? []
    this.#held = undefined
    for (const carry of held) carry()
  }

  /** Cuts every connection; new ones are passed on again. */
  cut(): void {
    this.break()
    this.mend()
  }
}
