import type { ReadonlySignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { ChatEntry } from '../state/chat-entries.js'
import type { Connection } from '../state/connection.js'
import type { Desk } from '../state/desk.js'
import { isMessage } from '../state/entry-list.js'
import { languageTag } from '../state/language-tag.js'
import { notYetSeen } from '../state/outbox.js'
import { continuesGroup, timeline } from '../state/timeline.js'
import { localDay } from '../state/time-words.js'
import { isNews } from '../state/unread.js'
import { texts } from '../texts/texts.js'
import { Ghost } from './ghost.js'
import { Icon } from './icon.js'
import { TalkLog } from './talk-log.js'
import { UnsentMessages } from './unsent-messages.js'

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
  const newest = entries.findLast(isMessage)
  const language = languageTag(chat.language)
  return (
    <TalkLog
      {...{ visitorName, agentId, language, rows, loading, unread, atNewest: desk.reading.atNewest }}
      label={texts.chat.transcript(visitorName)}
      logLabel={texts.chat.log(visitorName)}
      hasEarlier={known?.hasEarlier === true}
      onLoadEarlier={() => void desk.transcripts.loadEarlier(chatId)}
      rest={
        <UnsentMessages
          desk={desk}
          unsent={unsent}
          continues={continuesGroup(rows, agentId, unsent[0])}
          live={connection.value.state === 'live'}
        />
      }
    >
      {unsent.length === 0 && newest?.agentId === agentId && (
        <div class="delivery">
          <Icon name="check" />
          {texts.chat.sent}
        </div>
      )}
      {!ended && <Ghost sign={desk.signs.signs.value.get(chatId)} name={visitorName} language={language} />}
    </TalkLog>
  )
}
