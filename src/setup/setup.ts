/**
 * What an administrator defines, held in memory: it is small, and everything asks for it. Changes are durable before
 * they count.
 */
import { serverScope, streamKey } from '../event-log/event-log.js'
import { atOnce } from '../lib/slices.js'
import { auditEntries, type AuditedChange, type AuditNote, type Author } from './audit.js'
import type { AgentProfile } from './kinds/agent-profile.js'
import { withDefaults, type SetupKindName, type SetupKinds } from './setup-kinds.js'
import type {
  AuditEntry,
  AuditQuery,
  ChangeOutcome,
  ObjectChange,
  ObjectName,
  SetupStore,
  StoredObject,
} from './setup-store.js'

/** An object as everything reads it: its content, defaults filled in, with its id and its organization's. */
export type SetupObject<K extends SetupKindName> = SetupKinds[K] & {
  readonly id: string
  readonly organizationId: string
}

/** Told of the objects that were changed, when the change is durable and in force. It must not throw. */
export type SetupListener = (changed: readonly ObjectName[]) => void

/** An object as it is stored, and as it is handed out: made once, for agents are looked up with every request. */
interface Held {
  readonly stored: StoredObject
  readonly presented: SetupObject<SetupKindName>
}

/** A change that is ready to be carried out. */
export interface PreparedChange {
  readonly changes: readonly ObjectChange[]
  readonly entries: readonly AuditEntry[] | undefined
  /** What will be held of each of the changes; nothing of what will be gone. */
  readonly held: readonly (Held | undefined)[]
}

export class Setup {
  readonly #store: SetupStore
  /** By kind, then by organization and id. */
  readonly #objects = new Map<string, Map<string, Held>>()
  readonly #agentsByUsername = new Map<string, StoredObject>()
  readonly #listeners = new Set<SetupListener>()
  #revision = 0
  #refreshing: Promise<void> | undefined

  private constructor(store: SetupStore, objects: readonly StoredObject[]) {
    this.#store = store
    for (const object of objects) this.#keep(holding(object))
  }

  /** Reads everything. */
  static async open(store: SetupStore): Promise<Setup> {
    return new Setup(store, await store.all())
  }

  /** Grows with every change that is in force: what was made from setup before is to be made again. */
  get revision(): number {
    return this.#revision
  }

  get organizations(): SetupObject<'organization'>[] {
    return this.#all('organization')
  }

  get buttons(): SetupObject<'button'>[] {
    return this.#all('button')
  }

  get deployments(): SetupObject<'deployment'>[] {
    return this.#all('deployment')
  }

  /** An organization's agents. */
  agents(organizationId: string): SetupObject<'agent'>[] {
    return this.all(organizationId, 'agent')
  }

  organization(id: string): SetupObject<'organization'> | undefined {
    return this.get(id, 'organization', id)
  }

  deployment(organizationId: string, id: string): SetupObject<'deployment'> | undefined {
    return this.get(organizationId, 'deployment', id)
  }

  button(organizationId: string, id: string): SetupObject<'button'> | undefined {
    return this.get(organizationId, 'button', id)
  }

  agent(organizationId: string, id: string): SetupObject<'agent'> | undefined {
    return this.get(organizationId, 'agent', id)
  }

  /** The agent with this username, in any organization; usernames differ whatever their case. */
  agentByUsername(username: string): SetupObject<'agent'> | undefined {
    const object = this.#agentsByUsername.get(username.toLowerCase())
    return object && this.agent(object.organizationId, object.id)
  }

  /** How many chats an agent may have at once: what their configuration says, or else they themselves; 0 when inactive. */
  capacityOf(organizationId: string, agentId: string): number {
    const agent = this.agent(organizationId, agentId)
    if (agent === undefined || !agent.active) return 0
    const { configurationId } = agent
    const configuration = configurationId && this.get(organizationId, 'agent-configuration', configurationId)
    return (configuration ? configuration.capacity : null) ?? agent.capacity
  }

