/** Reads the form in which a visitor's client sends a file: multipart/form-data with a part `file`. */
import type { IncomingMessage } from 'node:http'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import type { Arrival } from '../../files/file-service.js'
import type { Clock, Millis } from '../../lib/clock.js'
import { WireError } from '../../protocol/wire-error.js'

/** How long a client may take to send a file: two megabytes at 25 kB/s. */
export const uploadMs: Millis = 100_000

/** What a form may have beside its file. Clients send up to five fields of their own. */
export const formLimits = {
  fields: 20,
  fieldNameSize: 100,
  fieldSize: 4096,
  headerPairs: 20,
  headerSize: 8192,
} as const

/** How many bytes a form may have beside its file. */
export const formBytesMax = 65_536

const malformed = (what: string): WireError => new WireError(400, what)

const brokenOff: Arrival = { type: 'failure', reason: 'broken-off' }
const tooLarge: Arrival = { type: 'failure', reason: 'too-large' }

const parserFor = (contentType: string, bytesMax: number): BusboyInstance => {
  const boundary = /^multipart\/form-data *;(?:.*;)? *boundary=(?:"[^"\r\n]{1,70}"|[^\s";,]{1,70}) *(?:;|$)/i
  if (!boundary.test(contentType)) throw malformed('Send multipart/form-data with a boundary.')
  const limits = { ...formLimits, files: 1, fileSize: bytesMax, parts: formLimits.fields + 2 }
  return Busboy({ headers: { 'content-type': contentType }, limits })
}

interface ComingFile {
  readonly name: string
  whole: boolean
}

/** What is wrong with a part that should be the file; `undefined` when nothing is. */
const complaintOf = (part: string, encoding: string, contentType: string): string | undefined => {
  if (part !== 'file') return 'The file must be in the part named file.'
  if (contentType.startsWith('multipart/')) return 'The file must not be multipart itself.'
  // A form is sent as it is (RFC 7578); a file in letters would be kept in letters.
  return /^(?:7bit|8bit|binary)$/.test(encoding) ? undefined : 'The file must be sent as it is, without an encoding.'
}

/**
 * The file in the body of a request, read as it comes in and held whole in memory, or why there is none. Rejects with a
 * {@link WireError} when the body is no form with a file. However it settles, the rest of the body may be unread.
 */
export const readUpload = (
  request: IncomingMessage,
  { bytesMax, clock }: { readonly bytesMax: number; readonly clock: Clock },
): Promise<Arrival> =>
  new Promise((resolve, reject) => {
    const bodyMax = bytesMax + formBytesMax
    if (Number(request.headers['content-length'] ?? 0) > bodyMax) return resolve(tooLarge)
    const parser = parserFor(request.headers['content-type'] ?? '', bytesMax)
    const chunks: Buffer[] = []
    let file: ComingFile | undefined
    let nameField = ''
    let bodyBytes = 0

    const settle = (result: Arrival | Error): void => {
      timer.cancel()
      request.off('data', count).off('close', onClose).unpipe(parser)
      // What the parser still finds is nobody's concern, but an error that nobody hears would end the process.
      parser.removeAllListeners().on('error', () => undefined)
      if (result instanceof Error) reject(result)
      else resolve(result)
    }
    const timer = clock.after(uploadMs, () => settle(brokenOff))
    const onClose = (): void => {
      if (!request.complete) settle(brokenOff)
    }
    const count = (chunk: Buffer): void => {
      bodyBytes += chunk.length
      if (bodyBytes > bodyMax) settle(tooLarge)
    }
    const refuse = (what: string) => () => settle(malformed(what))

    parser.on('file', (part, stream, filename: string | undefined, encoding, contentType) => {
      const complaint = complaintOf(part, encoding, contentType)
      // A part that is cut short makes its stream fail as well as the parser, which is told of below.
      stream.on('error', () => undefined)
      if (complaint !== undefined) {
        stream.resume()
        settle(malformed(complaint))
        return
      }
      const coming: ComingFile = { name: filename ?? '', whole: false }
      file = coming
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('limit', () => settle(tooLarge))
      stream.on('end', () => (coming.whole = true))
    })
    parser.on('field', (name, value, _nameTruncated, valueTruncated) => {
      if (valueTruncated) settle(malformed(`A field has at most ${formLimits.fieldSize} bytes.`))
      else if (name === 'filename') nameField = value
    })
    parser.on('filesLimit', refuse('Send one file at a time.'))
    parser.on('fieldsLimit', refuse(`A form has at most ${formLimits.fields} fields.`))
    parser.on('partsLimit', refuse(`A form has at most ${formLimits.fields} fields.`))
    parser.on('error', () => {
      settle(file === undefined ? malformed('The body is no multipart/form-data.') : brokenOff)
    })
    parser.on('finish', () => {
      if (file === undefined) settle(malformed('The form has no part named file.'))
      else if (!file.whole) settle(brokenOff)
      else settle({ type: 'file', name: file.name || nameField, bytes: Buffer.concat(chunks) })
    })
    request.on('data', count).on('close', onClose).pipe(parser)
  })
