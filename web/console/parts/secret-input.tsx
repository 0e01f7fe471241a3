import type { Signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'

export interface SecretInputProps {
  id: string
  name: string
  /** For whoever sends the focus there. */
  field?: RefObject<HTMLInputElement | null>
  value: Signal<string>
  /** Whether it is shown as it is typed; fields that share this are shown together. */
  visible: Signal<boolean>
  autocomplete: 'current-password' | 'new-password'
  maxLength: number
  invalid: boolean
  /** The ids of what is said of it. */
  describedBy: string | undefined
}

/** A password as it is typed, with a button that shows it. */
export function SecretInput(props: SecretInputProps) {
  const { id, name, value, visible, autocomplete, maxLength, invalid, describedBy } = props
  const own = useRef<HTMLInputElement>(null)
  const field = props.field ?? own
  const isVisible = visible.value
  useLayoutEffect(() => {
    if (field.current) field.current.type = isVisible ? 'text' : 'password'
  }, [field, isVisible])
  return (
    <div class="secret">
      <input
        id={id}
        ref={field}
        class="field"
        name={name}
        type="password"
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        required
        maxLength={maxLength}
        aria-invalid={invalid ? 'true' : undefined}
        aria-describedby={describedBy}
        value={value.value}
        onInput={(event) => (value.value = event.currentTarget.value)}
      />
      <button
        type="button"
        class="icon-button"
        aria-pressed={isVisible}
        aria-label={texts.logIn.showPassword}
        title={texts.logIn.showPassword}
        onClick={() => (visible.value = !isVisible)}
      >
        <Icon name="eye" />
      </button>
    </div>
  )
}
