import { useEffect, useRef } from 'preact/hooks'
import type { ChatStanding } from '../../../../src/agent-api/supervision/messages.js'
import { Icon } from '../../parts/icon.js'
import { isTouch } from '../../parts/use-focus-place.js'
import { messageTextMax } from '../../state/limits.js'
import type { Room } from '../state/room.js'
import { floorTexts as texts } from '../texts/texts.js'

/** Where a supervisor tells the agent something that the visitor never sees. */
export function WhisperField({ room, standing }: { room: Room; standing: ChatStanding }) {
  const { chatId, state, agent, endedBy } = standing
  const words = texts.watch
  const field = useRef<HTMLTextAreaElement>(null)
  const asked = room.whisperAsked.value
  // The key may come before the chat is there. Where there is nobody to whisper to it is done with: whoever has the chat
  // later on must not take the focus from elsewhere.
  useEffect(() => {
    if (!asked) return
    field.current?.focus()
    room.whisperAsked.value = false
  }, [asked])
  if (state === 'ended') {
    return <p class="watch-over">{endedBy ? words.endedBy(endedBy.name) : words.ended}</p>
  }
  if (state !== 'established' || !agent) return <p class="watch-over">{words.whisper.nobody}</p>
  const sending = room.whispers.sending.value.has(chatId)
  const text = room.whispers.drafts.value[chatId] ?? ''
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        void room.whispers.send(chatId)
      }}
    >
      <div class="composer-box whisper-box">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={words.whisper.label(agent.name)}
          aria-describedby="whisper-hint"
          placeholder={words.whisper.label(agent.name)}
          maxLength={messageTextMax}
          value={text}
          onInput={(event) => room.whispers.write(chatId, event.currentTarget.value)}
          onKeyDown={(event) => {
            // As at the desk: on a touch keyboard it is the only new line.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isTouch) return
            event.preventDefault()
            void room.whispers.send(chatId)
          }}
        />
        <div class="composer-foot">
          <span id="whisper-hint" class="whisper-hint">
            <Icon name="eye" />
            {words.whisper.hint}
          </span>
          <button type="submit" class="button button-small" aria-disabled={sending || text.trim() === ''}>
            {sending ? words.whisper.sending : words.whisper.send}
          </button>
        </div>
      </div>
    </form>
  )
}
