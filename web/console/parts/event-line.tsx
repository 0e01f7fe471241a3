import { useMemo } from 'preact/hooks'
import { eventDataText } from '../state/event-data.js'
import type { Note } from '../state/notes.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'

export interface EventLineProps {
  event: Extract<Note, { what: 'event' }>
  at: number
  /** Whether another quiet line is right above. */
  continues: boolean
}

/** What programs told each other: a quiet line that opens where there is more than its name. All of it is text. */
export function EventLine({ event, at, continues }: EventLineProps) {
  const data = useMemo(() => eventDataText(event.data), [event.data])
  const words = <span dir="auto">{texts.chat.event(event)}</span>
  const time = <time dateTime={new Date(at).toISOString()}>{texts.time.clock(at)}</time>
  return (
    <div class={`note note-event${continues ? ' note-continued' : ''}`} title={texts.time.full(at)}>
      <Icon name="bolt" />
      {data === '' ? (
        <span>
          {words} {time}
        </span>
      ) : (
        <details>
          <summary>
            {words} {time}
          </summary>
          <pre tabIndex={0} role="group" aria-label={texts.chat.eventData(event.type)}>
            {data}
          </pre>
        </details>
      )}
    </div>
  )
}
