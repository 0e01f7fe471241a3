/** A way to a database that a test can break: what is said over it is passed on, until it is not. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export class BreakableConnection {
  /** The address of the database by this way. */
  readonly url: string
  readonly #sockets = new Set<Socket>()
  #answersLost = false
  #closed = false
  #target: { readonly hostname: string; readonly port: number }

  private constructor(url: string, port: number) {
    const address = new URL(url)
    this.#target = { hostname: address.hostname, port: Number(address.port) }
    address.port = String(port)
    address.hostname = '127.0.0.1'
    this.url = address.href
  }

  /** A way to the database at `url`, which ends with the test. */
  static async to(url: string): Promise<BreakableConnection> {
    const server = createServer((inner) => {
      if (way.#closed) inner.destroy()
      else way.#pass(inner, connect(way.#target.port, way.#target.hostname))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const way = new BreakableConnection(url, (server.address() as AddressInfo).port)
    onTestFinished(() => {
      way.break()
      server.close()
    })
    return way
  }

  #pass(inner: Socket, outer: Socket): void {
    const pair = [inner, outer]
    for (const socket of pair) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        for (const other of pair) other.destroy()
      })
    }
    inner.on('data', (bytes) => outer.write(bytes))
    outer.on('data', (bytes) => {
      if (!this.#answersLost) inner.write(bytes)
    })
  }

  /** From now on what is asked arrives, and no answer comes back. */
  loseAnswers(): void {
    this.#answersLost = true
  }

  /** Cuts every connection, and refuses new ones. */
  break(): void {
    this.#closed = true
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Leads every connection from now on to another server with the same databases, and cuts those there are. */
  leadTo(port: number): void {
    this.#target = { ...this.#target, port }
    this.cut()
  }

  mend(): void {
    this.#closed = false
    this.#answersLost = false
  }

  /** Cuts every connection; new ones are passed on again. */
  cut(): void {
    this.break()
    this.mend()
  }
}
