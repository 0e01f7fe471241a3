/**
 * An HTTP connection as cheap as one can be, so that the load leaves the machine to the server: requests are finished
 * text, one is under way at a time, and of an answer only its end is looked for. Reads what our servers and Nchan send:
 * bodies with a `content-length`.
 */
import { connect, type Socket } from 'node:net'

/** Takes an answer: its status, its head with all headers, and its body, both as Latin-1. */
export type AnswerTaker = (status: number, head: string, body: string) => void

// Every answer is read out of it at once, so all connections can share it.
const shared = Buffer.allocUnsafe(65_536)

/** Opens a socket on loopback whose bytes are handed over as Latin-1 text. */
export const openSocket = (port: number, take: (text: string) => void, lost: (why: string) => void): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (length, bytes) => {
          take((bytes as Buffer).toString('latin1', 0, length))
          return true
        },
      },
    })
    socket.once('connect', () => resolve(socket))
    socket.once('error', (error) => {
      reject(error)
      lost(error.message)
    })
    socket.once('close', () => lost('the server closed a connection'))
  })

/** How many bytes of body follow a head. */
const bodyLength = (head: string): number => {
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(head) ?? []
  return length === undefined ? 0 : Number(length)
}

export class HttpConnection {
  #socket: Socket | undefined
  #take: AnswerTaker | undefined
  #received = ''
  #closed = false

  /** `lost` is called when the server closes the connection, or it breaks, before {@link close}. */
  static async open(port: number, lost: (why: string) => void): Promise<HttpConnection> {
    const connection = new HttpConnection()
    connection.#socket = await openSocket(
      port,
      (text) => connection.#read(text),
      (why) => {
        if (!connection.#closed) lost(why)
      },
    )
    return connection
  }

  /** Sends a request. The one before must have been answered. */
  send(request: string, take: AnswerTaker): void {
    this.#take = take
    this.#socket?.write(request, 'latin1')
  }

  /** Sends a request and waits for a 2xx with its body; another answer rejects. */
  ask(request: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.send(request, (status, _head, body) => {
        if (status >= 200 && status < 300) resolve(body)
        else reject(new Error(`${request.slice(0, request.indexOf('\r'))} was answered ${status}: ${body}`))
      })
    })
  }

  close(): void {
    this.#closed = true
    this.#socket?.destroy()
  }

  #read(text: string): void {
    const received = this.#received === '' ? text : this.#received + text
    const headEnd = received.indexOf('\r\n\r\n')
    const head = headEnd === -1 ? '' : received.slice(0, headEnd)
    if (headEnd === -1 || received.length < headEnd + 4 + bodyLength(head)) {
      this.#received = received
      return
    }
    this.#received = ''
    const take = this.#take
    this.#take = undefined
    take?.(Number(head.slice(9, 12)), head, received.slice(headEnd + 4))
  }
}
