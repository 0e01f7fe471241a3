import { useContext } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import type { Handover } from '../../../src/agent-api/handovers.js'
import type { Chat } from '../../../src/agent-api/chats.js'
import type { ChatEntry } from '../state/chat-entries.js'
import type { ChatAction } from '../state/chat-part.js'
import type { Desk } from '../state/desk.js'
import { texts } from '../texts/texts.js'
import { Icon, type IconName } from './icon.js'
import { NowContext, Since } from './now.js'

export interface ChatBarsProps {
  desk: Desk
  entry: ChatEntry
}

/** What is under way in a chat, above the text field. Always there, so that what comes is spoken, and only that. */
export function ChatBars({ desk, entry }: ChatBarsProps) {
  const { chat } = entry
  return (
    <div class="bars" role="status" aria-atomic="false">
      {chat.criticalWait && <CriticalWait entry={entry} />}
      {chat.handover && <PendingHandover desk={desk} chat={chat} handover={chat.handover} />}
      {chat.flag && <RaisedFlag desk={desk} chat={chat} text={chat.flag.text} />}
      {chat.fileRequest && <WaitingForFile desk={desk} chat={chat} fileId={chat.fileRequest.fileId} />}
    </div>
  )
}

function Bar({ icon, urgent = false, children }: { icon: IconName; urgent?: boolean; children: ComponentChildren }) {
  return (
    <div class={urgent ? 'chat-bar chat-bar-urgent' : 'chat-bar'}>
      <Icon name={icon} />
      {children}
    </div>
  )
}

function CriticalWait({ entry: { chat, visitorSpokeAt } }: { entry: ChatEntry }) {
  return (
    <Bar icon="warning" urgent>
      <span class="chat-bar-words">
        {texts.chat.critical(chat.visitorName)}{' '}
        {visitorSpokeAt !== undefined && (
          <span aria-hidden="true">
            <Since at={visitorSpokeAt} words={texts.chat.lastWords} />
          </span>
        )}
      </span>
    </Bar>
  )
}

function PendingHandover({ desk, chat, handover }: { desk: Desk; chat: Chat; handover: Handover }) {
  const mine = desk.mayIn(chat.chatId, 'take-back')
  return (
    <Bar icon={handover.type === 'transfer' ? 'handOver' : 'invite'}>
      <span class="chat-bar-words">
        {texts.handOver.pending(handover, chat.visitorName)}{' '}
        {handover.by && <bdi>{texts.handOver.decidedBy(handover.by.name)} </bdi>}
        {handover.note !== undefined && <q dir="auto">{handover.note}</q>}{' '}
        <span class="chat-bar-time" aria-hidden="true">
          <Left until={handover.expiresAt} />
        </span>
      </span>
      {mine && (
        <button
          type="button"
          class="button button-small"
          aria-label={texts.handOver.takeBackLong(handover)}
          onClick={() => perform(desk, chat, 'take-back')}
        >
          {texts.handOver.takeBack(handover.type)}
        </button>
      )}
    </Bar>
  )
}

/** The button goes away with its bar, so the focus goes on to where one writes. */
function perform(desk: Desk, { chatId }: Chat, action: ChatAction): void {
  desk.focus.ask('composer')
  desk.perform(chatId, action)
}

function Left({ until }: { until: string }) {
  const now = useContext(NowContext)
  return <>{texts.handOver.left(Math.max(0, Math.ceil((Date.parse(until) - now.value) / 1_000)))}</>
}

function RaisedFlag({ desk, chat, text }: { desk: Desk; chat: Chat; text: string }) {
  return (
    <Bar icon="flag">
      <bdi class="chat-bar-words">{text === '' ? texts.flag.raised : texts.flag.raisedWith(text)}</bdi>
      {desk.mayIn(chat.chatId, 'lower-flag') && (
        <button type="button" class="button button-small" onClick={() => perform(desk, chat, 'lower-flag')}>
          {texts.flag.lower}
        </button>
      )}
    </Bar>
  )
}

function WaitingForFile({ desk, chat, fileId }: { desk: Desk; chat: Chat; fileId: string }) {
  return (
    <Bar icon="clip">
      <span class="chat-bar-words">{texts.files.waiting(chat.visitorName)}</span>
      <button
        type="button"
        class="button button-small"
        aria-label={texts.files.withdrawLong}
        onClick={() => {
          desk.focus.ask('composer')
          void desk.deeds.withdrawFile(chat.chatId, fileId)
        }}
      >
        {texts.files.withdraw}
      </button>
    </Bar>
  )
}
