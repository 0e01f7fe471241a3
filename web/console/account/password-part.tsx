import { useSignal } from '@preact/signals'
import { useContext, useEffect, useRef } from 'preact/hooks'
import { Icon } from '../parts/icon.js'
import { NowContext } from '../parts/now.js'
import { SecretInput, type SecretInputProps } from '../parts/secret-input.js'
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

type PasswordFieldProps = Omit<SecretInputProps, 'name' | 'maxLength'> & { label: string }

function PasswordField({ label, ...input }: PasswordFieldProps) {
  return (
    <div class="acc-field">
      <label for={input.id}>{label}</label>
      <SecretInput {...input} name={input.id} maxLength={passwordLengthMax} />
    </div>
  )
}
