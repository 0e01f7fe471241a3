/** A request as whatever carries it takes it, and its answer: the same for Node and for a browser. */

/** One request to one resource. */
export interface Exchange {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Path and query below the endpoint's base path. */
  readonly resource: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  /** True when doing it twice is harmless, so that a kept-open connection found closed may be replaced silently. */
  readonly repeatable: boolean
  /** Called when the request is on a live connection, maybe long before its answer. */
  readonly onSent?: () => void
  /** Called as the body goes out, with how many of its bytes the connection has taken. Only for a body of bytes. */
  readonly onProgress?: (bytes: number) => void
}

/** An answer with its text read to the end. */
export interface RawAnswer {
  readonly status: number
  readonly text: string
  readonly retryAfterMs: number | undefined
}
