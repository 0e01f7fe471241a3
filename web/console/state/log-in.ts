import { signal, type Signal, type ReadonlySignal } from '@preact/signals'
import type { AgentApi } from '../api/agent-api.js'

export type LogInProblem =
  | { kind: 'incomplete' }
  | { kind: 'wrong' }
  /** Too many tries; `until` is when the next is allowed, milliseconds by the server's clock. */
  | { kind: 'wait'; until: number }
  | { kind: 'unreachable' }
  | { kind: 'refused'; detail: string }

export interface LogIn {
  readonly username: Signal<string>
  readonly password: Signal<string>
  readonly sending: ReadonlySignal<boolean>
  readonly problem: ReadonlySignal<LogInProblem | undefined>
  submit(): Promise<void>
}

/** An empty form. */
export function createLogIn(api: Pick<AgentApi, 'login'>, now: ReadonlySignal<number>, onLoggedIn: () => void): LogIn {
  const username = signal('')
  const password = signal('')
  const sending = signal(false)
  const problem = signal<LogInProblem | undefined>(undefined)

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
