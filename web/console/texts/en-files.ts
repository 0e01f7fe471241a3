/** The English texts about visitors' files. */
import { counted, locale } from './en-words.js'

/** What a media type is called by people; where there is no better word, its own name. */
const fileKind = (contentType: string): string => {
  if (contentType === 'application/octet-stream') return 'Unknown kind of file'
  if (contentType === 'text/plain') return 'Text'
  const [kind = '', name = ''] = contentType.split('/')
  const word = { image: 'picture', audio: 'sound', video: 'film' }[kind]
  return word === undefined ? name.toUpperCase() : `${name.toUpperCase()} ${word}`
}

const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })

const fileSize = (bytes: number): string => {
  if (bytes < 1_000) return counted(bytes, 'byte', 'bytes')
  return bytes < 1_000_000 ? `${tenths.format(bytes / 1_000)} kB` : `${tenths.format(bytes / 1_000_000)} MB`
}

export const files = {
  ask: 'Ask for a file',
  waiting: (name: string) => `Waiting for a file from ${name}`,
  withdraw: 'Cancel',
  withdrawLong: 'Cancel the request for a file',
  picture: (fileName: string) => `Preview of ${fileName}`,
  about: (contentType: string, bytes: number) => `${fileKind(contentType)}, ${fileSize(bytes)}`,
  save: 'Save',
  saveLong: (fileName: string) => `Save ${fileName}`,
}
