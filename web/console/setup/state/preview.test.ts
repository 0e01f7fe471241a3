import { expect, test } from 'vitest'
import type { Preview } from '../../../../src/setup-api/messages.js'
import type { Answer } from '../../api/answer.js'
import type { Stored } from '../api/setup-api.js'
import type { Content } from './field.js'
import { createForm } from './form.js'
import { followPreview, previewDelayMs } from './preview.js'
import { sectionOf } from './sections.js'

const stored: Stored = { id: '0C5000000000001', version: 1, name: 'Refunds', description: '' }
const nothing: Preview = { changes: [], buttons: [], agents: [] }

const begin = () => {
  const asked: Content[] = []
  const due: { ms: number; run: () => void; cancelled: boolean }[] = []
  let preview = nothing
  const never = (): Promise<never> => Promise.reject(new Error('Not here.'))
  const api = {
    ...{ create: never, replace: never, read: never },
    preview: (_plural: string, _id: string | undefined, content: Content | null): Promise<Answer<Preview>> => {
      asked.push(content ?? {})
      return Promise.resolve({ ok: true, value: preview })
    },
  }
  const form = createForm(
    api,
    sectionOf('skills'),
    stored,
    () => 'key-1',
    () => undefined,
  )
  const live = followPreview(api, form, {
    after(ms, run) {
      const one = { ms, run, cancelled: false }
      due.push(one)
      return { cancel: () => (one.cancelled = true) }
    },
  })
  const pass = async (): Promise<void> => {
    for (const one of due.splice(0)) if (!one.cancelled) one.run()
    await Promise.resolve()
    await Promise.resolve()
  }
  const answerWith = (next: Preview): void => {
    preview = next
  }
  return { asked, due, form, live, pass, answerWith }
}

test('is asked a moment after the last key, once', async () => {
  const { asked, due, form, live, pass } = begin()
  form.set('name', 'R')
  form.set('name', 'Re')
  expect(due.map(({ ms }) => ms)).toEqual([previewDelayMs, previewDelayMs])
  await pass()
  expect(asked).toEqual([{ name: 'Re', description: '' }])
  expect(live.shown.value).toBe(nothing)
  form.set('name', 'Ret')
  expect(live.shown.value).toBeUndefined()
})

test('is not asked for what is wrong, or as it was', async () => {
  const { asked, form, pass } = begin()
  form.set('name', '')
  await pass()
  form.set('name', 'Refunds')
  await pass()
  expect(asked).toEqual([])
})

test('says beside the member what the server would refuse', async () => {
  const { form, pass, answerWith } = begin()
  const errors = [{ member: 'name', message: 'Taken.' }]
  answerWith({ ...nothing, refusal: { code: 'invalid', detail: 'name: Taken.', errors } })
  form.set('name', 'Returns')
  await pass()
  expect(form.problems.value.get('name')).toEqual({ what: 'said', message: 'Taken.' })
})

test('stops', async () => {
  const { asked, form, live, pass } = begin()
  form.set('name', 'Returns')
  live.stop()
  await pass()
  form.set('name', 'Others')
  await pass()
  expect(asked).toEqual([])
})
