import { useSignal } from '@preact/signals'
import { Dialog } from '../../parts/dialog.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'

/** A password or a token that the server shows this once. */
export function SecretDialog({ setup }: { setup: Setup }) {
  const copied = useSignal(false)
  const secret = setup.secret.value
  if (secret === undefined) return null
  const close = (): void => {
    setup.secret.value = undefined
    copied.value = false
  }
  const copy = async (): Promise<void> => {
    // Refused when the page has lost the focus meanwhile; the text is there to be selected.
    copied.value = await navigator.clipboard.writeText(secret.value).then(
      () => true,
      () => false,
    )
  }
  return (
    <Dialog title={texts.secret.title(secret.what, secret.name)} takesFocus stays onClose={close}>
      <p>{texts.secret.text(secret.what)}</p>
      <output class="set-secret">{secret.value}</output>
      <p class="unseen" role="status">
        {copied.value && texts.secret.copied}
      </p>
      <div class="dialog-actions">
        {window.isSecureContext && (
          <button type="button" class="button" onClick={() => void copy()}>
            {copied.value ? texts.secret.copied : texts.secret.copy}
          </button>
        )}
        <button type="button" class="button button-primary" autoFocus onClick={close}>
          {texts.secret.done}
        </button>
      </div>
    </Dialog>
  )
}
