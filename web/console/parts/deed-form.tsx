import type { ComponentChildren } from 'preact'
import { texts } from '../texts/texts.js'
import { Dialog } from './dialog.js'
import { isTouch } from './use-focus-place.js'
import type { DialogDeed } from './use-deed.js'

export interface DeedFormProps {
  title: string
  /** What the button says that does it. */
  confirm: string
  danger?: boolean
  /** Whether there is something to do yet. */
  ready?: boolean
  deed: DialogDeed
  onSubmit: () => void
  onClose: () => void
  children: ComponentChildren
}

/** A dialog that asks for what a deed needs. Enter in a field of one line does it, too. */
export function DeedForm(props: DeedFormProps) {
  const { title, confirm, danger = false, ready = true, deed, onSubmit, onClose, children } = props
  return (
    <Dialog title={title} takesFocus onClose={onClose}>
      <form
        class="deed"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) onSubmit()
        }}
      >
        {children}
        <p class="deed-problem" role="alert">
          {deed.problem}
        </p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {texts.cancel}
          </button>
          <button
            type="submit"
            class={`button ${danger ? 'button-danger' : 'button-primary'}`}
            aria-disabled={deed.running || !ready}
          >
            {confirm}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

export interface TextFieldProps {
  label: string
  value: string
  onInput: (text: string) => void
  maxLength: number
  /** Several lines; Enter still sends the form, Shift + Enter begins a line. Where there is no Shift, Enter does. */
  lines?: boolean
  focus?: boolean
}

/** A field of a dialog with its name above it. */
export function TextField({ label, value, onInput, maxLength, lines = false, focus = false }: TextFieldProps) {
  const shared = { value, maxLength, dir: 'auto' as const, autoFocus: focus, class: 'field' }
  return (
    <label class="labelled">
      <span>{label}</span>
      {lines ? (
        <textarea
          {...shared}
          rows={3}
          onInput={(event) => onInput(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isTouch) return
            event.preventDefault()
            event.currentTarget.form?.requestSubmit()
          }}
        />
      ) : (
        <input {...shared} type="text" onInput={(event) => onInput(event.currentTarget.value)} />
      )}
    </label>
  )
}
