import type { ReadonlySignal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import type { ChatEntry } from '../state/chat-entries.js'
import type { Connection } from '../state/connection.js'
import type { Desk } from '../state/desk.js'
import { isMessage } from '../state/entry-list.js'
import { notYetSeen } from '../state/outbox.js'
import { rowPx } from '../state/row-height.js'
import { continuesGroup, timeline, type TimelineRow } from '../state/timeline.js'
import { localDay } from '../state/time-words.js'
import { isNews } from '../state/unread.js'
import { texts } from '../texts/texts.js'
import { Ghost } from './ghost.js'
import { Icon } from './icon.js'
import { Row } from './message-group.js'
import { UnsentMessages } from './unsent-messages.js'
import { useStickyScroll } from './use-sticky-scroll.js'
import { useVirtualList } from './use-virtual-list.js'

/** Nearly every chat is shorter than this, and stands on the page as a whole. */
const wholeMax = 200

export interface TranscriptProps {
  desk: Desk
  entry: ChatEntry
  connection: ReadonlySignal<Connection>
}

/** What was said in one chat. Drawn anew for each chat (by its key), so that it opens at its end. */
export function Transcript({ desk, entry, connection }: TranscriptProps) {
  const { chat, ended, unread } = entry
  const { chatId, visitorName } = chat
  const known = desk.transcripts.all.value.get(chatId)
  const entries = known?.entries ?? chat.entries
  const loading = desk.transcripts.loading.value.has(chatId)
  const newAfter = desk.reading.newAfter.value
  const agentId = desk.snapshot.value.agent.id
  // Files from before the first entry here are shown with the entries around them.
  const first = known?.hasEarlier ? (entries[0]?.number ?? 0) : 0
  const rows = useMemo(
    () =>
      timeline(
        entries,
        newAfter,
        localDay,
        chat.files.filter(({ number }) => number >= first),
        (message) => isNews(message, agentId),
      ),
    [entries, newAfter, chat.files, first],
  )
  const unsent = notYetSeen(
    desk.outbox.unsent.value.filter((other) => other.chatId === chatId),
    entries,
    agentId,
  )
  const loadEarlier = (): void => void desk.transcripts.loadEarlier(chatId)
  const scroll = useStickyScroll(desk.reading.atNewest, loadEarlier)
  const list = useVirtualList({
    ...{ items: rows, keyOf, box: scroll.box, wholeMax, fromEnd: true },
    estimatePx: (row) => rowPx(row, scroll.box.current?.clientWidth),
  })
  const newest = entries.findLast(isMessage)
  // Rows that come into sight again are not for a screen reader to speak; those that come after the end is drawn are.
  const isFollowed = useRef(true)
  const isEndDrawn = useRef(true)
  isFollowed.current = desk.reading.atNewest.value && (isFollowed.current || isEndDrawn.current)
  isEndDrawn.current = list.rows.at(-1)?.index === rows.length - 1

  return (
    <div class="transcript">
      <div
        class="transcript-scroll"
        ref={scroll.box}
        onScroll={scroll.onScroll}
        onKeyDown={scroll.onKeyDown}
        tabIndex={0}
        role="group"
        aria-label={texts.chat.transcript(visitorName)}
      >
        <div class="transcript-inner" ref={scroll.inner}>
          <div class="transcript-top">
            {known?.hasEarlier ? (
              <button type="button" class="button button-small" onClick={loadEarlier} aria-disabled={loading}>
                {loading ? texts.chat.loadingEarlier : texts.chat.loadEarlier}
              </button>
            ) : (
              <span>{texts.chat.beginning}</span>
            )}
          </div>
          <div
            role="log"
            aria-label={texts.chat.log(visitorName)}
            aria-live={isFollowed.current ? 'polite' : 'off'}
            aria-busy={loading}
          >
            <div {...list.attributes}>
              {list.rows.map((row) => (
                <div key={row.key} {...row.attributes}>
                  <Row row={row.item} agentId={agentId} visitorName={visitorName} />
                </div>
              ))}
            </div>
            <UnsentMessages
              desk={desk}
              unsent={unsent}
              continues={continuesGroup(rows, agentId, unsent[0])}
              live={connection.value.state === 'live'}
            />
          </div>
          {unsent.length === 0 && newest?.agentId === agentId && (
            <div class="delivery">
              <Icon name="check" />
              {texts.chat.sent}
            </div>
          )}
          {!ended && <Ghost sign={desk.signs.signs.value.get(chatId)} name={visitorName} />}
        </div>
      </div>
      {!desk.reading.atNewest.value && (
        <button type="button" class={unread > 0 ? 'pill pill-new' : 'pill'} onClick={scroll.toNewest}>
          <Icon name="down" />
          {texts.chat.newMessages(unread)}
        </button>
      )}
    </div>
  )
}

const keyOf = ({ key }: TimelineRow): string => key
