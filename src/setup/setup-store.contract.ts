/**
 * What every setup store promises, as tests. A store's test file calls {@link setupStoreContract} with a way to open it.
 */
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ObjectChange, SetupStore, StoredObject } from './setup-store.js'

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
const inOrder = (objects: readonly StoredObject[]) =>
  [...objects].sort((a, b) =>
    `${a.organizationId}/${a.kind}/${a.id}`.localeCompare(`${b.organizationId}/${b.kind}/${b.id}`),
  )

/** Registers the contract's tests under `name`; `open` is called once per test. */
export function setupStoreContract(
  name: string,
  open: () => Promise<OpenedSetup>,
  { persists }: { persists: boolean },
): void {
  const opened = async () => {
    const harness = await open()
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

    if (!persists) return

    test('[S-7] it has everything back when it is opened again', async () => {
      const { setup, reopen } = await opened()
      if (!reopen) throw new Error('A store that persists can be opened again.')
      await setup.change([change('a', 0, { label: 'שלום' }), change('b', 0, [1])])
      await setup.change([change('a', 1, { label: 'مرحبا' }), change('b', 1, undefined)])
      const again = await reopen()
      expect(await again.all()).toEqual([stored('a', 2, { label: 'مرحبا' })])
      expect(await again.change([change('a', 1, 0)])).toMatchObject({ ok: false })
      expect(await again.change([change('a', 2, 0)])).toEqual({ ok: true })
    })
  })
}
