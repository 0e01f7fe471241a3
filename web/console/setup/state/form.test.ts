import { beforeEach, describe, expect, test } from 'vitest'
import type { Answer, Refusal } from '../../api/answer.js'
import type { Stored } from '../api/setup-api.js'
import type { Content } from './field.js'
import { createForm, type Form } from './form.js'
import { sectionOf } from './sections.js'

const stored: Stored = { id: '0C5000000000001', version: 3, name: 'Refunds', description: '' }
const refusedWith = (code: string, more: object = {}): Refusal => ({
  ...{ kind: 'refused', status: 409, code, detail: 'No.' },
  ...more,
})

let sent: { id: string; version: number; content: Content; key?: string }[]
let keys: number
let refusal: Refusal | undefined
let current: Answer<Stored>
let form: Form

const api = {
  replace: (_plural: string, id: string, version: number, content: Content): Promise<Answer<Stored>> => {
    sent.push({ id, version, content })
    if (refusal) return Promise.resolve({ ok: false, refusal })
    return Promise.resolve({ ok: true, value: { ...(content as Stored), id, version: version + 1 } })
  },
  create: (_plural: string, content: Content, key: string): Promise<Answer<Stored & { password: string }>> => {
    sent.push({ id: '', version: 0, content, key })
    if (refusal) return Promise.resolve({ ok: false, refusal })
    return Promise.resolve({ ok: true, value: { ...(content as Stored), id: 'new', version: 1, password: 'made up' } })
  },
  read: () => Promise.resolve(current),
}

beforeEach(() => {
  sent = []
  keys = 0
  refusal = undefined
  current = { ok: true, value: stored }
  form = createForm(
    api,
    sectionOf('skills'),
    stored,
    () => 'key-1',
    () => undefined,
  )
})

describe('writing', () => {
  test('is a change only while it differs', () => {
    form.set('name', 'Returns')
    expect(form.isDirty.value).toBe(true)
    form.set('name', 'Refunds')
    expect(form.isDirty.value).toBe(false)
  })

  test('shows what is wrong when somebody has been there, and everything when saving', async () => {
    form.set('name', '')
    expect(form.problems.value.size).toBe(0)
    form.touch('name')
    expect(form.problems.value.get('name')).toEqual({ what: 'empty' })
    form.set('description', 'x'.repeat(1001))
    expect(await form.save()).toBeUndefined()
    expect([...form.problems.value.keys()]).toEqual(['name', 'description'])
    expect(sent).toEqual([])
  })

  test('does not call wrong what nobody has written on yet, before it is to be saved', async () => {
    const fresh = createForm(
      api,
      sectionOf('skills'),
      undefined,
      () => 'key',
      () => undefined,
    )
    fresh.touch('name')
    expect(fresh.problems.value.size).toBe(0)
    await fresh.save()
    expect(fresh.problems.value.get('name')).toEqual({ what: 'empty' })
  })

  test('given up is as it was', () => {
    form.set('name', '')
    form.touch('name')
    form.discard()
    expect([form.isDirty.value, form.problems.value.size, form.draft.value['name']]).toEqual([false, 0, 'Refunds'])
  })
})

