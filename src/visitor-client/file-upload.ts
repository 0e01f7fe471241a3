/** Sends a file where the agent's request says, as a form, the way every client of the wire does. */
import http from 'node:http'
import https from 'node:https'
import { randomUUID } from 'node:crypto'
import type { Millis } from '../lib/clock.js'
import { exchange } from './http-exchange.js'
import { WireError } from './wire-error.js'
import type { AskedFile } from './visitor-events.js'
import type { OutgoingFile, UploadOptions, UploadOutcome } from './wire.js'

/** A server gives up a file that takes longer than this. */
const UPLOAD_TIMEOUT_MS: Millis = 120_000

/** A name as it may stand in the header of a part: what would end it is escaped, as browsers do. */
const inHeader = (name: string): string => name.replace(/["\r\n]/g, (character) => encodeURIComponent(character))

const formOf = ({ name, bytes }: OutgoingFile, boundary: string): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${inHeader(name)}"\r\n` +
        'Content-Type: application/octet-stream\r\n\r\n',
    ),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])

const outcomeOf = (status: number, text: string): UploadOutcome => {
  if (status === 200 && text === 'Success') return { kind: 'sent' }
  if (status === 200) return { kind: 'refused' }
  return { kind: 'failed', why: `${status} ${text.replace(/^Failure: /, '')}`.trim() }
}

/** Sends the file once. It is never repeated: a request for a file is used up by what was sent for it. */
export const uploadFile = async (
  asked: AskedFile,
  file: OutgoingFile,
  options: UploadOptions,
): Promise<UploadOutcome> => {
  const { organizationId: orgId, sessionId: chatKey, clock, signal, onProgress } = options
  const url = URL.canParse(asked.url) ? new URL(asked.url) : undefined
  const protocol = url?.protocol
  if (url === undefined || (protocol !== 'http:' && protocol !== 'https:')) {
    return { kind: 'failed', why: 'the server named no address to send it to' }
  }
  const boundary = `----${randomUUID()}`
  const body = formOf(file, boundary)
  const query = new URLSearchParams({ orgId, chatKey, fileToken: asked.token, encoding: 'UTF-8' })
  const agent = new (protocol === 'https:' ? https : http).Agent()
  const port = url.port === '' ? (protocol === 'https:' ? 443 : 80) : Number(url.port)
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const endpoint = { protocol, hostname, port, basePath: url.pathname, href: url.href } as const
  try {
    const { status, text } = await exchange(
      { endpoint, agent, clock },
      {
        method: 'POST',
        resource: `?${query.toString()}`,
        headers: {
          'Content-Type': `multipart/form-data; boundary=${boundary}`,
          'Content-Length': String(body.length),
        },
        body,
        timeoutMs: UPLOAD_TIMEOUT_MS,
        repeatable: false,
        ...(signal && { signal }),
        ...(onProgress && { onProgress: (bytes) => onProgress(Math.min(bytes, file.bytes.length)) }),
      },
    )
    return outcomeOf(status, text)
  } catch (error) {
    if (!(error instanceof WireError)) throw error
    return { kind: 'failed', why: error.message }
  } finally {
    agent.destroy()
  }
}
