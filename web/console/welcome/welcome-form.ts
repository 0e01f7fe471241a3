/** The first organization of an installation, as it is typed, and what became of it. */
import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { LoggedIn } from '../../../src/agent-api/logging-in.js'
import type { Welcome } from '../../../src/agent-api/welcome.js'
import { passwordLengthMin } from '../account/password-hint.js'
import type { Answer } from '../api/answer.js'

export type WelcomeProblem =
  /** The first field that has to be looked at. */
  | { readonly kind: 'incomplete'; readonly field: WelcomeField }
  | { readonly kind: 'short' | 'wrong-token' | 'set-up-already' | 'busy' | 'unreachable' }
  | { readonly kind: 'refused'; readonly detail: string }

/** In the order in which they are asked for. */
export const welcomeFields = ['organization', 'name', 'username', 'password'] as const
export type WelcomeField = (typeof welcomeFields)[number]

export interface WelcomeForm {
  readonly fields: Readonly<Record<WelcomeField, Signal<string>>>
  readonly sending: ReadonlySignal<boolean>
  readonly problem: ReadonlySignal<WelcomeProblem | undefined>
  submit(): Promise<void>
}

export function createWelcomeForm(options: {
  readonly found: (welcome: Welcome) => Promise<Answer<LoggedIn>>
  /** What the address has behind its #. */
  readonly token: string
  /** Called when it is made, and its administrator is logged in. */
  readonly onFounded: () => void
}): WelcomeForm {
  const { found, token, onFounded } = options
  const fields = { organization: signal(''), name: signal(''), username: signal(''), password: signal('') }
  const sending = signal(false)
  const problem = signal<WelcomeProblem | undefined>(undefined)

  const problemOf = async (): Promise<WelcomeProblem | undefined> => {
    const [organization, name, username] = [fields.organization, fields.name, fields.username].map(({ value }) =>
      value.trim(),
    )
    const password = fields.password.value
    const field = welcomeFields.find((one) => fields[one].value.trim() === '')
    if (field !== undefined || !organization || !name || !username)
      return { kind: 'incomplete', field: field ?? 'organization' }
    if (password.length < passwordLengthMin) return { kind: 'short' }
    const answer = await found({
      ...{ token, organization: { name: organization }, administrator: { name, username, password } },
    })
    if (answer.ok) return undefined
    const { refusal } = answer
    if (refusal.kind === 'busy') return { kind: 'busy' }
    if (refusal.kind !== 'refused') return { kind: 'unreachable' }
    if (refusal.code === 'wrong-token') return { kind: 'wrong-token' }
    const isThere = refusal.code === 'set-up-already' || refusal.code === 'exists-already'
    return isThere ? { kind: 'set-up-already' } : { kind: 'refused', detail: refusal.detail }
  }

  return {
    fields,
    sending,
    problem,
    async submit() {
      if (sending.value) return
      sending.value = true
      const outcome = await problemOf()
      batch(() => {
        problem.value = outcome
        sending.value = false
      })
      if (outcome !== undefined) return
      fields.password.value = ''
      onFounded()
    },
  }
}
