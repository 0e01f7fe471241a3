import { signal, type Signal, type ReadonlySignal } from '@preact/signals'
import type { LoggedOut } from '../../../src/agent-api/logging-in.js'
import type { AgentApi } from '../api/agent-api.js'

/** Why the identity provider’s word was not enough. */
export const signInRefusals = ['cancelled', 'stale', 'unverified', 'stranger', 'away', 'failed'] as const
export type SignInRefusal = (typeof signInRefusals)[number]

export type LogInProblem =
  | { kind: 'incomplete' }
  | { kind: 'wrong' }
  /** Too many tries; `until` is when the next is allowed, milliseconds by the server's clock. */
  | { kind: 'wait'; until: number }
  | { kind: 'unreachable' }
  | { kind: 'refused'; detail: string }
  /** What became of a log-in with the identity provider. */
  | { kind: 'provider'; why: SignInRefusal }

/** An identity provider to log in with. */
export interface LogInProvider {
  readonly label: string
}

export interface LogIn {
  /** Undefined where there is none, and until that is known. */
  readonly provider: ReadonlySignal<LogInProvider | undefined>
  /** Whether nobody can log in, for there is no organization yet; undefined until that is known. */
  readonly isNew: ReadonlySignal<boolean | undefined>
  /** Where to log out of the identity provider, for somebody who came from it and has just logged out here. */
  readonly farewell: ReadonlySignal<LoggedOut['provider']>
  readonly username: Signal<string>
  readonly password: Signal<string>
  readonly sending: ReadonlySignal<boolean>
  readonly problem: ReadonlySignal<LogInProblem | undefined>
  submit(): Promise<void>
  /** Goes on as whoever the browser is logged in as by now. */
  enter(): void
}

export interface LogInOptions {
  readonly api: Pick<AgentApi, 'login' | 'logInWays'>
  readonly now: ReadonlySignal<number>
  /** What a log-in with the identity provider came to, if the page comes from there. */
  readonly refusal: SignInRefusal | undefined
  readonly onLoggedIn: () => void
  readonly farewell: ReadonlySignal<LoggedOut['provider']>
}

/** An empty form. */
export function createLogIn({ api, now, refusal, onLoggedIn, farewell }: LogInOptions): LogIn {
  const username = signal('')
  const password = signal('')
  const sending = signal(false)
  const problem = signal<LogInProblem | undefined>(refusal && { kind: 'provider', why: refusal })
  const provider = signal<LogInProvider | undefined>(undefined)
  const isNew = signal<boolean | undefined>(undefined)
  void api.logInWays().then((answer) => {
    if (answer.ok) provider.value = answer.value.provider
    isNew.value = answer.ok && answer.value.isNew === true
  })

  const problemOf = async (): Promise<LogInProblem | undefined> => {
    const name = username.value.trim()
    if (name === '' || password.value === '') return { kind: 'incomplete' }
    const answer = await api.login({ username: name, password: password.value })
    if (answer.ok) return undefined
    switch (answer.refusal.kind) {
      case 'signed-out':
        return { kind: 'wrong' }
      case 'busy':
        return { kind: 'wait', until: now.peek() + answer.refusal.retryAfterMs }
      case 'unreachable':
        return { kind: 'unreachable' }
      case 'refused':
        return { kind: 'refused', detail: answer.refusal.detail }
    }
  }

  return {
    username,
    password,
    sending,
    problem,
    provider,
    isNew,
    enter: onLoggedIn,
    farewell,
    async submit() {
      if (sending.value) return
      sending.value = true
      problem.value = await problemOf()
      sending.value = false
      if (problem.value) return
      password.value = ''
      onLoggedIn()
    },
  }
}
