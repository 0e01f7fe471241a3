import { expect, test } from 'vitest'
import type { Server } from '../../api/server.js'
import { createSetup, type Opened, type Setup } from './setup.js'

/** A setup of which every question is answered with this, and how often something was read. */
const setupOf = (answer: () => object | undefined): { setup: Setup; reads: () => number } => {
  let reads = 0
  const ask: Server['ask'] = (method, _path, body) => {
    if (method === 'GET') reads += 1
    const value = answer()
    return Promise.resolve(
      value ? { ok: true, value: { ...value, ...body } as never } : { ok: false, refusal: { kind: 'unreachable' } },
    )
  }
  return {
    setup: createSetup({ ask, askLong: () => Promise.reject(new Error('Nothing long is asked.')) }, () => 'key-1'),
    reads: () => reads,
  }
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
const formOf = (opened: Opened) => {
  if (opened.state !== 'there') throw new Error(`It is ${opened.state}.`)
  return opened.form
}

const id = '0C5000000000001'
const stored = { id, version: 3, name: 'Refunds', description: '' }

test('what was written is there again, what was only looked at is fetched anew', async () => {
  const { setup, reads } = setupOf(() => stored)
  const name = { section: 'skills', id } as const
  setup.open(name)
  await settle()
  const opened = setup.open(name)
  await settle()
  expect(reads()).toBe(2)
  formOf(opened.value).set('name', 'Returns')
  expect(setup.unsaved.value).toEqual([name])
  expect(formOf(setup.open(name).value).draft.value['name']).toBe('Returns')
  expect(reads()).toBe(2)
})

test('what could not be fetched is asked for again', async () => {
  let isThere = false
  const { setup } = setupOf(() => (isThere ? stored : undefined))
  const name = { section: 'skills', id } as const
  const failed = setup.open(name)
  await settle()
  expect(failed.value.state).toBe('failed')
  isThere = true
  const opened = setup.open(name)
  await settle()
  expect(opened.value.state).toBe('there')
})

test('what is written on a new object while it is made goes on under its own name', async () => {
  const { setup } = setupOf(() => stored)
  const form = formOf(setup.open({ section: 'skills', id: undefined }).value)
  form.set('name', 'Returns')
  const saving = form.save()
  form.set('description', 'Written meanwhile')
  await saving
  setup.made('skills', id, true)
  expect(setup.unsaved.value).toEqual([{ section: 'skills', id }])
  const now = setup.open({ section: 'skills', id }).value
  expect(formOf(now).draft.value).toMatchObject({ name: 'Returns', description: 'Written meanwhile' })
  expect(formOf(setup.open({ section: 'skills', id: undefined }).value).isDirty.value).toBe(false)
})

test('what was made just now is shown as it is, and says so', async () => {
  const { setup, reads } = setupOf(() => stored)
  const form = formOf(setup.open({ section: 'skills', id: undefined }).value)
  form.set('name', 'Returns')
  await form.save()
  setup.made('skills', id, true)
  const opened = setup.open({ section: 'skills', id })
  expect(formOf(opened.value).outcome.value).toEqual({ what: 'created' })
  expect(reads()).toBe(0)
  setup.open({ section: 'skills', id })
  expect(reads()).toBe(1)
})

test('what was made while one was elsewhere is fetched when one comes to it', async () => {
  const { setup, reads } = setupOf(() => stored)
  const form = formOf(setup.open({ section: 'skills', id: undefined }).value)
  form.set('name', 'Returns')
  await form.save()
  setup.made('skills', id, false)
  const opened = setup.open({ section: 'skills', id })
  await settle()
  expect(reads()).toBe(1)
  expect(formOf(opened.value).outcome.value).toBeUndefined()
})
