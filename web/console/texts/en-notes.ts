import type { Note } from '../state/notes.js'
import { listed } from './en-words.js'

const quoted = (words: readonly string[]): string => listed(words.map((word) => `“${word}”`))

/** What programs told each other, by the name they have for it. */
export const eventText = ({ from, type }: Pick<Extract<Note, { what: 'event' }>, 'from' | 'type'>): string =>
  from === 'visitor' ? `Event from the visitor’s page: ${type}` : `Event to the visitor’s page: ${type}`

/** What a quiet line in the transcript says, in the reader's own English. */
export const noteText = (note: Note, visitor: string): string => {
  switch (note.what) {
    case 'picked':
      return `${visitor} picked ${quoted(note.choices)}`
    case 'offered':
      return note.header === ''
        ? `${note.by} offered ${quoted(note.choices)}`
        : `${note.by} asked “${note.header}” and offered ${quoted(note.choices)}`
    case 'silent':
      return `${visitor} has been silent and was warned`
    case 'page':
      return `${visitor} looks at ${note.location}`
    case 'event':
      return eventText(note)
    case 'whispered':
      return `${note.by} whispers: ${note.text}`
    case 'masked':
      return `Masked: ${listed(note.rules)}`
  }
}
