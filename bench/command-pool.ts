/** A few connections that take requests as they come; one that finds all of them busy waits for the first to be free. */
import { HttpConnection } from './http-connection.js'

export class CommandPool {
  readonly #connections: readonly HttpConnection[]
  readonly #free: HttpConnection[]
  readonly #waiting: { request: string; done: (body: string) => void }[] = []
  readonly #fail: (why: string) => void

  private constructor(connections: readonly HttpConnection[], fail: (why: string) => void) {
    this.#connections = connections
    this.#free = [...connections]
    this.#fail = fail
  }

  /** `fail` is called when a request is refused or a connection is lost. */
  static async open(port: number, size: number, fail: (why: string) => void): Promise<CommandPool> {
    const opening = Array.from({ length: size }, () => HttpConnection.open(port, fail))
    return new CommandPool(await Promise.all(opening), fail)
  }

  /** How many connections the pool has. */
  get size(): number {
    return this.#connections.length
  }

  /** Sends a request; `done` is called with the body when it was answered with a 2xx. */
  send(request: string, done: (body: string) => void): void {
    const connection = this.#free.pop()
    if (connection === undefined) this.#waiting.push({ request, done })
    else this.#sendOn(connection, request, done)
  }

  /** Sends a request; settles with the body of a 2xx, and not at all for any other answer. */
  ask(request: string): Promise<string> {
    return new Promise((resolve) => this.send(request, resolve))
  }

  close(): void {
    for (const connection of this.#connections) connection.close()
  }

  #sendOn(connection: HttpConnection, request: string, done: (body: string) => void): void {
    connection.send(request, (status, _head, body) => {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free.push(connection)
      else this.#sendOn(connection, next.request, next.done)
      if (status >= 200 && status < 300) done(body)
      else this.#fail(`${request.slice(0, request.indexOf('\r'))} was answered ${status}: ${body}`)
    })
  }
}
