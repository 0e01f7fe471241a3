/** An address that leads to a database, and from one moment on to another: what moves a name or an address in a failover. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export class DatabaseSwitch {
  readonly port: number
  readonly #sockets = new Set<Socket>()
  readonly #close: () => void
  #target: number

  private constructor(port: number, target: number, close: () => void) {
    this.port = port
    this.#target = target
    this.#close = close
  }

  /** Leads to a port of this machine. */
  static async to(target: number): Promise<DatabaseSwitch> {
    const server = createServer((inner) => made.#pass(inner))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const made = new DatabaseSwitch((server.address() as AddressInfo).port, target, () => server.close())
    return made
  }

  /** From now on it leads elsewhere; what is connected is cut. */
  leadTo(target: number): void {
    this.#target = target
    for (const socket of this.#sockets) socket.destroy()
  }

  close(): void {
    this.#close()
    for (const socket of this.#sockets) socket.destroy()
  }

  #pass(inner: Socket): void {
    const outer = connect(this.#target, '127.0.0.1')
    for (const [socket, other] of [[inner, outer] as const, [outer, inner] as const]) {
      this.#sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  }
}
