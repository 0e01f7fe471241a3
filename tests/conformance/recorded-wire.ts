/** HTTP to the server under test, with a record of what was said, for whoever has to find out why a check failed. */
import { rawRequest, type RawAnswer, type RawRequest } from '../support/raw-http.js'

export interface Exchange {
  readonly request: RawRequest
  /** Absent while nothing came back. */
  answer?: RawAnswer
}

/** How many exchanges are kept; those before the last few explain little. */
const keptMax = 200
/** How much of a body is shown. */
const shownMax = 600

export class RecordedWire {
  readonly exchanges: Exchange[] = []
  readonly #origin: string

  /** `url` is the server's; what stands behind the host is put before every path. */
  constructor(url: string) {
    this.#origin = url.replace(/\/+$/, '')
  }

  readonly send = async (request: RawRequest): Promise<RawAnswer> => {
    const exchange: Exchange = { request }
    this.exchanges.push(exchange)
    if (this.exchanges.length > keptMax) this.exchanges.shift()
    const { pathname, origin } = new URL(this.#origin)
    const answer = await rawRequest(origin, { ...request, path: `${pathname.replace(/\/$/, '')}${request.path}` })
    exchange.answer = answer
    return answer
  }
}

const shown = (body: string | Uint8Array): string => {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('latin1')
  return text.length > shownMax ? `${text.slice(0, shownMax)}… (${text.length} characters)` : text
}

// Whoever holds a key holds the session, and reports are passed on.
const withoutKeys = (text: string): string => text.replace(/![\w-]+![\w-]{16,}/g, '!…')

/** An exchange as a person reads it, its key left out. */
export const describeExchange = ({ request, answer }: Exchange): string => {
  const { method = 'GET', path, headers = {}, body } = request
  const lines = [
    `${method} ${path}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ['', shown(body)]),
    '',
    ...(answer === undefined
      ? ['(no answer)']
      : [
          String(answer.status),
          ...Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}`),
          '',
          shown(answer.text),
        ]),
  ]
  return withoutKeys(lines.join('\n'))
}
