import type { Note } from '../state/notes.js'
import { listed } from './de-words.js'

const quoted = (words: readonly string[]): string => listed(words.map((word) => `„${word}“`))

/** What programs told each other, by the name they have for it, in German. */
export const eventText = ({ from, type }: Pick<Extract<Note, { what: 'event' }>, 'from' | 'type'>): string =>
  from === 'visitor' ? `Ereignis von der Seite des Gasts: ${type}` : `Ereignis an die Seite des Gasts: ${type}`

/** What a quiet line in the transcript says, in German. */
export const noteText = (note: Note, visitor: string): string => {
  switch (note.what) {
    case 'picked':
      return `${visitor} hat ${quoted(note.choices)} gewählt`
    case 'offered':
      return note.header === ''
        ? `${note.by} hat ${quoted(note.choices)} angeboten`
        : `${note.by} hat „${note.header}“ gefragt und ${quoted(note.choices)} angeboten`
    case 'silent':
      return `${visitor} hat lange nichts geschrieben und wurde darauf hingewiesen`
    case 'page':
      return `${visitor} sieht sich ${note.location} an`
    case 'event':
      return eventText(note)
    case 'whispered':
      return `${note.by} flüstert: ${note.text}`
    case 'masked':
      return `Unkenntlich gemacht: ${listed(note.rules)}`
  }
}
