import { signal } from '@preact/signals'
import { beforeEach, expect, test } from 'vitest'
import type { LoggedIn, Login, LogInWays } from '../../../src/agent-api/logging-in.js'
import type { Answer, Refusal } from '../api/answer.js'
import { createLogIn, type LogIn, type LogInOptions, type SignInRefusal } from './log-in.js'

let asked: Login[]
let answer: Answer<LoggedIn>
let ways: Answer<LogInWays>
let entered: number
let form: LogIn

const refuse = (refusal: Refusal): void => {
  answer = { ok: false, refusal }
}

const open = (api: Partial<LogInOptions['api']>, refusal?: SignInRefusal): LogIn =>
  createLogIn({
    api: { login: () => Promise.resolve(answer), logInWays: () => Promise.resolve(ways), ...api },
    ...{ now: signal(1_000), farewell: signal(undefined), refusal, onLoggedIn: () => (entered += 1) },
  })

beforeEach(() => {
  ways = { ok: true, value: { password: true } }
  asked = []
  entered = 0
  const login = (login: Login): Promise<Answer<LoggedIn>> => {
    asked.push(login)
    return Promise.resolve(answer)
  }
  form = open({ login })
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

test('whether there is anybody to log in as is known once the server has said so', async () => {
  const settled = async (answer: Answer<LogInWays>): Promise<boolean | undefined> => {
    ways = answer
    const made = open({})
    expect(made.isNew.value).toBeUndefined()
    await Promise.resolve()
    await Promise.resolve()
    return made.isNew.value
  }
  expect(await settled({ ok: true, value: { password: true, isNew: true } })).toBe(true)
  expect(await settled({ ok: true, value: { password: true } })).toBe(false)
  expect(await settled({ ok: false, refusal: { kind: 'unreachable' } })).toBe(false)
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

test('an identity provider is offered where there is one, and where the server can be asked', async () => {
  await settled()
  expect(form.provider.value).toBeUndefined()
  ways = { ok: true, value: { password: true, provider: { label: 'Example Inc.' } } }
  const other = open({})
  await settled()
  expect(other.provider.value).toEqual({ label: 'Example Inc.' })
  ways = { ok: false, refusal: { kind: 'unreachable' } }
  const lonely = open({})
  await settled()
  expect(lonely.provider.value).toBeUndefined()
})

test('what the provider’s word was worth is told until something else is tried', async () => {
  const back = open({}, 'stranger')
  expect(back.problem.value).toEqual({ kind: 'provider', why: 'stranger' })
  await back.submit()
  expect(back.problem.value).toEqual({ kind: 'incomplete' })
})

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
