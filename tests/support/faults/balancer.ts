/**
 * Spreads requests over nodes, one after the other, as a load balancer does that knows nothing of sessions. It repeats
 * nothing: what fails is answered 502, and only what no node was sent, because it took no connection, goes to the next. It asks each node for its health; one that does not say soon that it is ready is
 * left out until it does, and what it was asked is ended, as HAProxy does with `on-marked-down shutdown-sessions`. Only
 * what a node has answered by then is passed on, though its process may be gone.
 */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

const checkEveryMs = 250
/** How long a node may take to say how it is. One that is gone is found out at once. */
const usualCheckMs = 1000

class Backend {
  readonly #address: URL
  readonly #checkMs: number
  readonly #carrier = new http.Agent({ keepAlive: true })
  readonly #open = new Set<http.ClientRequest>()
  #timer: NodeJS.Timeout | undefined
  isReady = false

  constructor(address: string, checkMs: number) {
    this.#address = new URL(address)
    this.#checkMs = checkMs
  }

  /** Asks the node how it is, and again, until {@link Backend.close}. */
  watch(): void {
    const again = (isReady: boolean, isGone: boolean): void => {
      // What has arrived by now is read first. Of a process that is gone nothing stays open.
      if (!isReady && this.isReady && !isGone) setImmediate(() => this.#leaveOut())
      this.isReady = isReady
      this.#timer = setTimeout(() => this.watch(), checkEveryMs)
    }
    const check = http.get(new URL('/readyz', this.#address), { agent: false, timeout: this.#checkMs })
    let isOver = false
    const end = (isReady: boolean, isGone = false): void => {
      if (isOver) return
      isOver = true
      check.destroy()
      again(isReady, isGone)
    }
    check.on('timeout', () => end(false)).on('error', () => end(false, true))
    check.on('response', ({ statusCode }) => end(statusCode === 200))
  }

  /** Passes a request on; calls `refused` instead of answering when the node takes no connection. */
  pass(
    { method, url, headers }: http.IncomingMessage,
    body: Buffer,
    outgoing: http.ServerResponse,
    refused: () => void,
  ): void {
    const { hostname, port } = this.#address
    const asked = http.request({ hostname, port, method, path: url, headers, agent: this.#carrier })
    this.#open.add(asked)
    asked.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      outgoing.flushHeaders()
      answer.pipe(outgoing)
      answer.on('error', () => outgoing.destroy())
    })
    asked.on('error', (error: NodeJS.ErrnoException) => {
      if (outgoing.headersSent) outgoing.destroy()
      else if (error.code === 'ECONNREFUSED') refused()
      else refuse(outgoing, 502)
    })
    asked.on('close', () => this.#open.delete(asked))
    outgoing.on('close', () => asked.destroy())
    asked.end(body)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#leaveOut()
  }

  #leaveOut(): void {
    for (const asked of this.#open) asked.destroy(new Error('The node is left out.'))
    this.#carrier.destroy()
  }
}

const refuse = (outgoing: http.ServerResponse, status: number): void => {
  outgoing.writeHead(status, { 'Content-Type': 'application/json' }).end('{"code":"no-node"}')
}

export class Balancer {
  readonly address: string
  readonly #server: http.Server
  readonly #backends: readonly Backend[]
  #turn = 0

  private constructor(server: http.Server, backends: readonly Backend[]) {
    this.#server = server
    this.#backends = backends
    this.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  static async open(nodes: readonly string[], checkMs = usualCheckMs): Promise<Balancer> {
    const server = http.createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const balancer = new Balancer(
      server,
      nodes.map((address) => new Backend(address, checkMs)),
    )
    for (const backend of balancer.#backends) backend.watch()
    server.on('request', (incoming, outgoing) => {
      buffer(incoming).then(
        (body) => balancer.#pass(incoming, body, outgoing),
        () => outgoing.destroy(),
      )
    })
    return balancer
  }

  /** Whether a node is among those that are asked. */
  isReady(n: number): boolean {
    return this.#backends[n]?.isReady ?? false
  }

  #pass(
    incoming: http.IncomingMessage,
    body: Buffer,
    outgoing: http.ServerResponse,
    without: readonly Backend[] = [],
  ): void {
    const ready = this.#backends.filter((backend) => backend.isReady && !without.includes(backend))
    this.#turn += 1
    const backend = ready[this.#turn % ready.length]
    if (backend)
      backend.pass(incoming, body, outgoing, () => this.#pass(incoming, body, outgoing, [...without, backend]))
    else refuse(outgoing, 503)
  }

  [Symbol.dispose](): void {
    for (const backend of this.#backends) backend.close()
    this.#server.close()
    this.#server.closeAllConnections()
  }
}
