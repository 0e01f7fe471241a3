import { useRef } from 'preact/hooks'
import type { EndedChat } from '../state/chat-entries.js'
import type { Desk } from '../state/desk.js'
import { texts } from '../texts/texts.js'
import { useFocusPlace } from './use-focus-place.js'

/** In the place of the text field once a chat is over: why, and the way to put it away. */
export function EndedBar({ desk, ended: { chat, reason, colleague } }: { desk: Desk; ended: EndedChat }) {
  const bar = useRef<HTMLDivElement>(null)
  const close = useRef<HTMLButtonElement>(null)
  // Whoever was writing when it ended must not close it with their next key.
  useFocusPlace(desk.focus, 'ended', bar, true)
  useFocusPlace(desk.focus, 'close-chat', close)
  return (
    <div class="ended" ref={bar} tabIndex={-1}>
      <p>{texts.chat.ended(reason, chat.visitorName, colleague)}</p>
      <button type="button" class="button button-primary" ref={close} onClick={() => desk.closeChat(chat.chatId)}>
        {texts.chat.close}
      </button>
    </div>
  )
}
