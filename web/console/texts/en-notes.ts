import type { Note } from '../state/notes.js'
import { listed } from './en-words.js'

const quoted = (words: readonly string[]): string => listed(words.map((word) => `“${word}”`))

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
    case 'whispered':
      return `${note.by} whispers: ${note.text}`
    case 'masked':
      return `Masked: ${listed(note.rules)}`
  }
}
