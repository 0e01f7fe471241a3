import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'

export interface DialogProps {
  title: string
  /** Whether something in the dialog takes the focus itself; otherwise its title does. */
  takesFocus?: boolean
  onClose: () => void
  children: ComponentChildren
}

/** A modal dialog; the browser keeps the focus in it, closes it with Escape and gives the focus back. */
export function Dialog({ title, takesFocus = false, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const gone = useRef(false)
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => {
      // Closing, rather than just vanishing, is what gives the focus back.
      gone.current = true
      dialog?.close()
    }
  }, [])
  // The page learns of it before the focus is back: the browser tells of a closed dialog so late that a key pressed
  // meanwhile would find a page that believes it to be open still.
  const dismiss = (): void => {
    gone.current = true
    onClose()
    ref.current?.close()
  }
  return (
    <dialog
      ref={ref}
      class="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        dismiss()
      }}
      onClose={() => {
        if (!gone.current) onClose()
      }}
      onClick={(event) => {
        // Only the backdrop is outside of everything the dialog holds.
        if (event.target === ref.current) dismiss()
      }}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={titleId} tabIndex={-1} autoFocus={!takesFocus}>
            {title}
          </h2>
          <button type="button" class="icon-button" aria-label={texts.close} onClick={dismiss}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}

export interface ConfirmProps {
  title: string
  /** Sentences, one paragraph each. */
  sentences: readonly string[]
  confirm: string
  onConfirm: () => void
  onClose: () => void
}

/** A question with a yes that does it and a way out. */
export function Confirm({ title, sentences, confirm, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog title={title} takesFocus onClose={onClose}>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {texts.cancel}
        </button>
        <button
          type="button"
          class="button button-danger"
          autoFocus
          onClick={() => {
            onClose()
            onConfirm()
          }}
        >
          {confirm}
        </button>
      </div>
    </Dialog>
  )
}
