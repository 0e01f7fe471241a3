import { expect, test } from 'vitest'
import type { KeyedHash } from '../lib/keyed-hash.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { Makings, makingKind, makingsKeptMax, type Asked } from './makings.js'
import { SetupEditor } from './setup-editor.js'
import { Setup } from './setup.js'

const organizationId = '00DP00000000001'
const author = { by: '005P00000000001', name: 'Ada', at: 1 }
/** Tells texts apart, which is all that is asked of it here. */
const hash: KeyedHash = {
  digest: (text) => Buffer.from(text).toString('base64url'),
  verify: (text, digest) => hash.digest(text) === digest,
}
const skill = (id: string, name = id) => ({ organizationId, kind: 'skill', id, expectedVersion: 0, data: { name } })
const asked = (more: Partial<Asked> = {}): Asked => ({
  ...{ organizationId, owner: [author.by, 'skills'], key: 'key-1', content: { name: 'French' } },
  ...more,
})

/** One of several servers on a store. */
const serverOn = async (store: ReturnType<typeof openMemoryStore>) => {
  const setup = await Setup.open(store.setup)
  const makings = new Makings({ setup, editor: new SetupEditor(setup, () => undefined), hash })
  const make = (id: string, more: Partial<Asked> = {}, at = 1) =>
    makings.make(asked(more), { id, at }, { ...author, at }, () => [skill(id)])
  return { setup, makings, make, skills: () => setup.all(organizationId, 'skill').map(({ id }) => id) }
}

test('[A-123] the same key and content make one thing, also where several ask at once', async () => {
  const { make, skills } = await serverOn(openMemoryStore())
  const made = await Promise.all(['a', 'b', 'c'].map((id) => make(id)))
  expect(made).toMatchObject([
    { id: 'a', isNew: true },
    { id: 'a', isNew: false },
    { id: 'a', isNew: false },
  ])
  expect(skills()).toEqual(['a'])
})

test('[A-123] with other content a key makes nothing', async () => {
  const { make, skills } = await serverOn(openMemoryStore())
  await make('a')
  await expect(make('b', { content: { name: 'German' } })).rejects.toMatchObject({ code: 'key-reused' })
  expect(skills()).toEqual(['a'])
})

test('[A-123] a key means something else for others, and for other things; without one each is made', async () => {
  const { make, skills } = await serverOn(openMemoryStore())
  await make('a')
  await make('b', { owner: ['005P00000000002', 'skills'] })
  await make('c', { owner: [author.by, 'queues'] })
  await make('d', { organizationId: '00DP00000000002' })
  await make('e', { key: undefined })
  await make('f', { key: undefined })
  expect(skills()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
})

test('[A-123] what was made at another server, or before a restart, is not made again', async () => {
  const store = openMemoryStore()
  const [one, other] = [await serverOn(store), await serverOn(store)]
  await one.make('a')
  // It has not heard of it.
  expect(await other.make('b')).toMatchObject({ id: 'a', isNew: false })
  expect(other.skills()).toEqual(['a'])
  expect(await (await serverOn(store)).make('c')).toMatchObject({ id: 'a', isNew: false })
})

test('[A-123] what is refused is not remembered, and what is made is recorded once', async () => {
  const { setup, makings, make } = await serverOn(openMemoryStore())
  const refused = makings.make(asked(), { id: 'a', at: 1 }, author, () => Promise.reject(new Error('No.')))
  await expect(refused).rejects.toThrow('No.')
  await make('b')
  await make('c')
  expect((await setup.audit({ organizationId, limit: 10 })).map(({ kind, id }) => [kind, id])).toEqual([['skill', 'b']])
})

test('[A-123] the newest are remembered', async () => {
  const { setup, make } = await serverOn(openMemoryStore())
  for (let n = 0; n <= makingsKeptMax; n += 1) await make(`s${n}`, { key: `key-${n}` }, n)
  expect(setup.allRaw(organizationId, makingKind)).toHaveLength(makingsKeptMax)
  expect(await make('again', { key: 'key-1' })).toMatchObject({ id: 's1', isNew: false })
  expect(await make('again', { key: 'key-0' })).toMatchObject({ id: 'again', isNew: true })
})

test('[A-123] a secret is the same again for the same key, and by chance without one', async () => {
  const { makings } = await serverOn(openMemoryStore())
  const chance = 'x'.repeat(16)
  const making = { id: 'a', at: 1 }
  expect(makings.secret(asked({ key: undefined }), making, chance)).toBe(chance)
  const secret = makings.secret(asked(), making, chance)
  expect(secret).toHaveLength(16)
  expect(makings.secret(asked({ content: {} }), making, chance)).toBe(secret)
})

test('[A-123] what is made once its key is forgotten has another secret, whatever its id', async () => {
  const { makings, make } = await serverOn(openMemoryStore())
  const chance = 'x'.repeat(1000)
  const first = await make('a', {}, 0)
  for (let n = 1; n <= makingsKeptMax; n += 1) await make(`s${n}`, { key: `key ${n}` }, n)
  const second = await make('b', {}, 1000)
  const secret = makings.secret(asked(), first, chance)
  expect(second).toMatchObject({ id: 'b', isNew: true })
  for (const later of [second, { ...first, at: 1000 }]) expect(makings.secret(asked(), later, chance)).not.toBe(secret)
  expect(makings.secret(asked(), await make('c', {}, 1001), chance)).toBe(makings.secret(asked(), second, chance))
})
