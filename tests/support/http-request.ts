import http from 'node:http'

/** An answer with its body read to the end. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly text: string
}

export interface HttpRequest {
  /** Default GET. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Carries the connection; without one a connection is made for this request only. */
  readonly agent?: http.Agent
}

/** Asks once and settles with the whole answer, whatever its status; rejects when no whole answer came. */
export const httpRequest = (url: string, request: HttpRequest = {}): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body, agent = false } = request
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
    const outgoing = http.request(url, { method, headers: { ...headers, ...length }, agent })
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      let text = ''
      incoming.setEncoding('utf8').on('data', (part: string) => (text += part))
      incoming.on('error', reject)
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }))
    })
    outgoing.end(body)
  })
