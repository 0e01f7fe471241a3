import { useContext } from 'preact/hooks'
import { daysAgo } from '../state/time-words.js'
import type { MessageGroup as Group, TimelineRow } from '../state/timeline.js'
import { texts } from '../texts/texts.js'
import { FileCard } from './file-card.js'
import { MessageText } from './message-text.js'
import { NoteLine } from './note-line.js'
import { NowContext } from './now.js'

/** One row of a transcript. */
export function Row({ row, agentId, visitorName }: { row: TimelineRow; agentId: string; visitorName: string }) {
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
      return <NoteLine note={row.note} at={row.at} visitorName={visitorName} />
    case 'file':
      return <FileCard file={row.file} visitorName={visitorName} />
    case 'group':
      return <MessageGroup group={row} agentId={agentId} />
  }
}

function Day({ at }: { at: number }) {
  const now = useContext(NowContext)
  return (
    <div class="day">
      {/* Looked at once: at midnight "Today" may stay what it was until the next message. */}
      <span>{texts.time.day(at, daysAgo(at, now.peek()))}</span>
    </div>
  )
}

function MessageGroup({ group, agentId }: { group: Group; agentId: string }) {
  const own = group.agentId === agentId
  const side = own ? 'group-own' : group.from === 'agent' ? 'group-own group-colleague' : 'group-visitor'
  return (
    <div class={`group ${side}`}>
      <div class="group-head">
        <span class="group-name" dir="auto">
          {own ? texts.chat.you : group.name}
        </span>{' '}
        <time dateTime={new Date(group.at).toISOString()} title={texts.time.full(group.at)}>
          {texts.time.clock(group.at)}
        </time>
      </div>
      {group.messages.map((message) => (
        <div key={message.number} class="bubble" title={texts.time.full(Date.parse(message.at))}>
          <MessageText text={message.text} />
        </div>
      ))}
    </div>
  )
}
