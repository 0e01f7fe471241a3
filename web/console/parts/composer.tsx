import { useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Chat } from '../../../src/agent-api/chats.js'
import type { Desk } from '../state/desk.js'
import { charactersLeft } from '../state/limits.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'
import { OptionList, optionId } from './option-list.js'
import { isTouch, useFocusPlace } from './use-focus-place.js'
import { useQuickTexts } from './use-quick-texts.js'

/** When so many characters or fewer are left, they are counted. */
const countFrom = 1_000

/** Where the agent writes. */
export function Composer({ desk, chat }: { desk: Desk; chat: Chat }) {
  const { chatId, visitorName } = chat
  const field = useRef<HTMLTextAreaElement>(null)
  const text = desk.drafts.texts.value[chatId] ?? ''
  const left = useMemo(() => charactersLeft(text), [text])
  const canSend = text.trim() !== '' && left >= 0
  const quick = useQuickTexts(desk, chatId, text, field)
  // A touch keyboard has none of the keys it tells of.
  const tip = isTouch ? '' : texts.composer.hint
  const listId = useId()
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
      {quick.options && (
        <div class="quick-texts">
          {quick.options.length > 0 ? (
            <OptionList
              id={listId}
              label={texts.quickTexts.label}
              options={quick.options}
              active={quick.active?.key}
              onChoose={quick.insert}
              draw={(option) => (
                <>
                  <span class="option-words">
                    <bdi class="option-name clip" dir="auto">
                      {option.name}
                    </bdi>
                    <bdi class="option-about clip" dir="auto">
                      {option.text}
                    </bdi>
                  </span>
                  {option.shortcut !== '' && <kbd aria-hidden="true">//{option.shortcut}</kbd>}
                </>
              )}
            />
          ) : (
            <p class="combo-none">{texts.quickTexts.none}</p>
          )}
        </div>
      )}
      <span class="unseen" role="status">
        {quick.options && texts.quickTexts.found(quick.options.length)}
      </span>
      <div class="composer-box">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={texts.composer.label(visitorName)}
          aria-describedby="composer-hint"
          aria-controls={quick.options && quick.options.length > 0 ? listId : undefined}
          aria-activedescendant={quick.active && optionId(listId, quick.active.key)}
          aria-invalid={left < 0 ? 'true' : undefined}
          placeholder={texts.composer.placeholder(visitorName)}
          value={text}
          onInput={(event) => {
            desk.write(chatId, event.currentTarget.value)
            quick.look()
          }}
          onSelect={quick.look}
          onKeyDown={(event) => {
            if (quick.takesKey(event)) return
            if (event.altKey && event.code === 'KeyQ') {
              event.preventDefault()
              quick.toggle()
            }
            // While an input method composes a word, Enter belongs to it; on a touch keyboard it is the only new line.
            if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.isComposing || isTouch) return
            event.preventDefault()
            send()
          }}
        />
        <div class="composer-foot">
          <span id="composer-hint" class={left < 0 ? 'composer-over' : left > countFrom ? 'composer-tip' : undefined}>
            {left > countFrom ? tip : left < 0 ? texts.composer.tooLong(-left) : texts.composer.left(left)}
          </span>
          <button
            type="button"
            class="icon-button composer-quick"
            aria-label={texts.quickTexts.open}
            title={texts.quickTexts.openKeys}
            onClick={quick.toggle}
          >
            <Icon name="bolt" />
          </button>
          <button type="submit" class="button button-primary composer-send" disabled={!canSend}>
            {texts.composer.send}
            <Icon name="send" />
          </button>
        </div>
      </div>
    </form>
  )
}
