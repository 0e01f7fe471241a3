/** HTTP as plain as Node speaks it, and answers to the byte: nothing is retried, followed or parsed on its own. */
import http, { type ClientRequest, type IncomingHttpHeaders } from 'node:http'
import https from 'node:https'

export interface RawRequest {
  /** `GET` unless said otherwise. */
  readonly method?: string
  /** With its query, exactly as it goes out. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Carries the connection; Node's own unless said otherwise. */
  readonly agent?: http.Agent
  /** Called with the request once it was handed to Node, for tests that break it off. */
  readonly started?: (request: ClientRequest) => void
}

export interface RawAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
  /** The body as UTF-8. */
  readonly text: string
  /** The body as JSON. */
  json(): unknown
}

/** Sends one request to a server such as `http://127.0.0.1:8080` and settles with the whole answer. */
export const rawRequest = (address: string, options: RawRequest): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { protocol, hostname, port } = new URL(address)
    const { request } = protocol === 'https:' ? https : http
    const { method = 'GET', path, headers = {}, body, agent, started } = options
    const sent = request({ hostname, port, method, path, headers, agent }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const text = bytes.toString('utf8')
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          bytes,
          text,
          json: () => JSON.parse(text) as unknown,
        })
      })
    })
    sent.on('error', reject)
    sent.end(body)
    started?.(sent)
  })
