/**
 * What every setup store promises, as tests. A store's test file calls {@link setupStoreContract} with a way to open it.
 */
import { describe, expect, onTestFinished, test } from 'vitest'
import type { AuditEntry, ObjectChange, SetupStore, StoredObject } from './setup-store.js'

export interface OpenedSetup {
  readonly setup: SetupStore
  /** Closes the store and opens it once more. Left out by stores that do not persist. */
  readonly reopen?: () => Promise<SetupStore>
  readonly dispose: () => Promise<void>
}

const change = (id: string, expectedVersion: number, data: unknown, organizationId = 'org-1'): ObjectChange => ({
  organizationId,
  kind: 'button',
  id,
  expectedVersion,
  data,
})
const stored = (id: string, version: number, data: unknown, organizationId = 'org-1'): StoredObject => ({
  organizationId,
  kind: 'button',
  id,
  version,
  data,
})
const entry = (id: string, data: unknown, rest: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ organizationId: 'org-1', kind: 'button', id, by: 'ada', data },
  ...rest,
})
const all = { organizationId: 'org-1', limit: 100 }
const inOrder = (objects: readonly StoredObject[]) =>
  [...objects].sort((a, b) =>
    `${a.organizationId}/${a.kind}/${a.id}`.localeCompare(`${b.organizationId}/${b.kind}/${b.id}`),
  )

