import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { Difference, ImportProgress } from '../../../../src/setup-api/messages.js'
import type { Answer } from '../../api/answer.js'
import type { TakenIn } from '../api/setup-api.js'
import { createTransfer, documentBytesMax, forgetAtLogOut, type GivenFile, type TransferStep } from './transfer.js'

const fileOf = (text: string, size = text.length): GivenFile => ({
  ...{ name: 'setup.json', size },
  text: () => Promise.resolve(text),
})
const document = `{
  "parleySetup": 1,
  "agents": [
    { "id": "a", "name": "Ada" },
    { "id": "b", "name": "Ben",
      "username": "" }
  ]
}`
const difference: Difference = { action: 'change', kind: 'agent', id: 'b', name: 'Ben', changes: [] }
const differs: Answer<TakenIn> = { ok: true, value: { differences: [difference] } }

/** Answers one call after the other with these, each after it has told how far it is. */
const begin = (...answers: Answer<TakenIn>[]) => {
  const asked: { readonly text: string; readonly dryRun: boolean }[] = []
  const steps: TransferStep[] = []
  const transfer = createTransfer({
    takeIn: (text: string, dryRun: boolean, onProgress: (progress: ImportProgress) => void) => {
      asked.push({ text, dryRun })
      onProgress({ step: 'checking', done: 1, total: 2 })
      const answer = answers.shift()
      return answer ? Promise.resolve(answer) : Promise.reject(new Error('Nothing more is asked.'))
    },
  })
  transfer.step.subscribe((step) => void steps.push(step))
  return { transfer, asked, steps }
}

test('a file is compared, then taken in as it was written, and tells how far it is', async () => {
  const { transfer, asked, steps } = begin(differs, differs)
  await transfer.compare(fileOf(document))
  await transfer.takeIn()
  expect(asked).toEqual([
    { text: document, dryRun: true },
    { text: document, dryRun: false },
  ])
  const progress = { step: 'checking', done: 1, total: 2 }
  expect(steps).toEqual([
    { at: 'start' },
    { at: 'comparing', file: 'setup.json', progress: undefined },
    { at: 'comparing', file: 'setup.json', progress },
    { at: 'differs', file: 'setup.json', differences: [difference] },
    { at: 'taking-in', file: 'setup.json', progress: undefined },
    { at: 'taking-in', file: 'setup.json', progress },
    { at: 'done', count: 1 },
  ])
})

test('what is wrong is told by its line and by whose it is', async () => {
  const errors = [
    { member: 'agents.1.username', message: 'Must not be empty.' },
    { member: 'agents.0.username', message: 'Is required.' },
    { member: 'organizations', message: 'Must hold the one organization.' },
    { member: 'people', message: 'Must be one of…' },
  ]
  const { transfer } = begin({
    ok: false,
    refusal: { kind: 'refused', status: 400, code: 'invalid', detail: 'No.', errors },
  })
  await transfer.compare(fileOf(document))
  expect(transfer.step.value).toMatchObject({
    at: 'refused',
    mistakes: [
      { line: 6, plural: 'agents', name: 'Ben', member: 'username' },
      { line: 4, plural: 'agents', name: 'Ada', member: 'username' },
      { line: 1, plural: 'organizations', name: undefined, member: '' },
      { line: 1, plural: undefined, name: undefined, member: 'people' },
    ],
  })
})

test('a connection that breaks off leaves open what became of it only once something could have become of it', async () => {
  const away: Answer<TakenIn> = { ok: false, refusal: { kind: 'unreachable' } }
  const { transfer } = begin(away, differs, away)
  await transfer.compare(fileOf(document))
  expect(transfer.step.value).toMatchObject({ at: 'refused', mistakes: [] })
  await transfer.compare(fileOf(document))
  await transfer.takeIn()
  expect(transfer.step.value).toEqual({ at: 'unknown', file: 'setup.json' })
})

test('what is no setup file is not sent, and where it breaks is told', async () => {
  const { transfer, asked } = begin()
  await transfer.compare(fileOf('{\n  "parleySetup": 1,\n  oops\n}'))
  expect(transfer.step.value).toEqual({ at: 'no-document', line: 3 })
  await transfer.compare(fileOf('7'))
  expect(transfer.step.value).toEqual({ at: 'no-document', line: undefined })
  await transfer.compare(fileOf('{}', documentBytesMax + 1))
  expect(transfer.step.value).toEqual({ at: 'too-large' })
  await transfer.takeIn()
  expect(asked).toEqual([])
})

test('whoever comes back to a comparison is shown how it is by now', async () => {
  const nothing: Answer<TakenIn> = { ok: true, value: { differences: [] } }
  const { transfer, asked } = begin(differs, nothing)
  await transfer.enter()
  expect(asked).toEqual([])
  await transfer.compare(fileOf(document))
  transfer.leave()
  await transfer.enter()
  expect(asked.map(({ dryRun }) => dryRun)).toEqual([true, true])
  expect(transfer.step.value).toEqual({ at: 'differs', file: 'setup.json', differences: [] })
})

test('what came of it is told until it was seen, and an open end stays open', async () => {
  const away: Answer<TakenIn> = { ok: false, refusal: { kind: 'unreachable' } }
  const { transfer } = begin(differs, differs, differs, away)
  await transfer.compare(fileOf(document))
  const takingIn = transfer.takeIn()
  transfer.leave()
  await takingIn
  await transfer.enter()
  expect(transfer.step.value).toEqual({ at: 'done', count: 1 })
  transfer.leave()
  expect(transfer.step.value).toEqual({ at: 'start' })
  await transfer.compare(fileOf('7'))
  transfer.leave()
  expect(transfer.step.value).toEqual({ at: 'start' })
  await transfer.compare(fileOf(document))
  await transfer.takeIn()
  transfer.leave()
  expect(transfer.step.value).toEqual({ at: 'unknown', file: 'setup.json' })
})

test('nothing of a file is left when whoever chose it is gone, not even an answer on its way', async () => {
  const { transfer, asked } = begin(differs)
  const comparing = transfer.compare(fileOf(document))
  await expect.poll(() => asked.length).toBe(1)
  transfer.forget()
  await comparing
  expect(transfer.step.value).toEqual({ at: 'start' })
  await transfer.takeIn()
  expect([asked.length, transfer.step.value]).toEqual([1, { at: 'start' }])
})

test('a file outlives a log-in that ran out, and no log-out', async () => {
  const { transfer } = begin(differs)
  const session = signal<{ readonly state: string; readonly why?: string }>({ state: 'signed-in' })
  forgetAtLogOut(transfer, session)
  await transfer.compare(fileOf(document))
  session.value = { state: 'signed-out', why: 'expired' }
  expect(transfer.step.value.at).toBe('differs')
  session.value = { state: 'signed-out', why: 'left' }
  expect(transfer.step.value.at).toBe('start')
})
