import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { focusContent } from '../browser/kept-focus.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'

export interface DialogProps {
  title: string
  /** Whether something in the dialog takes the focus itself; otherwise its title does. */
  takesFocus?: boolean
  /** Without a head: what it holds says what it is, and its title is for screen readers. */
  bare?: boolean
  /** Whether a click beside it and Escape leave it open: what it shows is not shown again. */
  stays?: boolean
  /** The id of what it says, for a screen reader to read with the title. */
  describedBy?: string
  onClose: () => void
  children: ComponentChildren
}

/** A modal dialog; the browser keeps the focus in it, closes it with Escape and gives the focus back. */
export function Dialog({
  title,
  takesFocus = false,
  bare = false,
  stays = false,
  describedBy,
  onClose,
  children,
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const gone = useRef(false)
  // Before the next key: what is typed right after the key that opened it belongs to it.
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => {
      // Closing, rather than just vanishing, is what gives the focus back.
      gone.current = true
      if (dialog) closeWell(dialog)
    }
  }, [])
  // The page learns of it before the focus is back: the browser tells of a closed dialog so late that a key pressed
  // meanwhile would find a page that believes it to be open still.
  const dismiss = (): void => {
    gone.current = true
    onClose()
    if (ref.current) closeWell(ref.current)
  }
  return (
    <dialog
      ref={ref}
      class={bare ? 'dialog dialog-bare' : 'dialog'}
      aria-labelledby={titleId}
      aria-describedby={describedBy}
      onCancel={(event) => {
        event.preventDefault()
        if (!stays) dismiss()
      }}
      onClose={() => {
        if (gone.current) return
        // The second Escape in a row closes it without asking.
        if (stays) ref.current?.showModal()
        else onClose()
      }}
      onClick={(event) => {
        // Only the backdrop is outside of everything the dialog holds.
        if (event.target === ref.current && !stays) dismiss()
      }}
    >
      <div class="dialog-body">
        <header class={bare ? 'unseen' : 'dialog-head'}>
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

/** Closes a dialog so that whoever gets the focus back can be written in. */
function closeWell(dialog: HTMLDialogElement): void {
  dialog.close()
  const holder = document.activeElement
  // What had the focus is gone, such as the text field of a chat that was given away.
  if (holder === null || holder === document.body) focusContent()
  // Chromium gives a text field the focus back without the caret, which stays with a field of the dialog.
  if (holder instanceof HTMLTextAreaElement) holder.setSelectionRange(holder.selectionStart, holder.selectionEnd)
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
  const saysId = useId()
  return (
    <Dialog title={title} takesFocus describedBy={saysId} onClose={onClose}>
      <div class="dialog-says" id={saysId}>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
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
