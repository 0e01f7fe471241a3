/** What carries a visitor's requests in a browser, to the server that the page came from. */
import type { AskedFile } from '../../../src/visitor-client/visitor-events.js'
import type { OutgoingFile, Transport, UploadOptions, UploadOutcome } from '../../../src/visitor-client/wire.js'
import { WireError } from '../../../src/visitor-client/wire-error.js'
import type { Exchange, RawAnswer } from '../../../src/visitor-client/wire-request.js'

const basePath = '/chat/rest/'
/** A server gives up a file that takes longer than this. */
const uploadMaxMs = 120_000

async function send(request: Exchange): Promise<RawAnswer> {
  const { method, resource, headers, timeoutMs, signal, onSent } = request
  const late = AbortSignal.timeout(timeoutMs)
  // Every body but a file's is text.
  const body = typeof request.body === 'string' ? request.body : undefined
  try {
    const answering = fetch(basePath + resource, {
      ...{ method, headers, ...(body !== undefined && { body }) },
      ...{ credentials: 'omit', cache: 'no-store' },
      signal: signal ? AbortSignal.any([signal, late]) : late,
    })
    // A browser does not tell when a request is on its way; one without a connection fails at once.
    onSent?.()
    const response = await answering
    const seconds = Number(response.headers.get('retry-after') ?? NaN)
    return {
      status: response.status,
      text: await response.text(),
      retryAfterMs: seconds >= 0 ? seconds * 1000 : undefined,
    }
  } catch (cause) {
    if (signal?.aborted) throw new WireError('stopped', 'the request was stopped', { cause })
    if (late.aborted) throw new WireError('timeout', 'no answer came in time', { cause })
    throw new WireError('lost', 'the connection broke', { cause })
  }
}

/** `fetch` tells nothing of how far a body is, so this is the older way. */
function upload(asked: AskedFile, file: OutgoingFile, options: UploadOptions): Promise<UploadOutcome> {
  const { organizationId: orgId, sessionId: chatKey, signal, onProgress } = options
  const query = new URLSearchParams({ orgId, chatKey, fileToken: asked.token, encoding: 'UTF-8' })
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(file.bytes)]), file.name)
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const fail = (why: string) => resolve({ kind: 'failed', why })
    request.timeout = uploadMaxMs
    request.upload.addEventListener('progress', ({ loaded }) => onProgress?.(Math.min(loaded, file.bytes.length)))
    request.addEventListener('error', () => fail('the connection broke'))
    request.addEventListener('abort', () => fail('it was stopped'))
    request.addEventListener('timeout', () => fail('it took too long'))
    request.addEventListener('load', () => {
      const { status, responseText: text } = request
      if (status === 200) resolve({ kind: text === 'Success' ? 'sent' : 'refused' })
      else fail(`${status} ${text.replace(/^Failure: /, '')}`.trim())
    })
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    // The server names its public address; this page may have come by another, and reaches only that.
    request.open('POST', `${pathOf(asked.url)}?${query.toString()}`)
    request.send(form)
  })
}

const pathOf = (address: string): string => (URL.canParse(address) ? new URL(address).pathname : '/chat/upload')

export const fetchTransport: Transport = { send, upload }
