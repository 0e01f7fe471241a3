/** Says what is in a file by looking at it. What a client says about its own file is never believed. */
import { filetypeinfo } from 'magic-bytes.js'
import type { ContentJudge } from '../files/file-service.js'

/** Said of what is not known. */
const unknown = 'application/octet-stream'

/** Signatures are looked for in this many bytes: the farthest, that of tar, ends within. */
const headBytes = 512

/** Types that are told by name. Not among them is what a browser could run, and what short signatures only suggest. */
const told = new Set([
  ...['image/png', 'image/apng', 'image/jpeg', 'image/gif', 'image/webp', 'image/tiff', 'image/heif', 'image/avif'],
  ...['image/bmp', 'audio/mpeg', 'audio/x-wav', 'audio/flac', 'audio/aac', 'audio/amr', 'application/ogg'],
  ...['video/mp4', 'video/quicktime', 'video/webm', 'video/x-matroska', 'video/x-msvideo', 'video/3gpp'],
  ...['application/pdf', 'application/zip', 'application/gzip', 'application/x-7z-compressed', 'application/x-tar'],
])

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Valid UTF-8 without the controls that no text has; tab, line ends and form feed are in many. */
const isText = (bytes: Uint8Array): boolean => {
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d))
    return false
  try {
    decoder.decode(bytes)
    return true
  } catch {
    // Bytes that are no UTF-8 are no text of ours; that is the answer.
    return false
  }
}

/**
 * A known type, `text/plain` for text of any kind (HTML, SVG and scripts too), or `application/octet-stream`. A
 * signature counts only where the rest is no text, but for PDF, which may be written in letters alone.
 */
export const judgeContent: ContentJudge = (bytes) => {
  const types = filetypeinfo(bytes.subarray(0, headBytes)).map(({ mime }) => mime)
  if (types.includes('application/pdf')) return 'application/pdf'
  if (isText(bytes)) return 'text/plain'
  return types.find((type) => type !== undefined && told.has(type)) ?? unknown
}