  /** Every object of a kind in an organization, in no particular order. */
  all<K extends SetupKindName>(organizationId: string, kind: K): SetupObject<K>[] {
    return this.#all(kind).filter((object) => object.organizationId === organizationId)
  }

  get<K extends SetupKindName>(organizationId: string, kind: K, id: string): SetupObject<K> | undefined {
    // The map is the kind's, so the object is of it.
    return this.#objects.get(kind)?.get(key(organizationId, id))?.presented as SetupObject<K> | undefined
  }

  /** An object as it is stored, with its version; also of a kind that has no type here, such as a credential. */
  raw(organizationId: string, kind: string, id: string): StoredObject | undefined {
    return this.#objects.get(kind)?.get(key(organizationId, id))?.stored
  }

  /** Every object of a kind in an organization as it is stored, in no particular order. */
  allRaw(organizationId: string, kind: string): StoredObject[] {
    const found: StoredObject[] = []
    for (const { stored } of this.#objects.get(kind)?.values() ?? []) {
      if (stored.organizationId === organizationId) found.push(stored)
    }
    return found
  }

  /**
   * Carries out all of the changes or none; settles once they are durable and in force. With an author it is audited in
   * the same transaction; only what nobody decided, such as the server's own secrets, has none. A conflict means that
   * another process changed something: setup is as that one left it then, and may be changed again.
   */
  change(changes: readonly ObjectChange[], author?: Author): Promise<ChangeOutcome> {
    return this.carryOut(atOnce(this.prepare(changes, author)))
  }

  /**
   * Makes ready, change by change, what carrying them out takes, for there may be thousands. What comes of it is good as
   * long as {@link revision} is the same.
   */
  *prepare(changes: readonly ObjectChange[], author?: Author): Generator<void, PreparedChange> {
    const dataOf = ({ organizationId, kind, id }: ObjectName): unknown => this.raw(organizationId, kind, id)?.data
    const entries = author && (yield* auditEntries(changes, dataOf, author))
    const held: (Held | undefined)[] = []
    for (const { expectedVersion, data, ...name } of changes) {
      held.push(data === undefined ? undefined : holding({ ...name, version: expectedVersion + 1, data }))
      yield
    }
    return { changes, entries, held }
  }

