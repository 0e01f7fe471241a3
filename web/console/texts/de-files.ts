/** The German texts about visitors' files. */
import { locale } from './de-words.js'
import type { Texts } from './en.js'
import { fileSize } from './file-size.js'

/** What a media type is called by people; where there is no better word, its own name. */
const fileKind = (contentType: string): string => {
  if (contentType === 'application/octet-stream') return 'Unbekannte Dateiart'
  if (contentType === 'text/plain') return 'Textdatei'
  const [kind = '', name = ''] = contentType.split('/')
  const word = { image: 'Bild', audio: 'Ton', video: 'Video' }[kind]
  return word === undefined ? name.toUpperCase() : `${name.toUpperCase()}-${word}`
}

const size = fileSize(locale)

export const files: Texts['files'] = {
  ask: 'Um eine Datei bitten',
  waiting: (name) => `Wartet auf eine Datei von ${name}`,
  withdraw: 'Abbrechen',
  withdrawLong: 'Bitte um eine Datei zurücknehmen',
  picture: (fileName) => `Vorschau von ${fileName}`,
  about: (contentType, bytes) => `${fileKind(contentType)}, ${size(bytes)}`,
  save: 'Speichern',
  saveLong: (fileName) => `${fileName} speichern`,
}
