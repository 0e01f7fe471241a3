import { useSignal } from '@preact/signals'
import type { Chat } from '../../../src/agent-api/chats.js'
import type { Offer } from '../../../src/agent-api/offers.js'
import type { Desk } from '../state/desk.js'
import { blockReasonMax, eventTypeMax, flagTextMax, messageTextMax } from '../state/limits.js'
import { texts } from '../texts/texts.js'
import { DeedForm, TextField } from './deed-form.js'
import { Dialog } from './dialog.js'
import { useDeed } from './use-deed.js'

export interface ChatQuestionProps {
  desk: Desk
  chat: Chat
  onClose: () => void
}

/** Asks a supervisor for help, with a sentence. */
export function RaiseFlag({ desk, chat, onClose }: ChatQuestionProps) {
  const text = useSignal('')
  const deed = useDeed('raise-flag', onClose)
  return (
    <DeedForm
      title={texts.flag.title}
      confirm={texts.flag.confirm}
      deed={deed}
      onSubmit={() => deed.run(() => desk.deeds.raiseFlag(chat.chatId, text.value))}
      onClose={onClose}
    >
      <p>{texts.flag.text}</p>
      <TextField
        label={texts.flag.label}
        value={text.value}
        onInput={(next) => (text.value = next)}
        maxLength={flagTextMax}
        lines
        focus
      />
    </DeedForm>
  )
}

/** Ends the chat and keeps the visitor's address away. */
export function BlockVisitor({ desk, chat, onClose }: ChatQuestionProps) {
  const reason = useSignal('')
  const deed = useDeed('block', onClose)
  return (
    <DeedForm
      title={texts.block.title(chat.visitorName)}
      confirm={texts.block.confirm}
      danger
      deed={deed}
      onSubmit={() => deed.run(() => desk.deeds.block(chat.chatId, reason.value))}
      onClose={onClose}
    >
      <p>{texts.block.text}</p>
      <TextField
        label={texts.block.label}
        value={reason.value}
        onInput={(next) => (reason.value = next)}
        maxLength={blockReasonMax}
        lines
        focus
      />
    </DeedForm>
  )
}

/** Tells the programs on the visitor's side something. */
export function SendEvent({ desk, chat, onClose }: ChatQuestionProps) {
  const type = useSignal('')
  const data = useSignal('')
  const deed = useDeed('send-event', onClose)
  return (
    <DeedForm
      title={texts.event.title}
      confirm={texts.event.confirm}
      ready={type.value.trim() !== ''}
      deed={deed}
      onSubmit={() => deed.run(() => desk.deeds.sendEvent(chat.chatId, type.value, data.value))}
      onClose={onClose}
    >
      <p>{texts.event.text}</p>
      <TextField
        label={texts.event.type}
        value={type.value}
        onInput={(next) => (type.value = next)}
        maxLength={eventTypeMax}
        focus
      />
      <TextField
        label={texts.event.data}
        value={data.value}
        onInput={(next) => (data.value = next)}
        maxLength={messageTextMax}
        lines
      />
    </DeedForm>
  )
}

/** Why the offer is let pass: one press says it. */
export function DeclineOffer({ desk, offer, onClose }: { desk: Desk; offer: Offer; onClose: () => void }) {
  return (
    <Dialog title={texts.decline.title(offer.visitorName)} takesFocus onClose={onClose}>
      <ul class="reasons">
        {desk.requests.reasons.value.map(({ reasonId, name }, place) => (
          <li key={reasonId}>
            <button
              type="button"
              class="button button-wide"
              dir="auto"
              autoFocus={place === 0}
              onClick={() => {
                onClose()
                desk.focus.ask('requests')
                void desk.requests.decline(offer, reasonId)
              }}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
