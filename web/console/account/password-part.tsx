import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useContext, useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '../parts/icon.js'
import { NowContext } from '../parts/now.js'
import { texts as common } from '../texts/texts.js'
import type { PasswordForm } from './password-form.js'
import { passwordHint, passwordLengthMax } from './password-hint.js'
import { texts } from './texts/texts.js'

/** A new password: the old one, the new one, and whether all other log-ins end. */
export function PasswordPart({ form, username }: { form: PasswordForm; username: string }) {
  const now = useContext(NowContext)
  const visible = useSignal(false)
  const oldField = useRef<HTMLInputElement>(null)
  const newField = useRef<HTMLInputElement>(null)
  const problem = form.problem.value
  const secondsLeft = problem?.kind === 'wait' ? Math.max(0, Math.ceil((problem.until - now.value) / 1_000)) : 0
  const hint = passwordHint(form.newPassword.value, username)
  const busy = form.sending.value || secondsLeft > 0

  // Back to the field that is to be looked at.
  useEffect(() => {
    if (problem?.kind === 'wrong') oldField.current?.select()
    if (problem?.kind === 'short') newField.current?.focus()
    if (problem?.kind === 'incomplete') (oldField.current?.value === '' ? oldField : newField).current?.focus()
  }, [problem])

  return (
    <section class="acc-part" aria-labelledby="acc-password">
      <h2 id="acc-password">{texts.password.title}</h2>
      <form
        class="acc-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy) void form.submit()
        }}
      >
        {/* Tells password managers whose it is. */}
        <input type="text" name="username" autocomplete="username" value={username} readOnly hidden />
        <PasswordField
          id="old-password"
          field={oldField}
          label={texts.password.old}
          value={form.oldPassword}
          visible={visible}
          autocomplete="current-password"
          invalid={problem?.kind === 'wrong'}
          describedBy="acc-password-problem"
        />
        <PasswordField
          id="new-password"
          field={newField}
          label={texts.password.new}
          value={form.newPassword}
          visible={visible}
          autocomplete="new-password"
          invalid={problem?.kind === 'short'}
          describedBy="acc-password-hint acc-password-problem"
        />
        <p class={`acc-hint acc-hint-${hint.kind}`} id="acc-password-hint" role="status">
          {texts.password.hint(hint)}
        </p>
        <label class="acc-check">
          <input
            type="checkbox"
            checked={form.endOthers.value}
            onChange={(event) => (form.endOthers.value = event.currentTarget.checked)}
          />
          <span>{texts.password.endOthers}</span>
        </label>
        <div role="alert" id="acc-password-problem">
          {problem && (
            <p class="acc-problem">
              <Icon name="warning" />
              <span>{texts.password.problem(problem, secondsLeft)}</span>
            </p>
          )}
        </div>
        <div role="status">
          {form.done.value && (
            <p class="acc-done">
              <Icon name="check" />
              <span>{texts.password.done(form.done.value.ended)}</span>
            </p>
          )}
        </div>
        <button type="submit" class="button button-primary" aria-disabled={busy}>
          {form.sending.value ? texts.password.sending : texts.password.submit}
        </button>
      </form>
    </section>
  )
}

interface PasswordFieldProps {
  id: string
  field: RefObject<HTMLInputElement | null>
  label: string
  value: Signal<string>
  /** Whether it is shown as it is typed. */
  visible: Signal<boolean>
  autocomplete: 'current-password' | 'new-password'
  invalid: boolean
  describedBy: string
}

function PasswordField({ id, field, label, value, visible, autocomplete, invalid, describedBy }: PasswordFieldProps) {
  const isVisible = visible.value
  useLayoutEffect(() => {
    if (field.current) field.current.type = isVisible ? 'text' : 'password'
  }, [field, isVisible])
  return (
    <div class="acc-field">
      <label for={id}>{label}</label>
      <div class="acc-secret">
        <input
          id={id}
          ref={field}
          class="field"
          name={id}
          type="password"
          autocomplete={autocomplete}
          autocapitalize="none"
          spellcheck={false}
          required
          maxLength={passwordLengthMax}
          aria-invalid={invalid ? 'true' : undefined}
          aria-describedby={describedBy}
          value={value.value}
          onInput={(event) => (value.value = event.currentTarget.value)}
        />
        <button
          type="button"
          class="icon-button"
          aria-pressed={isVisible}
          aria-label={common.logIn.showPassword}
          title={common.logIn.showPassword}
          onClick={() => (visible.value = !isVisible)}
        >
          <Icon name="eye" />
        </button>
      </div>
    </div>
  )
}
