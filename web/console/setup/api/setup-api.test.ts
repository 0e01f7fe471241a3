import { expect, test } from 'vitest'
import { createServer } from '../../api/server.js'
import { createForm } from '../state/form.js'
import { createNames } from '../state/names.js'
import { sectionOf } from '../state/sections.js'
import { createSetupApi } from './setup-api.js'

/** A name that turns what comes after it around. */
const turned = 'Refunds \u202eabc\u2066'
const stored = { id: '0C5000000000001', version: 1, name: turned, description: '' }

const begin = () => {
  const sent: unknown[] = []
  const server = createServer({
    fetch: (path, init) => {
      if (typeof init?.body === 'string') sent.push(JSON.parse(init.body))
      const isList = (path as string).includes('?')
      return Promise.resolve(Response.json(isList ? { objects: [stored], total: 1 } : stored))
    },
    onSignedOut: () => undefined,
    onServerTime: () => undefined,
  })
  return { sent, api: createSetupApi(server) }
}

test('saving what somebody changed leaves a name as it was written that they did not touch', async () => {
  const { sent, api } = begin()
  const read = await api.read('skills', stored.id)
  if (!read.ok) throw new Error('It cannot be read.')
  const form = createForm(
    api,
    sectionOf('skills'),
    read.value,
    () => 'key-1',
    () => undefined,
  )
  form.set('description', 'Money back')
  await form.save()
  form.set('description', 'Money back, all of it')
  await form.save()
  expect(sent).toEqual([
    { name: turned, description: 'Money back' },
    { name: turned, description: 'Money back, all of it' },
  ])
})

test('what is shown among other words turns nothing around', async () => {
  const { api } = begin()
  const list = await api.list('skills', { limit: 1 })
  expect(list).toMatchObject({ ok: true, value: { objects: [{ name: 'Refunds abc' }] } })
  const names = createNames(api)
  names.learn([stored])
  expect(names.known.value.get(stored.id)).toBe('Refunds abc')
})
