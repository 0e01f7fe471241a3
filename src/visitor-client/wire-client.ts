/** The wire as Node speaks it. */
import http from 'node:http'
import https from 'node:https'
import type { Clock } from '../lib/clock.js'
import type { Endpoint } from './endpoint.js'
import { parseEndpoint } from './endpoint.js'
import { uploadFile } from './file-upload.js'
import { exchange } from './http-exchange.js'
import { processClock } from './process-clock.js'
import { Wire, type WireOptions } from './wire.js'

/** Settings of a {@link WireClient}; everything has a default. */
export interface WireClientOptions extends WireOptions {
  /** Carries the connections, kept open. Default: one of the client's own, closed by {@link WireClient.close}. */
  readonly agent?: http.Agent
  readonly clock?: Clock
}

/** {@link Wire} to an endpoint over connections that are kept open. */
export class WireClient extends Wire {
  readonly endpoint: Endpoint
  readonly #agent: http.Agent | undefined

  /** @throws EndpointError when the address is none of a chat server; see {@link parseEndpoint} for its forms. */
  constructor(address: string | Endpoint, options: WireClientOptions = {}) {
    const endpoint = typeof address === 'string' ? parseEndpoint(address) : address
    const Agent = endpoint.protocol === 'https:' ? https.Agent : http.Agent
    const agent = options.agent ?? new Agent({ keepAlive: true })
    const carrier = { endpoint, agent, clock: options.clock ?? processClock }
    super({ send: (request) => exchange(carrier, request), upload: uploadFile }, options)
    this.endpoint = endpoint
    this.#agent = options.agent === undefined ? agent : undefined
  }

  /** Closes the connections, unless the agent was the caller's. */
  close(): void {
    this.#agent?.destroy()
  }
}
