import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Chat } from '../../../src/agent-api/messages.js'
import type { Desk } from '../state/desk.js'
import { charactersLeft } from '../state/limits.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'
import { isTouch, useFocusPlace } from './use-focus-place.js'

/** When so many characters or fewer are left, they are counted. */
const countFrom = 1_000

/** What the keys do; a touch keyboard has none of them. */
const tip = isTouch ? '' : texts.composer.hint

/** Where the agent writes. */
export function Composer({ desk, chat }: { desk: Desk; chat: Chat }) {
  const { chatId, visitorName } = chat
  const field = useRef<HTMLTextAreaElement>(null)
  const text = desk.drafts.texts.value[chatId] ?? ''
  const left = useMemo(() => charactersLeft(text), [text])
  const canSend = text.trim() !== '' && left >= 0
  useFocusPlace(desk.focus, isTouch ? undefined : 'composer', field)

  useLayoutEffect(() => {
    const element = field.current
    if (!element || CSS.supports('field-sizing', 'content')) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [text])

  const send = (): void => {
    if (!canSend) return
    desk.send(chatId)
    desk.reading.atNewest.value = true
    field.current?.focus()
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div class="composer-box">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={texts.composer.label(visitorName)}
          aria-describedby="composer-hint"
          aria-invalid={left < 0 ? 'true' : undefined}
          placeholder={texts.composer.placeholder(visitorName)}
          value={text}
          onInput={(event) => desk.write(chatId, event.currentTarget.value)}
          onKeyDown={(event) => {
            // While an input method composes a word, Enter belongs to it; on a touch keyboard it is the only new line.
            if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.isComposing || isTouch) return
            event.preventDefault()
            send()
          }}
        />
        <div class="composer-foot">
          <span id="composer-hint" class={left < 0 ? 'composer-over' : undefined}>
            {left > countFrom ? tip : left < 0 ? texts.composer.tooLong(-left) : texts.composer.left(left)}
          </span>
          <button type="submit" class="button button-primary composer-send" disabled={!canSend}>
            {texts.composer.send}
            <Icon name="send" />
          </button>
        </div>
      </div>
    </form>
  )
}
