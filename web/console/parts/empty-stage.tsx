import type { Desk } from '../state/desk.js'
import { texts } from '../texts/texts.js'
import { Illustration } from './illustration.js'

/** In the place of a chat when none is chosen: what is going on, and what to do. */
export function EmptyStage({ desk }: { desk: Desk }) {
  // What the server has confirmed: until then no request will come.
  const { offers, presence } = desk.snapshot.value
  const waiting = offers.length > 0
  const { title, text } = waiting
    ? texts.empty.waiting(offers.length)
    : desk.entries.value.length > 0
      ? texts.empty.choose
      : texts.empty[presence.status]
  const idle = !waiting && desk.entries.value.length === 0 && presence.status !== 'online'
  return (
    <div class="empty" id="chat" tabIndex={-1}>
      <Illustration mood={idle ? 'resting' : waiting ? 'lively' : 'calm'} />
      <h2>{title}</h2>
      <p>{text}</p>
      {idle && (
        <button
          type="button"
          class="button button-primary"
          onClick={() => void desk.status.choose({ status: 'online' })}
        >
          {texts.empty.goOnline}
        </button>
      )}
    </div>
  )
}
