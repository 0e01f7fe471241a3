import { describe, expect, test, vi } from 'vitest'
import { serverScope } from '../event-log/event-log.js'
import type { AuditNote } from './audit.js'
import { credentialKind } from './new-organization.js'
import { tokenKind } from './program-tokens.js'
import { Setup } from './setup.js'
import type { AuditEntry, AuditRecord, ChangeOutcome, ObjectChange, SetupStore, StoredObject } from './setup-store.js'

/** A store that takes every change and keeps what is recorded. */
class OpenHandedStore implements SetupStore {
  readonly entries: AuditEntry[] = []
  readonly #objects: readonly StoredObject[]

  constructor(objects: readonly StoredObject[] = []) {
    this.#objects = objects
  }

  all = (): Promise<readonly StoredObject[]> => Promise.resolve(this.#objects)
  find = (): Promise<StoredObject | undefined> => Promise.resolve(undefined)
  audit = () => Promise.resolve<readonly AuditRecord[]>([])
  change = (_changes: readonly ObjectChange[], entries: readonly AuditEntry[] = []): Promise<ChangeOutcome> => {
    this.entries.push(...entries)
    return Promise.resolve({ ok: true })
  }
}

const put = (kind: string, id: string, data: unknown, expectedVersion = 0): ObjectChange => ({
  ...{ organizationId: 'org', kind, id, expectedVersion, data },
})
const ada = { by: '005P00000000001', name: 'Ada', at: 17 }
const profile = { username: 'Ben@example.com', name: 'Ben', role: 'agent', capacity: 4 }

describe('setup in memory', () => {
  test('has a revision that grows, and listeners, once a change is in force', async () => {
    const setup = await Setup.open(new OpenHandedStore())
    const heard: [number, string[], string | undefined][] = []
    const end = setup.onChange((changed) => {
      heard.push([setup.revision, changed.map(({ id }) => id), setup.button('org', 'b')?.name])
    })
    await setup.change([put('button', 'b', { name: 'Ask' }), put('skill', 's', { name: 'Orders' })])
    await setup.change([put('button', 'b', { name: 'Ask us' }, 1)])
    end()
    await setup.change([put('button', 'b', undefined, 2)])
    expect(heard).toEqual([
      [1, ['b', 's'], 'Ask'],
      [2, ['b'], 'Ask us'],
    ])
    expect(setup.revision).toBe(3)
    expect(setup.all('org', 'button')).toEqual([])
    expect(setup.all('org', 'skill').map(({ name }) => name)).toEqual(['Orders'])
    expect(setup.all('other', 'skill')).toEqual([])
  })

  test('knows everybody by their username after two agents took each other’s in one change', async () => {
    const setup = await Setup.open(new OpenHandedStore())
    await setup.change([
      put('agent', 'a', { ...profile, username: 'one' }),
      put('agent', 'b', { ...profile, username: 'two' }),
    ])
    await setup.change([
      put('agent', 'a', { ...profile, username: 'two' }, 1),
      put('agent', 'b', { ...profile, username: 'One' }, 1),
    ])
    expect([setup.agentByUsername('one')?.id, setup.agentByUsername('two')?.id]).toEqual(['b', 'a'])
    await setup.change([put('agent', 'a', undefined, 2)])
    expect(setup.agentByUsername('two')).toBeUndefined()
    expect(setup.agentByUsername('one')?.id).toBe('b')
  })

  test('knows an agent’s capacity: the configuration’s, or else their own, and none when inactive', async () => {
    const setup = await Setup.open(new OpenHandedStore())
    const capacity = async (agent: object) => {
      await setup.change([put('agent', 'a', { ...profile, ...agent }, setup.raw('org', 'agent', 'a')?.version ?? 0)])
      return setup.capacityOf('org', 'a')
    }
    await setup.change([
      put('agent-configuration', 'free', { name: 'Free' }),
      put('agent-configuration', 'seven', { name: 'Seven', capacity: 7 }),
    ])
    expect(await capacity({})).toBe(4)
    expect(await capacity({ configurationId: 'free' })).toBe(4)
    expect(await capacity({ configurationId: 'seven' })).toBe(7)
    expect(await capacity({ configurationId: 'seven', active: false })).toBe(0)
    expect(setup.capacityOf('org', 'nobody')).toBe(0)
    expect(setup.capacityOf('other', 'a')).toBe(0)
  })
})

describe('what others change', () => {
  /** A store of which a test answers each look at the revision. */
  class SharedStore extends OpenHandedStore {
    readonly revision = { organizationId: serverScope, kind: 'revision', id: 'setup' }
    readonly looks: ((version: number) => void)[] = []
    objects: StoredObject[] = []

    override all = () => Promise.resolve([...this.objects])
    override find = () =>
      new Promise<StoredObject>((resolve) =>
        this.looks.push((version) => resolve({ ...this.revision, version, data: {} })),
      )

    /** What others left of it. */
    leave(version: number, name: string): void {
      const button = { organizationId: 'org', kind: 'button', id: 'b', version, data: { name } }
      this.objects = [{ ...this.revision, version, data: {} }, button]
    }
  }

  const opened = async () => {
    const store = new SharedStore()
    store.leave(1, 'Ask')
    return { store, setup: await Setup.open(store) }
  }

  test('is taken over though a look is under way that may have come too early', async () => {
    const { store, setup } = await opened()
    const early = setup.refresh()
    await vi.waitFor(() => expect(store.looks).toHaveLength(1))
    store.leave(2, 'Ask us')
    const late = Promise.all([setup.refresh(), setup.refresh()])
    store.looks[0]!(1)
    await early
    expect(setup.button('org', 'b')?.name).toBe('Ask')
    await vi.waitFor(() => expect(store.looks).toHaveLength(2))
    store.looks[1]!(2)
    await late
    expect([setup.button('org', 'b')?.name, store.looks.length]).toEqual(['Ask us', 2])
  })

  test('is not taken back by an own change that was read anew before its answer came', async () => {
    const { store, setup } = await opened()
    let answer: () => void = () => undefined
    store.change = () => new Promise((resolve) => (answer = () => resolve({ ok: true })))
    const heard: (string | undefined)[] = []
    setup.onChange(() => heard.push(setup.button('org', 'b')?.name))
    const own = setup.change([put('button', 'b', { name: 'Ours' }, 1)])
    store.leave(3, 'Theirs, after ours')
    const refreshed = setup.refresh()
    await vi.waitFor(() => expect(store.looks).toHaveLength(1))
    store.looks[0]!(3)
    await refreshed
    answer()
    expect(await own).toEqual({ ok: true })
    expect([setup.button('org', 'b')?.name, heard]).toEqual(['Theirs, after ours', ['Theirs, after ours']])
  })
})

describe('what is recorded of a change', () => {
  const recorded = async (before: readonly StoredObject[], changes: readonly ObjectChange[]) => {
    const store = new OpenHandedStore(before)
    const setup = await Setup.open(store)
    await setup.change(changes, ada)
    return store.entries.map(({ kind, id, by, data }) => ({ kind, id, by, note: data as AuditNote }))
  }
  const stored = (kind: string, id: string, data: unknown): StoredObject => ({
    ...{ organizationId: 'org', kind, id, version: 1, data },
  })

  test('is who, when, and each member before and after, defaults filled in', async () => {
    const [entry, ...others] = await recorded(
      [stored('deployment', 'd', { name: 'Shop', windowTitle: 'Help' })],
      [put('deployment', 'd', { name: 'Shop', transcriptSave: true, allowedOrigins: [] }, 1)],
    )
    expect(others).toEqual([])
    expect(entry).toMatchObject({ kind: 'deployment', id: 'd', by: ada.by })
    expect(entry?.note).toEqual({
      ...{ at: 17, byName: 'Ada', action: 'changed', name: 'Shop' },
      changes: [
        { member: 'transcriptSave', before: false, after: true },
        { member: 'windowTitle', before: 'Help', after: '' },
      ],
    })
  })

  test('of a new object is what it holds, and of a removed one what it held', async () => {
    const [made] = await recorded([], [put('skill', 's', { name: 'Orders' })])
    expect(made?.note).toMatchObject({ action: 'created', name: 'Orders' })
    expect(made?.note.changes).toContainEqual({ member: 'name', after: 'Orders' })
    const [gone] = await recorded([stored('skill', 's', { name: 'Orders' })], [put('skill', 's', undefined, 1)])
    expect(gone?.note).toMatchObject({ action: 'removed', name: 'Orders' })
    expect(gone?.note.changes).toContainEqual({ member: 'name', before: 'Orders' })
  })

  test('is nothing when nothing changed, whatever the order of members', async () => {
    const idle = { warningS: 10, timeoutS: 20 }
    const before = stored('button', 'b', { name: 'Ask', idleTimeout: idle })
    const same = { idleTimeout: { timeoutS: 20, warningS: 10 }, queueEnabled: true, name: 'Ask' }
    expect(await recorded([before], [put('button', 'b', same, 1)])).toEqual([])
  })

  test('never holds a secret', async () => {
    const token = { name: 'Bot', agentId: 'a', hash: 'secret-hash', createdAt: 3 }
    const entries = await recorded(
      [stored('agent', 'a', profile)],
      [
        put(credentialKind, 'a', { passwordHash: 'secret-hash' }),
        put('agent', 'n', { ...profile, username: 'n' }),
        put(credentialKind, 'n', { passwordHash: 'secret-hash' }),
        put(tokenKind, 't', token),
      ],
    )
    expect(JSON.stringify(entries)).not.toContain('secret')
    expect(entries.map(({ kind, id, note }) => [kind, id, note.action, note.name])).toEqual([
      ['agent', 'n', 'created', 'Ben'],
      [tokenKind, 't', 'created', 'Bot'],
      ['agent', 'a', 'changed', 'Ben'],
    ])
    expect(entries[0]?.note.changes).toContainEqual({ member: 'password' })
    expect(entries[2]?.note.changes).toEqual([{ member: 'password' }])
  })
})
