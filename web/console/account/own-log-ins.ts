/** Where the agent is logged in, as a page shows it, and the end of that. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { OwnLogIn } from '../../../src/agent-api/own-log-ins.js'
import type { AccountApi } from './account-api.js'

export type Listed =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'there'; readonly logIns: readonly OwnLogIn[]; readonly hasPassword: boolean }

export interface OwnLogInList {
  readonly listed: ReadonlySignal<Listed>
  /** What is being ended: a log-in by its id, or all others. */
  readonly ending: ReadonlySignal<string | undefined>
  /** Whether what was to be ended last could not be. */
  readonly failed: ReadonlySignal<boolean>
  /** Reads the list; what is shown stays until it is there. */
  load(): Promise<void>
  end(logInId: string): Promise<void>
  endOthers(): Promise<void>
}

/** What {@link OwnLogInList.ending} says while all others are being ended. */
export const others = 'others'

export function createOwnLogIns(api: Pick<AccountApi, 'logIns' | 'end' | 'endOthers'>): OwnLogInList {
  const listed = signal<Listed>({ state: 'loading' })
  const ending = signal<string | undefined>(undefined)
  const failed = signal(false)
  let asked = 0

  const load = async (): Promise<void> => {
    const number = (asked += 1)
    if (listed.value.state === 'failed') listed.value = { state: 'loading' }
    const answer = await api.logIns()
    // A later question has a newer answer.
    if (number !== asked) return
    if (answer.ok) listed.value = { state: 'there', ...answer.value }
    else if (listed.value.state !== 'there') listed.value = { state: 'failed' }
  }

  const keep = (stays: (logIn: OwnLogIn) => boolean): void => {
    // Whatever is on its way may have been said before.
    asked += 1
    if (listed.value.state === 'there') listed.value = { ...listed.value, logIns: listed.value.logIns.filter(stays) }
  }

  const doing = async (what: string, call: () => Promise<boolean>): Promise<void> => {
    if (ending.value !== undefined) return
    ending.value = what
    failed.value = false
    failed.value = !(await call())
    ending.value = undefined
  }

  return {
    listed,
    ending,
    failed,
    load,
    end: (logInId) =>
      doing(logInId, async () => {
        const answer = await api.end(logInId)
        const isOver = answer.ok || (answer.refusal.kind === 'refused' && answer.refusal.status === 404)
        if (isOver) keep((logIn) => logIn.logInId !== logInId)
        return isOver
      }),
    endOthers: () =>
      doing(others, async () => {
        const answer = await api.endOthers()
        if (answer.ok) keep((logIn) => logIn.isThis)
        return answer.ok
      }),
  }
}
