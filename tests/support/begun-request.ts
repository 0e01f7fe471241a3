/** A request that the server has begun to read, and that ends when the test says so. */
import http from 'node:http'
import type { HttpAnswer } from './http-request.js'

export class BegunRequest {
  readonly answer: Promise<HttpAnswer>
  readonly #outgoing: http.ClientRequest

  private constructor(outgoing: http.ClientRequest, answer: Promise<HttpAnswer>) {
    this.#outgoing = outgoing
    this.answer = answer
  }

  /** Sends the head of a POST, and settles when the server has asked for the body. */
  static begin(url: string, headers: Readonly<Record<string, string>>): Promise<BegunRequest> {
    return new Promise((resolve, reject) => {
      const outgoing = http.request(url, {
        method: 'POST',
        headers: { ...headers, Expect: '100-continue' },
        agent: false,
      })
      const answer = new Promise<HttpAnswer>((settle, fail) => {
        outgoing.on('error', fail)
        outgoing.on('response', (incoming) => {
          let text = ''
          incoming.setEncoding('utf8').on('data', (part: string) => (text += part))
          incoming.on('error', fail)
          incoming.on('end', () => settle({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }))
        })
      })
      answer.catch(reject)
      outgoing.once('continue', () => resolve(new BegunRequest(outgoing, answer)))
      outgoing.flushHeaders()
    })
  }

  /** Sends a part of the body, as it is, and settles when the connection has taken it. */
  send(part: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#outgoing.write(part, (error) => (error ? reject(error) : resolve()))
    })
  }

  /** Sends the body and settles with the answer. */
  finish(body: object): Promise<HttpAnswer> {
    this.#outgoing.end(JSON.stringify(body))
    return this.answer
  }

  /** Closes the connection without ever sending the body. */
  close(): void {
    this.answer.catch(() => undefined)
    this.#outgoing.destroy()
  }
}
