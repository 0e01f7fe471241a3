import { useSignal } from '@preact/signals'
import { texts } from '../texts/texts.js'

/** How long it says that it was done. */
const saidMs = 2_000

/** Copies a text. `what` names it for whoever does not see it; `worded` shows the word. */
export function CopyButton({ what, text, worded = false }: { what: string; text: string; worded?: boolean }) {
  const copied = useSignal(false)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      // Not allowed here; the text stands beside the button and can be copied by hand.
      return
    }
    copied.value = true
    setTimeout(() => (copied.value = false), saidMs)
  }
  return (
    <button
      type="button"
      class={worded ? 'button' : 'button set-copy'}
      aria-label={texts.chatSettings.copy(what)}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{copied.value ? texts.secret.copied : texts.secret.copy}</span>
    </button>
  )
}
