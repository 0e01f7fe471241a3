import { beforeEach, expect, test } from 'vitest'
import type { LoggedIn } from '../../../src/agent-api/logging-in.js'
import type { Welcome } from '../../../src/agent-api/welcome.js'
import type { Answer, Refusal } from '../api/answer.js'
import { createWelcomeForm, type WelcomeForm } from './welcome-form.js'

let asked: Welcome[]
let answer: Answer<LoggedIn>
let founded: number
let form: WelcomeForm

const refused = (status: number, code: string): Refusal => ({ kind: 'refused', status, code, detail: 'No.' })

beforeEach(() => {
  asked = []
  founded = 0
  answer = { ok: true, value: {} as LoggedIn }
  form = createWelcomeForm({
    found: (welcome) => {
      asked.push(welcome)
      return Promise.resolve(answer)
    },
    ...{ token: 'secret', onFounded: () => (founded += 1) },
  })
  const { fields } = form
  fields.organization.value = ' Example Ltd '
  fields.name.value = ' Mara'
  fields.username.value = 'mara@example.org '
  fields.password.value = ' ten signs'
})

test('it is sent without the blanks around names, the password as it is, and then forgotten', async () => {
  await form.submit()
  const administrator = { name: 'Mara', username: 'mara@example.org', password: ' ten signs' }
  expect(asked).toEqual([{ token: 'secret', organization: { name: 'Example Ltd' }, administrator }])
  expect([founded, form.fields.password.value, form.problem.value]).toEqual([1, '', undefined])
})

test('an unfinished form is not sent, and says what is missing first', async () => {
  form.fields.password.value = 'nine sign'
  await form.submit()
  expect(form.problem.value).toEqual({ kind: 'short' })
  form.fields.username.value = ' '
  await form.submit()
  expect(form.problem.value).toEqual({ kind: 'incomplete', field: 'username' })
  form.fields.organization.value = ''
  await form.submit()
  expect(form.problem.value).toEqual({ kind: 'incomplete', field: 'organization' })
  expect(asked).toEqual([])
})

test.each<[Refusal, object]>([
  [refused(403, 'wrong-token'), { kind: 'wrong-token' }],
  [refused(409, 'set-up-already'), { kind: 'set-up-already' }],
  [refused(409, 'exists-already'), { kind: 'set-up-already' }],
  [refused(400, 'invalid'), { kind: 'refused', detail: 'No.' }],
  [{ kind: 'busy', retryAfterMs: 1000 }, { kind: 'busy' }],
  [{ kind: 'unreachable' }, { kind: 'unreachable' }],
])('%j is told, and what was typed stays', async (refusal, problem) => {
  answer = { ok: false, refusal }
  await form.submit()
  expect(form.problem.value).toEqual(problem)
  expect([form.fields.password.value, founded, form.sending.value]).toEqual([' ten signs', 0, false])
})

test('it is sent once, however often it is asked for', async () => {
  await Promise.all([form.submit(), form.submit()])
  expect(asked).toHaveLength(1)
})
