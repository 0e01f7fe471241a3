/** How long one exchange with the provider may take, and how much it may say. */
export const exchangeMs = 10_000
export const answerBytesMax = 512 * 1024

/** An exchange that took or brought too much, or led elsewhere. */
export class ProviderError extends Error {
  override name = 'ProviderError'
}

/** What is asked. */
export interface Exchange {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: string | URLSearchParams | undefined
}

/**
 * `fetch` for a server that need not be trusted with our time and memory: the whole answer is read within
 * {@link exchangeMs} and {@link answerBytesMax}, and a redirection is not followed.
 */
export const boundedFetch = async (address: string, request: Exchange): Promise<Response> => {
  const signal = AbortSignal.timeout(exchangeMs)
  const response = await fetch(address, {
    ...{ method: request.method, headers: request.headers, body: request.body ?? null },
    ...{ redirect: 'manual', signal },
  })
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    const bytes = part as Uint8Array
    length += bytes.byteLength
    // Leaving the loop ends the connection.
    if (length > answerBytesMax) throw new ProviderError('The identity provider’s answer is too long.')
    parts.push(bytes)
  }
  const { status, statusText, headers } = response
  const hasBody = status !== 204 && status !== 205 && status !== 304
  const answer = new Response(hasBody ? Buffer.concat(parts) : null, { status, statusText, headers })
  // What a response was made for is not carried over, and the library reads it.
  Object.defineProperty(answer, 'url', { value: response.url })
  return answer
}
