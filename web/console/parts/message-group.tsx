import { useComputed } from '@preact/signals'
import { useContext } from 'preact/hooks'
import { daysAgo } from '../state/time-words.js'
import type { MessageRow, TimelineRow } from '../state/timeline.js'
import { texts } from '../texts/texts.js'
import { EventLine } from './event-line.js'
import { FileCard } from './file-card.js'
import { MessageText } from './message-text.js'
import { NoteLine } from './note-line.js'
import { NowContext } from './now.js'

export interface RowProps {
  row: TimelineRow
  /** Whoever reads: what they wrote stands on their side. */
  agentId: string
  visitorName: string
  /** What language the visitor writes, as a tag, where it is known. */
  language?: string | undefined
}

/** One row of a transcript. */
export function Row({ row, agentId, visitorName, language }: RowProps) {
  switch (row.kind) {
    case 'day':
      return <Day at={row.at} />
    case 'new':
      return (
        <div class="new-line">
          <span>{texts.chat.newFrom}</span>
        </div>
      )
    case 'note':
      if (row.note.what === 'event') return <EventLine event={row.note} at={row.at} continues={row.continues} />
      return <NoteLine note={row.note} at={row.at} continues={row.continues} visitorName={visitorName} />
    case 'file':
      return <FileCard file={row.file} visitorName={visitorName} />
    case 'message':
      return <MessageBubble row={row} agentId={agentId} language={language} />
  }
}

function Day({ at }: { at: number }) {
  const now = useContext(NowContext)
  // Looked at each second, drawn anew at midnight.
  const ago = useComputed(() => daysAgo(at, now.value))
  return (
    <div class="day">
      <span>{texts.time.day(at, ago.value)}</span>
    </div>
  )
}

function MessageBubble({ row, agentId, language }: Omit<RowProps, 'row' | 'visitorName'> & { row: MessageRow }) {
  const { message, at, begins, ends } = row
  const own = message.agentId === agentId
  const side = own ? 'group-own' : message.from === 'agent' ? 'group-own group-colleague' : 'group-visitor'
  return (
    <div class={`group ${side}${begins ? '' : ' group-continued'}${ends ? ' group-ends' : ''}`}>
      {begins && (
        <div class="group-head">
          <span class="group-name" dir="auto">
            {own ? texts.chat.you : message.name}
          </span>{' '}
          <time dateTime={message.at} title={texts.time.full(at)}>
            {texts.time.clock(at)}
          </time>
        </div>
      )}
      <div class="bubble" title={texts.time.full(at)}>
        <MessageText text={message.text} language={message.from === 'visitor' ? language : undefined} />
      </div>
    </div>
  )
}