describe('saving', () => {
  test('sends the whole object against the version that was read, and goes on from the next', async () => {
    form.set('name', 'Returns')
    await form.save()
    expect(sent).toEqual([{ id: stored.id, version: 3, content: { name: 'Returns', description: '' } }])
    expect([form.isDirty.value, form.outcome.value, form.stored.value?.version]).toEqual([false, { what: 'saved' }, 4])
    form.set('description', 'More')
    await form.save()
    expect(sent[1]).toMatchObject({ version: 4, content: { name: 'Returns', description: 'More' } })
  })

  test('loses nothing of what is written while it is on its way', async () => {
    form.set('name', 'Returns')
    const saving = form.save()
    form.set('description', 'Written meanwhile')
    await saving
    expect(form.draft.value).toEqual({ name: 'Returns', description: 'Written meanwhile' })
    expect(form.isDirty.value).toBe(true)
    await form.save()
    expect(sent[1]).toMatchObject({ version: 4, content: { name: 'Returns', description: 'Written meanwhile' } })
  })

  test('is not given up on its way, when nobody knows what comes of it', async () => {
    form.set('name', 'Returns')
    const saving = form.save()
    form.discard()
    expect(form.draft.value['name']).toBe('Returns')
    await saving
    expect([form.draft.value['name'], form.isDirty.value]).toEqual(['Returns', false])
    form.set('name', 'Others')
    form.discard()
    expect(form.draft.value['name']).toBe('Returns')
  })

  test('a new object begins with what its kind holds, and tells a made-up password once', async () => {
    const fresh = createForm(
      api,
      sectionOf('agents'),
      undefined,
      () => `key-${(keys += 1)}`,
      () => undefined,
    )
    fresh.set('name', 'Mara')
    fresh.set('username', 'mara')
    expect(await fresh.save()).toMatchObject({ id: 'new', password: 'made up' })
    expect(sent[0]?.content).toMatchObject({ name: 'Mara', role: 'agent', capacity: 3, active: true, skillIds: [] })
    expect(fresh.stored.value).not.toHaveProperty('password')
  })

  describe('what is new, and was not answered,', () => {
    let fresh: Form
    beforeEach(async () => {
      fresh = createForm(
        api,
        sectionOf('skills'),
        undefined,
        () => `key-${(keys += 1)}`,
        () => undefined,
      )
      fresh.set('name', 'Returns')
      refusal = { kind: 'unreachable' }
      expect(await fresh.save()).toBeUndefined()
      refusal = undefined
    })
    const named = (name: string, description = '') => ({ name, description })

    test('is sent again under its key', async () => {
      expect(await fresh.save()).toMatchObject({ id: 'new' })
      expect(sent.map(({ content, key }) => [content, key])).toEqual([
        [named('Returns'), 'key-1'],
        [named('Returns'), 'key-1'],
      ])
    })

    test('is sent again as it was, and what was written since is saved on it', async () => {
      fresh.set('description', 'Written since')
      expect(await fresh.save()).toMatchObject({ id: 'new', description: 'Written since' })
      expect(sent.slice(1)).toEqual([
        { id: '', version: 0, content: named('Returns'), key: 'key-1' },
        { id: 'new', version: 1, content: named('Returns', 'Written since') },
      ])
      expect([fresh.isDirty.value, fresh.outcome.value]).toEqual([false, { what: 'saved' }])
    })

    test('and is refused now, makes way for what was written since', async () => {
      fresh.set('name', 'Others')
      refusal = refusedWith('exists-already')
      const saving = fresh.save()
      refusal = undefined
      expect(await saving).toMatchObject({ name: 'Others' })
      expect(sent.map(({ content, key }) => [content['name'], key])).toEqual([
        ['Returns', 'key-1'],
        ['Returns', 'key-1'],
        ['Others', 'key-2'],
      ])
    })

    test('is nothing to a form that was given up and filled in anew', async () => {
      fresh.discard()
      fresh.set('name', 'Others')
      await fresh.save()
      expect(sent[1]).toMatchObject({ content: { name: 'Others' }, key: 'key-2' })
    })
  })

  test('puts the server’s words beside the member, until it is changed', async () => {
    refusal = refusedWith('invalid', { errors: [{ member: 'name', message: 'Taken.' }] })
    form.set('name', 'Returns')
    await form.save()
    expect(form.problems.value.get('name')).toEqual({ what: 'said', message: 'Taken.' })
    form.set('name', 'Others')
    expect(form.problems.value.size).toBe(0)
  })
})

describe('somebody else changed it meanwhile', () => {
  const theirs: Stored = { ...stored, version: 5, description: 'Theirs' }

  beforeEach(async () => {
    refusal = refusedWith('changed-meanwhile')
    current = { ok: true, value: theirs }
    form.set('name', 'Mine')
    await form.save()
    refusal = undefined
  })

  test('is shown with what they made of it, and loses nothing', () => {
    expect(form.outcome.value).toEqual({ what: 'conflict', theirs })
    expect(form.draft.value['name']).toBe('Mine')
  })

  test('with mine on top, what only they changed stays', async () => {
    form.settle('mine')
    await form.save()
    expect(sent[1]).toEqual({ id: stored.id, version: 5, content: { name: 'Mine', description: 'Theirs' } })
  })

  test('theirs alone gives mine up', () => {
    form.settle('theirs')
    expect([form.draft.value, form.isDirty.value]).toEqual([{ name: 'Refunds', description: 'Theirs' }, false])
  })

  test('or deleted it', async () => {
    refusal = refusedWith('changed-meanwhile')
    current = { ok: false, refusal: refusedWith('no-such-object', { status: 404 }) }
    form.settle('mine')
    await form.save()
    expect(form.outcome.value).toEqual({ what: 'gone' })
  })
})

describe('a version that is not the object’s any more', () => {
  beforeEach(() => {
    refusal = refusedWith('changed-meanwhile')
    form.set('name', 'Returns')
  })

  test('is none of it when what is there is what was to be saved: an answer was lost', async () => {
    current = { ok: true, value: { ...stored, version: 4, name: 'Returns' } }
    expect(await form.save()).toMatchObject({ version: 4, name: 'Returns' })
    expect([form.outcome.value, form.isDirty.value, form.stored.value?.version]).toEqual([{ what: 'saved' }, false, 4])
  })

  test('is saved over when nothing in it changed', async () => {
    current = { ok: true, value: { ...stored, version: 4 } }
    const saving = form.save()
    refusal = undefined
    await saving
    expect(sent.map(({ version }) => version)).toEqual([3, 4])
    expect(form.outcome.value).toEqual({ what: 'saved' })
  })
})

test('what is as it was is not sent', async () => {
  expect(await form.save()).toEqual(stored)
  expect([sent, form.outcome.value]).toEqual([[], { what: 'saved' }])
})
