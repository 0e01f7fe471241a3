import { texts as consoleTexts } from '../../texts/texts.js'
import { texts } from '../texts/texts.js'

/** Says that something could not be loaded, and tries again. */
export function LoadFailed({ onRetry }: { onRetry: () => void }) {
  return (
    <p class="set-problem" role="alert">
      {texts.overview.failed}{' '}
      <button type="button" class="link-button" onClick={onRetry}>
        {consoleTexts.retry}
      </button>
    </p>
  )
}
