import { Avatar } from '../../parts/avatar.js'
import { Icon, type IconName } from '../../parts/icon.js'
import { Since } from '../../parts/now.js'
import { addressOf } from '../browser/floor-address.js'
import type { ChatRow, Urgency } from '../state/floor-rows.js'
import type { Room } from '../state/room.js'
import { stopWatch } from '../state/stop-watch.js'
import { floorTexts as texts } from '../texts/texts.js'

/** A sign of its own for each: none is told by its colour alone. */
const icons: Record<Urgency, IconName> = {
  ...{ flagged: 'flag', critical: 'warning', waiting: 'clock', unanswered: 'bell', calm: 'check' },
}

/** One open chat; a link, so that it can be opened beside this one. */
export function ChatLine({ room, row: { chat, urgency, since } }: { room: Room; row: ChatRow }) {
  const words = texts.chats
  const watched = room.watch.value?.chatId === chat.chatId
  const agents = [...(chat.agent ? [chat.agent] : []), ...(chat.colleagues ?? [])].map(({ name }) => name)
  const where = chat.waitsAt?.name ?? chat.buttonName
  return (
    <a
      class={`chat-line chat-line-${urgency}${room.cursor.value === chat.chatId ? ' chat-line-at' : ''}`}
      href={addressOf(chat.chatId)}
      aria-current={watched ? 'true' : undefined}
    >
      <Avatar name={chat.visitorName} />
      <span class="chat-line-name clip">
        <bdi>{chat.visitorName}</bdi>
      </span>
      <span class="chat-line-state">
        <Icon name={icons[urgency]} />
        <span>{chat.state === 'offered' && urgency === 'waiting' ? words.offered : words.urgency[urgency]}</span>
        {urgency !== 'calm' && (
          <time dateTime={since}>
            <Since at={since} words={stopWatch} />
          </time>
        )}
      </span>
      <span class="chat-line-with clip">
        {chat.state === 'offered' && chat.agent ? (
          <bdi>{words.offeredTo(chat.agent.name)}</bdi>
        ) : agents.length > 0 ? (
          <bdi>{words.with(agents)}</bdi>
        ) : (
          words.nobody
        )}
      </span>
      <span class="chat-line-where clip">
        <bdi>{where}</bdi>
      </span>
      <span class="chat-line-times">
        {chat.lastWordsAt !== undefined && <Since at={chat.lastWordsAt} words={words.silent} />}
        {chat.establishedAt !== undefined && (
          <span class="chat-line-lasts">
            <Icon name="chats" />
            <Since at={chat.establishedAt} words={words.lasts} />
          </span>
        )}
      </span>
    </a>
  )
}
