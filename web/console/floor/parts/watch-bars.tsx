import { useContext } from 'preact/hooks'
import type { ChatStanding } from '../../../../src/agent-api/supervision/messages.js'
import { Icon } from '../../parts/icon.js'
import { NowContext } from '../../parts/now.js'
import { chatRow } from '../state/floor-rows.js'
import type { Room } from '../state/room.js'
import { floorTexts as texts } from '../texts/texts.js'

/** Why a watched chat needs somebody. */
export function WatchBars({ room, standing }: { room: Room; standing: ChatStanding }) {
  const now = useContext(NowContext).value
  const words = texts.watch
  const chat = room.feed.floor.value?.chats.get(standing.chatId)
  const row = chat && chatRow(chat, now)
  const waitMs = row ? now - Date.parse(row.since) : 0
  return (
    <div class="bars watch-bars">
      {standing.flag && (
        <div class="chat-bar chat-bar-urgent">
          <Icon name="flag" />
          <span class="chat-bar-words">
            <bdi>{words.flag(standing.flag.text)}</bdi>
          </span>
          <button type="button" class="button button-small" onClick={() => void room.deeds.lowerFlag(standing.chatId)}>
            {words.lowerFlag}
          </button>
        </div>
      )}
      {row?.urgency === 'critical' && (
        <div class="chat-bar chat-bar-urgent">
          <Icon name="warning" />
          <span class="chat-bar-words">{words.critical(waitMs)}</span>
        </div>
      )}
      {row?.urgency === 'waiting' && (
        <div class="chat-bar">
          <Icon name="clock" />
          <span class="chat-bar-words">{words.waiting(waitMs)}</span>
        </div>
      )}
    </div>
  )
}