  /** See {@link change}; after it is durable it takes no longer than it must until all of it is in force. */
  async carryOut({ changes, entries, held }: PreparedChange): Promise<ChangeOutcome> {
    // Whatever was looked at to find the change right is of this revision.
    const expectedVersion = this.#storedRevision
    const raised: ObjectChange = { ...revisionName, expectedVersion, data: {} }
    const outcome = await this.#store.change([...changes, raised], entries)
    if (!outcome.ok) {
      await this.refresh()
      return outcome
    }
    // Whoever read setup anew meanwhile found this change there, and perhaps others after it.
    if (this.#storedRevision > expectedVersion) return outcome
    this.#take(revisionName, holding({ ...revisionName, version: expectedVersion + 1, data: {} }))
    for (const [place, change] of changes.entries()) this.#take(change, held[place])
    this.#changed(changes)
    return outcome
  }

  /**
   * Records something that was done to an object and is kept nowhere else, as a change of `member`. Settles once it is
   * durable.
   */
  async note({ organizationId, kind, id }: ObjectName, member: string, author: Author): Promise<void> {
    const { name = '' } = (this.raw(organizationId, kind, id)?.data ?? {}) as { readonly name?: string }
    const note: AuditNote = { at: author.at, byName: author.name, action: 'changed', name, changes: [{ member }] }
    await this.#store.change([], [{ organizationId, kind, id, by: author.by, data: note }])
  }

  /** Takes over all that other processes changed before this call, if there is something; it costs little when there is not. */
  async refresh(): Promise<void> {
    // One that is under way may have looked before that.
    await this.#refreshing?.catch(() => undefined)
    this.#refreshing ??= this.#readAnew().finally(() => (this.#refreshing = undefined))
    return this.#refreshing
  }

  async #readAnew(): Promise<void> {
    const stored = await this.#store.find(revisionName)
    if ((stored?.version ?? 0) <= this.#storedRevision) return
    const objects = await this.#store.all()
    const revision = objects.find((object) => streamKey(object) === streamKey(revisionName))?.version ?? 0
    // Meanwhile a change of our own may have made what was read old.
    if (revision <= this.#storedRevision) return
    const before = new Map<string, StoredObject>()
    for (const held of this.#objects.values()) {
      for (const object of held.values()) before.set(streamKey(object.stored), object.stored)
    }
    const after = new Map(objects.map((object) => [streamKey(object), object]))
    const isSame = (a: StoredObject | undefined, b: StoredObject | undefined): boolean =>
      a?.version === b?.version && JSON.stringify(a?.data) === JSON.stringify(b?.data)
    const changed = [...new Map([...before, ...after])].flatMap(([name, object]) =>
      isSame(before.get(name), after.get(name)) ? [] : [object],
    )
    for (const object of changed) {
      const known = before.get(streamKey(object))
      if (known) this.#drop(known)
    }
    for (const object of changed) {
      const now = after.get(streamKey(object))
      if (now) this.#keep(holding(now))
    }
    this.#changed(changed.filter((object) => streamKey(object) !== streamKey(revisionName)))
  }

  get #storedRevision(): number {
    return this.raw(revisionName.organizationId, revisionName.kind, revisionName.id)?.version ?? 0
  }

  #changed(names: readonly ObjectName[]): void {
    this.#revision += 1
    for (const listener of this.#listeners) listener(names)
  }

  /** What was changed and by whom, the newest first. */
  async audit(query: AuditQuery): Promise<AuditedChange[]> {
    const records = await this.#store.audit(query)
    return records.map(({ data, ...about }) => ({ ...about, note: data as AuditNote }))
  }

  /** Calls `listener` after every change from now on. Returns how to end that. */
  onChange(listener: SetupListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #take({ organizationId, kind, id }: ObjectName, held: Held | undefined): void {
    const before = this.raw(organizationId, kind, id)
    if (before) this.#drop(before)
    if (held) this.#keep(held)
  }

  #keep(held: Held): void {
    const { organizationId, kind, id } = held.stored
    let objects = this.#objects.get(kind)
    if (objects === undefined) this.#objects.set(kind, (objects = new Map<string, Held>()))
    objects.set(key(organizationId, id), held)
    if (kind === 'agent') this.#agentsByUsername.set(usernameOf(held.stored), held.stored)
  }

  #drop(object: StoredObject): void {
    this.#objects.get(object.kind)?.delete(key(object.organizationId, object.id))
    if (object.kind !== 'agent') return
    // A change of several agents may have given the name to another one already.
    const { organizationId, id } = object
    const named = this.#agentsByUsername.get(usernameOf(object))
    if (named?.organizationId === organizationId && named.id === id) this.#agentsByUsername.delete(usernameOf(object))
  }

  #all<K extends SetupKindName>(kind: K): SetupObject<K>[] {
    return [...(this.#objects.get(kind)?.values() ?? [])].map(({ presented }) => presented as unknown as SetupObject<K>)
  }
}

/** Raised with every change, so that none is carried out that was decided upon what another process has changed. */
const revisionName: ObjectName = { organizationId: serverScope, kind: 'revision', id: 'setup' }

const key = (organizationId: string, id: string): string => `${organizationId}/${id}`

const usernameOf = (object: StoredObject): string => (object.data as AgentProfile).username.toLowerCase()

const holding = (stored: StoredObject): Held => ({ stored, presented: present<SetupKindName>(stored) })

const present = <K extends SetupKindName>({ kind, id, organizationId, data }: StoredObject): SetupObject<K> => ({
  ...(withDefaults(kind, data) as SetupKinds[K]),
  id,
  organizationId,
})
