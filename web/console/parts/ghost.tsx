import type { Desk } from '../state/desk.js'
import { texts } from '../texts/texts.js'

/** What the visitor is writing and has not sent. Not part of the log: it changes with every key. */
export function Ghost({ desk, chatId, visitorName }: { desk: Desk; chatId: string; visitorName: string }) {
  const sign = desk.signs.signs.value.get(chatId)
  if (!sign) return null
  return (
    <div class="group group-visitor group-ends ghost">
      <div class="group-head">
        <span>{sign.text === '' ? texts.chat.typing(visitorName) : texts.chat.notSentYet(visitorName)}</span>
        {sign.text !== '' && sign.typing && <Dots />}
      </div>
      <div class="bubble bubble-ghost">
        {sign.text === '' ? (
          <Dots />
        ) : (
          <p class="message-text" dir="auto">
            {sign.text}
          </p>
        )}
      </div>
    </div>
  )
}

function Dots() {
  return (
    <span class="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  )
}
