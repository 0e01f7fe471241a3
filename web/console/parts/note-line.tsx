import { useContext } from 'preact/hooks'
import type { Note } from '../state/notes.js'
import { texts } from '../texts/texts.js'
import { Icon, type IconName } from './icon.js'
import { MarkedText } from './marked-text.js'
import { MarksContext } from './marks.js'

const icons: Record<Note['what'], IconName> = {
  event: 'bolt',
  picked: 'check',
  offered: 'list',
  silent: 'clock',
  page: 'page',
  masked: 'shield',
  whispered: 'eye',
}

/** What was offered and picked are words of the chat as messages are. */
const saidByPeople: ReadonlySet<Note['what']> = new Set(['offered', 'picked'])

export interface NoteLineProps {
  note: Note
  at: number
  /** Whether another note is right above. */
  continues: boolean
  visitorName: string
}

/** One quiet line in a transcript. What comes from outside is text, addresses of pages included. */
export function NoteLine({ note, at, continues, visitorName }: NoteLineProps) {
  const marksOf = useContext(MarksContext)
  const words = texts.chat.note(note, visitorName)
  return (
    <p class={`note note-${note.what}${continues ? ' note-continued' : ''}`} title={texts.time.full(at)}>
      <Icon name={icons[note.what]} />
      <span>
        <MarkedText text={words} marks={saidByPeople.has(note.what) ? (marksOf?.(words) ?? []) : []} />
      </span>{' '}
      <time dateTime={new Date(at).toISOString()}>{texts.time.clock(at)}</time>
    </p>
  )
}
