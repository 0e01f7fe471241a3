import { setupPath } from '../state/setup-page.js'
import { texts } from '../texts/texts.js'

/** The way back to everything there is, where there is no room for it at the side. */
export function ToOverview() {
  return (
    <a class="set-back set-back-narrow" href={setupPath}>
      {texts.title}
    </a>
  )
}
