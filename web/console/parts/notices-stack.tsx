import { createContext } from 'preact'
import { useRef } from 'preact/hooks'
import { focusContent } from '../browser/kept-focus.js'
import type { Notices } from '../state/notices.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'

/** Where parts say what nobody sees happen. */
export const NoticesContext = createContext<Notices | undefined>(undefined)

/** Short words that go away by themselves, but not from under somebody's hands. They are spoken by the announcer. */
export function NoticesStack({ notices }: { notices: Notices }) {
  const stack = useRef<HTMLElement>(null)
  const dismiss = (id: number, button: HTMLButtonElement): void => {
    const buttons = [...(stack.current?.querySelectorAll('button') ?? [])]
    const place = buttons.indexOf(button)
    const next = buttons[place + 1] ?? buttons[place - 1]
    if (next) next.focus()
    else focusContent()
    notices.dismiss(id)
  }
  return (
    <section
      ref={stack}
      class="notices"
      aria-label={texts.notices.region}
      onPointerEnter={() => notices.hold(true)}
      onPointerLeave={() => notices.hold(false)}
      onFocusIn={() => notices.hold(true)}
      onFocusOut={() => notices.hold(false)}
    >
      {notices.shown.value.map(({ id, fact }) => (
        <div key={id} class="notice">
          <p>{texts.notices.text(fact)}</p>
          <button
            type="button"
            class="icon-button"
            aria-label={texts.notices.dismiss}
            onClick={(event) => dismiss(id, event.currentTarget)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </section>
  )
}

/** Says to a screen reader what others see happen at the edge of the page, each thing once, however many come together. */
export function Announcer({ notices }: { notices: Notices }) {
  return (
    <div class="unseen" role="status" aria-atomic="false">
      {notices.spoken.value.map(({ id, fact }) => (
        <p key={id}>{texts.notices.text(fact)}</p>
      ))}
    </div>
  )
}
