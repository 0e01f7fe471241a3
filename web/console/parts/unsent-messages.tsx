import type { Desk } from '../state/desk.js'
import type { Unsent } from '../state/outbox.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'
import { MessageText } from './message-text.js'

export interface UnsentMessagesProps {
  desk: Desk
  unsent: readonly Unsent[]
  /** Whether they go on with the group above them. */
  continues: boolean
  /** Whether there is a connection to send them over. */
  live: boolean
}

/** The agent's messages that the server has not taken yet, below those it has. */
export function UnsentMessages({ desk, unsent, continues, live }: UnsentMessagesProps) {
  if (unsent.length === 0) return null
  return (
    <div class={`group group-own${continues ? ' group-continued' : ''}`}>
      {!continues && (
        <div class="group-head">
          <span class="group-name">{texts.chat.you}</span>
        </div>
      )}
      {unsent.map((entry) => (
        <div key={entry.key} class="unsent">
          <div class={`bubble ${entry.failed ? 'bubble-failed' : 'bubble-sending'}`}>
            <MessageText text={entry.text} />
          </div>
          {entry.failed && <Failed desk={desk} entry={entry} failed={entry.failed} />}
        </div>
      ))}
      {unsent.some(({ failed }) => !failed) && (
        <div class="delivery">
          <Icon name="clock" />
          {live ? texts.chat.sending : texts.chat.waiting}
        </div>
      )}
    </div>
  )
}

function Failed({ desk, entry, failed }: { desk: Desk; entry: Unsent; failed: { code: string; detail: string } }) {
  return (
    <div class="delivery delivery-failed">
      <Icon name="warning" />
      <span>
        {texts.chat.notSent} {texts.refusal(failed.code, failed.detail)}
      </span>
      <button type="button" class="link-button" onClick={() => desk.outbox.retry(entry.key)}>
        {texts.retry}
      </button>
      <button type="button" class="link-button" onClick={() => desk.outbox.discard(entry.key)}>
        {texts.chat.discard}
      </button>
    </div>
  )
}
