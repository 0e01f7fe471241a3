import { signal } from '@preact/signals'
import { beforeEach, expect, test } from 'vitest'
import type { EndedLogIns, OwnPassword } from '../../../src/agent-api/own-log-ins.js'
import type { Answer, Refusal } from '../api/answer.js'
import { createPasswordForm, type PasswordForm } from './password-form.js'

let asked: OwnPassword[]
let answer: Answer<EndedLogIns>
let changed: number
let form: PasswordForm

beforeEach(() => {
  asked = []
  changed = 0
  answer = { ok: true, value: { ended: 2 } }
  form = createPasswordForm({
    api: {
      changePassword: (change) => {
        asked.push(change)
        return Promise.resolve(answer)
      },
    },
    ...{ now: signal(1_000), onChanged: () => (changed += 1) },
  })
  form.oldPassword.value = ' old '
  form.newPassword.value = ' ten signs'
})

test('it is sent as it was typed, and forgotten when it counts', async () => {
  await form.submit()
  expect(asked).toEqual([{ oldPassword: ' old ', newPassword: ' ten signs', endOthers: true }])
  expect(form.done.value).toEqual({ ended: 2 })
  expect([form.oldPassword.value, form.newPassword.value, form.problem.value]).toEqual(['', '', undefined])
  expect(changed).toBe(1)
})

test('whether other log-ins end is the agent’s choice', async () => {
  form.endOthers.value = false
  await form.submit()
  expect(asked[0]?.endOthers).toBe(false)
})

test('an unfinished form is not sent', async () => {
  form.newPassword.value = 'nine sign'
  await form.submit()
  expect(form.problem.value).toEqual({ kind: 'short' })
  form.oldPassword.value = ''
  await form.submit()
  expect(form.problem.value).toEqual({ kind: 'incomplete' })
  expect(asked).toEqual([])
})

test.each<[Refusal, object]>([
  [{ kind: 'refused', status: 403, code: 'wrong-password', detail: '' }, { kind: 'wrong' }],
  [{ kind: 'refused', status: 412, code: 'changed-meanwhile', detail: '' }, { kind: 'changed' }],
  [
    { kind: 'refused', status: 409, code: 'no-password', detail: 'No.' },
    { kind: 'refused', detail: 'No.' },
  ],
  [
    { kind: 'busy', retryAfterMs: 30_000 },
    { kind: 'wait', until: 31_000 },
  ],
  [{ kind: 'unreachable' }, { kind: 'unreachable' }],
])('%j is told, and what was typed stays', async (refusal, problem) => {
  answer = { ok: false, refusal }
  await form.submit()
  expect(form.problem.value).toEqual(problem)
  expect([form.newPassword.value, form.done.value, changed]).toEqual([' ten signs', undefined, 0])
})

test('it is sent once, however often it is asked for', async () => {
  await Promise.all([form.submit(), form.submit()])
  expect(asked).toHaveLength(1)
})
