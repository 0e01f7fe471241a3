/** The English texts about visitors' files. */
import { locale } from './en-words.js'
import { fileSize } from './file-size.js'

/** What a media type is called by people; where there is no better word, its own name. */
const fileKind = (contentType: string): string => {
  if (contentType === 'application/octet-stream') return 'Unknown kind of file'
  if (contentType === 'text/plain') return 'Text'
  const [kind = '', name = ''] = contentType.split('/')
  const word = { image: 'picture', audio: 'sound', video: 'film' }[kind]
  return word === undefined ? name.toUpperCase() : `${name.toUpperCase()} ${word}`
}

const size = fileSize(locale)

export const files = {
  ask: 'Ask for a file',
  waiting: (name: string) => `Waiting for a file from ${name}`,
  withdraw: 'Cancel',
  withdrawLong: 'Cancel the request for a file',
  picture: (fileName: string) => `Preview of ${fileName}`,
  about: (contentType: string, bytes: number) => `${fileKind(contentType)}, ${size(bytes)}`,
  save: 'Save',
  saveLong: (fileName: string) => `Save ${fileName}`,
}
