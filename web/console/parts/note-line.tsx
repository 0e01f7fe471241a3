import type { Note } from '../state/notes.js'
import { texts } from '../texts/texts.js'
import { Icon, type IconName } from './icon.js'

const icons: Record<Note['what'], IconName> = {
  event: 'bolt',
  picked: 'check',
  offered: 'list',
  silent: 'clock',
  page: 'page',
  masked: 'shield',
  whispered: 'eye',
}

export interface NoteLineProps {
  note: Note
  at: number
  /** Whether another note is right above. */
  continues: boolean
  visitorName: string
}

/** One quiet line in a transcript. What comes from outside is text, addresses of pages included. */
export function NoteLine({ note, at, continues, visitorName }: NoteLineProps) {
  return (
    <p class={`note note-${note.what}${continues ? ' note-continued' : ''}`} title={texts.time.full(at)}>
      <Icon name={icons[note.what]} />
      <span>{texts.chat.note(note, visitorName)}</span>{' '}
      <time dateTime={new Date(at).toISOString()}>{texts.time.clock(at)}</time>
    </p>
  )
}
