import { useEffect } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'

/** How long the button says that it has copied. */
const copiedMs = 2_000

// Pages that came over plain HTTP may not write to the clipboard.
const canCopy = window.isSecureContext && 'clipboard' in navigator

/** Copies `text`; nothing where the browser does not allow that. `what` says what the text is. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const copied = useSignal(false)
  useEffect(() => {
    if (!copied.value) return
    const timer = setTimeout(() => (copied.value = false), copiedMs)
    return () => clearTimeout(timer)
  }, [copied.value])
  if (!canCopy) return null
  const label = copied.value ? texts.details.copied : texts.details.copy(what)
  return (
    <>
      <button
        type="button"
        class={`icon-button copy${copied.value ? ' copy-done' : ''}`}
        aria-label={texts.details.copy(what)}
        title={label}
        onClick={() => {
          // Refused when the page has lost the focus meanwhile; then nothing says that it was done.
          navigator.clipboard.writeText(text).then(
            () => (copied.value = true),
            () => undefined,
          )
        }}
      >
        <Icon name={copied.value ? 'check' : 'copy'} />
      </button>
      <span class="unseen" role="status">
        {copied.value && texts.details.copied}
      </span>
    </>
  )
}
