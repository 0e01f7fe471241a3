import type { ReadonlySignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { ChatEntry } from '../state/chat-entries.js'
import { othersIn, partOf } from '../state/chat-part.js'
import type { Connection } from '../state/connection.js'
import type { Desk } from '../state/desk.js'
import { texts } from '../texts/texts.js'
import { Avatar } from './avatar.js'
import { ChatBars } from './chat-bars.js'
import { ChatMenu } from './chat-menu.js'
import { Composer } from './composer.js'
import { EndedBar } from './ended-bar.js'
import { Icon } from './icon.js'
import { Since } from './now.js'
import { Transcript } from './transcript.js'
import { isTouch, useFocusPlace } from './use-focus-place.js'

export interface ChatViewProps {
  desk: Desk
  entry: ChatEntry
  connection: ReadonlySignal<Connection>
  detailsShown: boolean
  onToggleDetails: () => void
}

/** The chat the agent is in. */
export function ChatView({ desk, entry, connection, detailsShown, onToggleDetails }: ChatViewProps) {
  const { chat, ended } = entry
  const others = othersIn(chat, desk.snapshot.value.agent.id)
  const ending = desk.stream.ending.value.has(chat.chatId)
  // Where the list is not beside the chat, this tells that somebody there is waiting.
  const elsewhere = desk.waitingCount.value - entry.unread
  const title = useRef<HTMLHeadingElement>(null)
  // On a phone the keyboard would cover what the agent wants to read first.
  useFocusPlace(desk.focus, isTouch ? 'composer' : undefined, title)
  return (
    <section class="chat" id="chat" tabIndex={-1} aria-label={texts.chat.region(chat.visitorName)}>
      <header class="chat-head">
        <button
          type="button"
          class="icon-button chat-back"
          aria-label={texts.back(elsewhere)}
          onClick={() => desk.select(undefined)}
        >
          <Icon name="back" />
          {elsewhere > 0 && <span class="badge">{elsewhere}</span>}
        </button>
        <Avatar name={chat.visitorName} />
        <div class="chat-who">
          <h2 class="clip" dir="auto" ref={title} tabIndex={-1}>
            {chat.visitorName}
          </h2>
          <p class="clip">
            <bdi>{texts.chat.through(chat.buttonName)}</bdi>
            {others.length > 0 && (
              <>
                {' · '}
                <bdi>{texts.handOver.with(others)}</bdi>
              </>
            )}
            {!ended && (
              <>
                {' · '}
                <Since at={chat.establishedAt} words={texts.chat.duration} />
              </>
            )}
          </p>
        </div>
        {ended ? (
          <span class="tag">{texts.chats.ended}</span>
        ) : (
          chat.visitorAway && (
            <span class="tag tag-away" title={texts.chats.awayLong}>
              {texts.chat.visitorAway}
            </span>
          )
        )}
        <div class="chat-actions">
          <ChatMenu desk={desk} entry={entry} />
          {desk.mayIn(chat.chatId, 'end') && (
            <button
              type="button"
              class="button"
              aria-label={ending ? texts.chat.ending : texts.chat.end}
              aria-disabled={ending}
              onClick={() => {
                if (!ending) desk.perform(chat.chatId, 'end')
              }}
            >
              {ending ? (
                texts.chat.ending
              ) : (
                <>
                  <span class="chat-end-long">{texts.chat.end}</span>
                  <span class="chat-end-short">{texts.chat.endShort}</span>
                </>
              )}
            </button>
          )}
          <button
            type="button"
            id="details-button"
            class="icon-button"
            aria-pressed={detailsShown}
            aria-label={detailsShown ? texts.chat.hideDetails : texts.chat.showDetails}
            title={detailsShown ? texts.chat.hideDetails : texts.chat.showDetails}
            onClick={onToggleDetails}
          >
            <Icon name="panel" />
          </button>
        </div>
      </header>
      <Transcript key={chat.chatId} desk={desk} entry={entry} connection={connection} />
      {ended ? (
        <EndedBar key={chat.chatId} desk={desk} ended={ended} />
      ) : (
        <>
          <ChatBars desk={desk} entry={entry} />
          {partOf(chat, desk.snapshot.value.agent.id) === 'gave-away' ? (
            <p class="reading-along">{texts.chat.readingAlong(chat.visitorName)}</p>
          ) : (
            <Composer key={chat.chatId} desk={desk} chat={chat} />
          )}
        </>
      )}
    </section>
  )
}
