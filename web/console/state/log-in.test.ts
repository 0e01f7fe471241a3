import { signal } from '@preact/signals'
import { beforeEach, expect, test } from 'vitest'
import type { LoggedIn, Login } from '../../../src/agent-api/messages.js'
import type { Answer, Refusal } from '../api/answer.js'
import { createLogIn, type LogIn } from './log-in.js'

let asked: Login[]
let answer: Answer<LoggedIn>
let entered: number
let form: LogIn

const refuse = (refusal: Refusal): void => {
  answer = { ok: false, refusal }
}

beforeEach(() => {
  asked = []
  entered = 0
  const login = (login: Login): Promise<Answer<LoggedIn>> => {
    asked.push(login)
    return Promise.resolve(answer)
  }
  form = createLogIn({ login }, signal(1_000), () => (entered += 1))
  form.username.value = ' mara@example.org '
  form.password.value = ' secret '
})

test('the name is sent without the blanks around it, the password as it is, and then forgotten', async () => {
  answer = { ok: true, value: {} as LoggedIn }
  await form.submit()
  expect(asked).toEqual([{ username: 'mara@example.org', password: ' secret ' }])
  expect(entered).toBe(1)
  expect(form.password.value).toBe('')
})

test('an unfinished form is not sent', async () => {
  form.password.value = ''
  await form.submit()
  expect(asked).toEqual([])
  expect(form.problem.value).toEqual({ kind: 'incomplete' })
})

test.each<[Refusal, object]>([
  [{ kind: 'signed-out' }, { kind: 'wrong' }],
  [
    { kind: 'busy', retryAfterMs: 30_000 },
    { kind: 'wait', until: 31_000 },
  ],
  [{ kind: 'unreachable' }, { kind: 'unreachable' }],
  [
    { kind: 'refused', status: 400, code: 'x', detail: 'No.' },
    { kind: 'refused', detail: 'No.' },
  ],
])('%j is told as %j', async (refusal, problem) => {
  refuse(refusal)
  await form.submit()
  expect(form.problem.value).toEqual(problem)
  expect(form.sending.value).toBe(false)
  expect(entered).toBe(0)
})

test('two clicks are one log-in', async () => {
  answer = { ok: true, value: {} as LoggedIn }
  await Promise.all([form.submit(), form.submit()])
  expect(asked).toHaveLength(1)
})
