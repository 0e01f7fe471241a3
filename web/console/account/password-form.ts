/** A new password of the agent's own: what was typed, what became of it. */
import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { AccountApi } from './account-api.js'
import { passwordLengthMin } from './password-hint.js'

export type PasswordProblem =
  | { readonly kind: 'incomplete' | 'short' | 'wrong' | 'changed' | 'unreachable' }
  /** Too many tries; `until` is when the next is allowed, milliseconds by the server's clock. */
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'refused'; readonly detail: string }

export interface PasswordForm {
  readonly oldPassword: Signal<string>
  readonly newPassword: Signal<string>
  /** Whether all other log-ins are to end. */
  readonly endOthers: Signal<boolean>
  readonly sending: ReadonlySignal<boolean>
  readonly problem: ReadonlySignal<PasswordProblem | undefined>
  /** It was changed just now, and so many other log-ins ended. */
  readonly done: ReadonlySignal<{ readonly ended: number } | undefined>
  submit(): Promise<void>
}

export function createPasswordForm(options: {
  readonly api: Pick<AccountApi, 'changePassword'>
  readonly now: ReadonlySignal<number>
  /** Called when it was changed. */
  readonly onChanged: () => void
}): PasswordForm {
  const { api, now, onChanged } = options
  const oldPassword = signal('')
  const newPassword = signal('')
  const endOthers = signal(true)
  const sending = signal(false)
  const problem = signal<PasswordProblem | undefined>(undefined)
  const done = signal<{ ended: number } | undefined>(undefined)

  const send = async (): Promise<PasswordProblem | { kind: 'done'; ended: number }> => {
    if (oldPassword.value === '' || newPassword.value === '') return { kind: 'incomplete' }
    if (newPassword.value.length < passwordLengthMin) return { kind: 'short' }
    const answer = await api.changePassword({
      ...{ oldPassword: oldPassword.value, newPassword: newPassword.value, endOthers: endOthers.value },
    })
    if (answer.ok) return { kind: 'done', ended: answer.value.ended }
    const { refusal } = answer
    if (refusal.kind === 'busy') return { kind: 'wait', until: now.peek() + refusal.retryAfterMs }
    // Whoever is signed out sees the log-in, and not this.
    if (refusal.kind !== 'refused') return { kind: 'unreachable' }
    if (refusal.code === 'wrong-password') return { kind: 'wrong' }
    return refusal.code === 'changed-meanwhile' ? { kind: 'changed' } : { kind: 'refused', detail: refusal.detail }
  }

  return {
    oldPassword,
    newPassword,
    endOthers,
    sending,
    problem,
    done,
    async submit() {
      if (sending.value) return
      batch(() => {
        sending.value = true
        done.value = undefined
      })
      const outcome = await send()
      batch(() => {
        sending.value = false
        problem.value = outcome.kind === 'done' ? undefined : outcome
        if (outcome.kind !== 'done') return
        done.value = { ended: outcome.ended }
        oldPassword.value = ''
        newPassword.value = ''
      })
      if (outcome.kind === 'done') onChanged()
    },
  }
}