/** Registers the contract's tests under `name`; `open` is called once per test, with the limit the store is to keep. */
export function setupStoreContract(
  name: string,
  open: (options: { readonly auditRecordsMax?: number }) => Promise<OpenedSetup>,
  { persists }: { persists: boolean },
): void {
  const opened = async (options: { readonly auditRecordsMax?: number } = {}) => {
    const harness = await open(options)
    onTestFinished(() => harness.dispose())
    return harness
  }

  describe(name, () => {
    test('[S-1] an object is created, changed and removed, one version at a time', async () => {
      const { setup } = await opened()
      expect(await setup.all()).toEqual([])
      expect(await setup.change([change('a', 0, { label: 'Ask us 👋' })])).toEqual({ ok: true })
      expect(await setup.all()).toEqual([stored('a', 1, { label: 'Ask us 👋' })])
      expect(await setup.change([change('a', 1, { label: 'Ask' })])).toEqual({ ok: true })
      expect(await setup.all()).toEqual([stored('a', 2, { label: 'Ask' })])
      expect(await setup.find(change('a', 0, undefined))).toEqual(stored('a', 2, { label: 'Ask' }))
      expect(await setup.find({ ...change('a', 0, undefined), organizationId: 'org-2' })).toBeUndefined()
      expect(await setup.change([change('a', 2, undefined)])).toEqual({ ok: true })
      expect(await setup.all()).toEqual([])
      expect(await setup.change([change('a', 0, null)])).toEqual({ ok: true })
      expect(await setup.all()).toEqual([stored('a', 1, null)])
    })

    test('[S-2] several changes are carried out together or not at all', async () => {
      const { setup } = await opened()
      await setup.change([change('a', 0, 1), change('b', 0, 1)])
      expect(await setup.change([change('a', 1, 2), change('b', 0, 2), change('c', 0, 2)])).toEqual({
        ok: false,
        conflict: { organizationId: 'org-1', kind: 'button', id: 'b' },
      })
      expect(inOrder(await setup.all())).toEqual([stored('a', 1, 1), stored('b', 1, 1)])
      expect(await setup.change([change('a', 1, undefined), change('b', 1, 2), change('c', 0, 2)])).toEqual({
        ok: true,
      })
      expect(inOrder(await setup.all())).toEqual([stored('b', 2, 2), stored('c', 1, 2)])
    })

    test('[S-3] a change of an object at another version is a conflict, also for one that is not there', async () => {
      const { setup } = await opened()
      await setup.change([change('a', 0, 1)])
      for (const version of [0, 2]) expect(await setup.change([change('a', version, 2)])).toMatchObject({ ok: false })
      expect(await setup.change([change('missing', 1, 2)])).toMatchObject({ ok: false })
      expect(await setup.change([change('missing', 1, undefined)])).toMatchObject({ ok: false })
      expect(await setup.change([change('missing', 0, undefined)])).toEqual({ ok: true })
      expect(await setup.all()).toEqual([stored('a', 1, 1)])
    })

    test('[S-4] changes are carried out in the order of the calls', async () => {
      const { setup } = await opened()
      const outcomes = await Promise.all([
        setup.change([change('a', 0, 1)]),
        setup.change([change('a', 1, 2)]),
        setup.change([change('a', 1, 3)]),
        setup.change([change('a', 2, 4)]),
      ])
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, false, true])
      expect(await setup.all()).toEqual([stored('a', 3, 4)])
    })

    test('[S-5] objects are told apart by organization, kind and id', async () => {
      const { setup } = await opened()
      await setup.change([change('a', 0, 1), change('a', 0, 2, 'org-2'), { ...change('a', 0, 3), kind: 'skill' }])
      expect(inOrder(await setup.all())).toEqual([
        stored('a', 1, 1),
        { ...stored('a', 1, 3), kind: 'skill' },
        stored('a', 1, 2, 'org-2'),
      ])
    })

    test('[S-6] naming an object twice in one change is refused as a mistake', async () => {
      const { setup } = await opened()
      await expect(setup.change([change('a', 0, 1), change('a', 1, 2)])).rejects.toBeInstanceOf(TypeError)
      expect(await setup.all()).toEqual([])
    })

    test('[S-8] what is recorded is carried out with the change or not at all', async () => {
      const { setup } = await opened()
      await setup.change([change('a', 0, 1)], [entry('a', { said: 'made 👋' })])
      expect(await setup.change([change('a', 0, 2)], [entry('a', 'lost')])).toMatchObject({ ok: false })
      const twice = setup.change([change('b', 0, 1), change('b', 1, 2)], [entry('b', 'lost')])
      await expect(twice).rejects.toBeInstanceOf(TypeError)
      expect(await setup.audit(all)).toEqual([{ ...entry('a', { said: 'made 👋' }), number: 1 }])
    })

    test('[S-9] records are numbered within an organization and read backwards, page by page', async () => {
      const { setup } = await opened()
      await setup.change([change('a', 0, 1)], [entry('a', 1), entry('b', 2)])
      await setup.change([change('c', 0, 1)], [entry('c', 3, { organizationId: 'org-2' }), entry('c', 4)])
      const numbers = async (query: object) => (await setup.audit({ ...all, ...query })).map(({ number }) => number)
      expect(await numbers({})).toEqual([3, 2, 1])
      expect(await numbers({ limit: 2 })).toEqual([3, 2])
      expect(await numbers({ before: 2 })).toEqual([1])
      expect(await numbers({ before: 1 })).toEqual([])
      expect(await numbers({ organizationId: 'org-2' })).toEqual([1])
      expect(await numbers({ organizationId: 'org-3' })).toEqual([])
    })

    test('[S-10] records are found by kind, id and who did it', async () => {
      const { setup } = await opened()
      await setup.change([], [entry('a', 1), entry('a', 2, { kind: 'skill' }), entry('b', 3, { by: 'ben' })])
      const found = async (query: object) => (await setup.audit({ ...all, ...query })).map(({ data }) => data)
      expect(await found({ kind: 'skill' })).toEqual([2])
      expect(await found({ id: 'a' })).toEqual([2, 1])
      expect(await found({ by: 'ben' })).toEqual([3])
      expect(await found({ kind: 'button', id: 'a', by: 'ada' })).toEqual([1])
      expect(await found({ by: 'eve' })).toEqual([])
    })

    test('[S-11] of each organization the newest records are kept, and numbers go on', async () => {
      const { setup } = await opened({ auditRecordsMax: 3 })
      await setup.change([], [entry('z', 0, { organizationId: 'org-2' })])
      for (const number of [1, 2, 3, 4, 5]) await setup.change([], [entry('a', number)])
      expect((await setup.audit(all)).map(({ number, data }) => [number, data])).toEqual([
        [5, 5],
        [4, 4],
        [3, 3],
      ])
      expect(await setup.audit({ ...all, organizationId: 'org-2' })).toHaveLength(1)
    })

    if (!persists) return

    test('[S-7] it has everything back when it is opened again', async () => {
      const { setup, reopen } = await opened()
      if (!reopen) throw new Error('A store that persists can be opened again.')
      await setup.change([change('a', 0, { label: 'שלום' }), change('b', 0, [1])])
      await setup.change([change('a', 1, { label: 'مرحبا' }), change('b', 1, undefined)], [entry('a', 'changed')])
      const again = await reopen()
      expect(await again.all()).toEqual([stored('a', 2, { label: 'مرحبا' })])
      expect(await again.audit(all)).toEqual([{ ...entry('a', 'changed'), number: 1 }])
      expect(await again.change([change('a', 1, 0)])).toMatchObject({ ok: false })
      expect(await again.change([change('a', 2, 0)])).toEqual({ ok: true })
    })
  })
}
