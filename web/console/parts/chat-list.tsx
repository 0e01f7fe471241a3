import { useLayoutEffect, useRef } from 'preact/hooks'
import type { RefObject } from 'preact'
import type { ChatEntry } from '../state/chat-entries.js'
import type { Desk } from '../state/desk.js'
import { texts } from '../texts/texts.js'
import { Avatar } from './avatar.js'
import { Icon } from './icon.js'
import { Since } from './now.js'
import { useFocusPlace } from './use-focus-place.js'
import { useVirtualList } from './use-virtual-list.js'

/** Longer lists have only those rows on the page that are near what is seen. */
const wholeMax = 60
/** How high a row is where it is not known yet. */
const rowPx = 60

/** The agent's own chats, in a box that scrolls with more than them in it. */
export function ChatList({ desk, box }: { desk: Desk; box: RefObject<HTMLElement | null> }) {
  const entries = desk.entries.value
  const selected = desk.reading.selected.value
  const open = desk.snapshot.value.chats.length
  const { capacity } = desk.snapshot.value.agent
  const heading = useRef<HTMLHeadingElement>(null)
  const list = useVirtualList({ items: entries, keyOf, estimatePx, box, wholeMax })
  useFocusPlace(desk.focus, 'chats', heading)

  useLayoutEffect(() => {
    const place = entries.findIndex(({ chat }) => chat.chatId === selected)
    if (place !== -1) list.reveal(place)
    // Only when another chat is turned to: the agent may look around in the list meanwhile.
  }, [selected])

  return (
    <nav class="chats" aria-labelledby="chats-title">
      <div class="list-head">
        <h2 id="chats-title" ref={heading} tabIndex={-1}>
          {texts.chats.title}
        </h2>
        <span class="list-load">
          <span aria-hidden="true">{texts.chats.load(open, capacity)}</span>
          <span class="unseen">{texts.chats.loadLong(open, capacity)}</span>
        </span>
      </div>
      {entries.length === 0 ? (
        <p class="list-none">{texts.chats.none}</p>
      ) : (
        <ul class="chat-list" {...list.attributes}>
          {list.rows.map(({ item, key, index, attributes }) => (
            <li key={key} {...attributes} aria-posinset={index + 1} aria-setsize={entries.length}>
              <ChatRow desk={desk} entry={item} />
            </li>
          ))}
        </ul>
      )}
    </nav>
  )
}

const keyOf = ({ chat }: ChatEntry): string => chat.chatId
const estimatePx = (): number => rowPx

function ChatRow({ desk, entry }: { desk: Desk; entry: ChatEntry }) {
  const { chat, ended, unread, visitorSpokeAt, unanswered } = entry
  const selected = desk.reading.selected.value === chat.chatId
  return (
    <button
      type="button"
      class={`chat-row${ended ? ' chat-row-ended' : ''}${chat.criticalWait && !ended ? ' chat-row-urgent' : ''}`}
      aria-current={selected ? 'true' : undefined}
      onClick={() => desk.select(chat.chatId)}
    >
      <Avatar name={chat.visitorName} />
      <span class="chat-row-words">
        <span class="chat-row-line">
          <span class="chat-row-name clip" dir="auto">
            {chat.visitorName}
          </span>
          <span class={`chat-row-time${unanswered ? ' chat-row-unanswered' : ''}`}>
            {visitorSpokeAt !== undefined && !ended && (
              <>
                <span aria-hidden="true">
                  <Since at={visitorSpokeAt} words={texts.time.short} />
                </span>
                {unanswered && (
                  <span class="unseen">
                    <Since at={visitorSpokeAt} words={texts.chats.waitingFor} />
                  </span>
                )}
              </>
            )}
          </span>
        </span>
        <span class="chat-row-line">
          <span class="chat-row-preview clip" dir="auto">
            <Preview desk={desk} entry={entry} />
          </span>
          <span class="chat-row-marks">
            <ChatMarks desk={desk} entry={entry} />
            {unread > 0 && (
              <span class="badge">
                <span aria-hidden="true">{texts.badge(unread)}</span>
                <span class="unseen">{texts.chats.unread(unread)}</span>
              </span>
            )}
          </span>
        </span>
      </span>
    </button>
  )
}

/** What is out of the ordinary in a chat, the most urgent first; a row has room for one. */
function ChatMarks({ desk, entry: { chat, ended } }: { desk: Desk; entry: ChatEntry }) {
  if (desk.outbox.unsent.value.some(({ chatId, failed }) => chatId === chat.chatId && failed)) {
    return (
      <span class="tag tag-urgent">
        <Icon name="warning" />
        {texts.chats.notSent}
      </span>
    )
  }
  if (ended) return <span class="tag">{texts.chats.ended}</span>
  if (chat.criticalWait) {
    return (
      <span class="tag tag-urgent">
        <Icon name="warning" />
        {texts.chats.critical}
      </span>
    )
  }
  if (chat.visitorAway) {
    return (
      <span class="tag tag-away" title={texts.chats.awayLong}>
        {texts.chats.away}
      </span>
    )
  }
  if (chat.handover) return <span class="tag">{texts.chats.handover(chat.handover.type)}</span>
  return chat.flag ? <span class="tag">{texts.chats.flagged}</span> : null
}

/** One line is shown, which runs as the message does; a long one's rest would only be laid out in vain. */
const previewChars = 200

function Preview({ desk, entry: { chat, ended, lastMessage, lastFile } }: { desk: Desk; entry: ChatEntry }) {
  const draft = desk.drafts.texts.value[chat.chatId]
  const selected = desk.reading.selected.value === chat.chatId
  if (!ended && desk.signs.signs.value.get(chat.chatId)?.typing)
    return <span class="chat-row-typing">{texts.chats.typing}</span>
  if (!ended && !selected && draft !== undefined)
    return (
      <>
        <bdi class="chat-row-draft">{texts.chats.draft}</bdi> {draft.slice(0, previewChars)}
      </>
    )
  if (lastFile) return <>{texts.chats.file(lastFile.name)}</>
  if (!lastMessage) return <>{texts.chats.noMessages}</>
  return (
    <>
      {lastMessage.from === 'agent' && (
        <bdi>
          {lastMessage.agentId === desk.snapshot.value.agent.id
            ? texts.chats.you
            : texts.chats.by(lastMessage.name)}{' '}
        </bdi>
      )}
      {lastMessage.text.slice(0, previewChars)}
    </>
  )
}
