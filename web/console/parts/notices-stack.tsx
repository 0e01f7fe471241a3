import { createContext } from 'preact'
import type { Notices } from '../state/notices.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'

/** Where parts say what nobody sees happen. */
export const NoticesContext = createContext<Notices | undefined>(undefined)

/** Short words that go away by themselves. They are spoken by the announcer. */
export function NoticesStack({ notices }: { notices: Notices }) {
  return (
    <section class="notices" aria-label={texts.notices.region}>
      {notices.shown.value.map(({ id, fact }) => (
        <div key={id} class="notice">
          <p>{texts.notices.text(fact)}</p>
          <button
            type="button"
            class="icon-button"
            aria-label={texts.notices.dismiss}
            onClick={() => notices.dismiss(id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </section>
  )
}

/** Says to a screen reader what others see happen at the edge of the page. */
export function Announcer({ notices }: { notices: Notices }) {
  const notice = notices.spoken.value
  return (
    <div class="unseen" role="status">
      {notice && <span key={notice.id}>{texts.notices.text(notice.fact)}</span>}
    </div>
  )
}
