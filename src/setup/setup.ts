/**
 * What an administrator defines, held in memory: it is small, and everything asks for it. Changes are durable before
 * they count.
 */
import type { AgentProfile } from './kinds/agent-profile.js'
import { withDefaults, type SetupKindName, type SetupKinds } from './setup-kinds.js'
import type { ChangeOutcome, ObjectChange, SetupStore, StoredObject } from './setup-store.js'

/** An object as everything reads it: its content, defaults filled in, with its id and its organization's. */
export type SetupObject<K extends SetupKindName> = SetupKinds[K] & {
  readonly id: string
  readonly organizationId: string
}

export class Setup {
  readonly #store: SetupStore
  readonly #objects = new Map<string, StoredObject>()
  /** The same objects as they are handed out, made once: agents are looked up with every request of theirs. */
  readonly #presented = new Map<string, SetupObject<SetupKindName>>()
  readonly #agentsByUsername = new Map<string, StoredObject>()

  private constructor(store: SetupStore, objects: readonly StoredObject[]) {
    this.#store = store
    for (const object of objects) this.#keep(object)
  }

  /** Reads everything. */
  static async open(store: SetupStore): Promise<Setup> {
    return new Setup(store, await store.all())
  }

  get organizations(): SetupObject<'organization'>[] {
    return this.#all('organization')
  }

  get buttons(): SetupObject<'button'>[] {
    return this.#all('button')
  }

  /** An organization's agents. */
  agents(organizationId: string): SetupObject<'agent'>[] {
    return this.#all('agent').filter((agent) => agent.organizationId === organizationId)
  }

  organization(id: string): SetupObject<'organization'> | undefined {
    return this.#get(id, 'organization', id)
  }

  deployment(organizationId: string, id: string): SetupObject<'deployment'> | undefined {
    return this.#get(organizationId, 'deployment', id)
  }

  button(organizationId: string, id: string): SetupObject<'button'> | undefined {
    return this.#get(organizationId, 'button', id)
  }

  agent(organizationId: string, id: string): SetupObject<'agent'> | undefined {
    return this.#get(organizationId, 'agent', id)
  }

  /** The agent with this username, in any organization; usernames differ whatever their case. */
  agentByUsername(username: string): SetupObject<'agent'> | undefined {
    const object = this.#agentsByUsername.get(username.toLowerCase())
    return object && this.agent(object.organizationId, object.id)
  }

  /** Every object of a kind in an organization, in no particular order. */
  all<K extends SetupKindName>(organizationId: string, kind: K): SetupObject<K>[] {
    return this.#all(kind).filter((object) => object.organizationId === organizationId)
  }

  /** An object of a kind that has no type here, such as a credential. */
  raw(organizationId: string, kind: string, id: string): StoredObject | undefined {
    return this.#objects.get(key(organizationId, kind, id))
  }

  /** Carries out all of the changes or none; settles once they are durable and in force. */
  async change(changes: readonly ObjectChange[]): Promise<ChangeOutcome> {
    const outcome = await this.#store.change(changes)
    if (outcome.ok) for (const change of changes) this.#take(change)
    return outcome
  }

  #take({ organizationId, kind, id, expectedVersion, data }: ObjectChange): void {
    const before = this.raw(organizationId, kind, id)
    if (before) this.#drop(before)
    if (data !== undefined) this.#keep({ organizationId, kind, id, version: expectedVersion + 1, data })
  }

  #keep(object: StoredObject): void {
    const name = key(object.organizationId, object.kind, object.id)
    this.#objects.set(name, object)
    this.#presented.set(name, present<SetupKindName>(object))
    if (object.kind === 'agent') this.#agentsByUsername.set(usernameOf(object), object)
  }

  #drop(object: StoredObject): void {
    const name = key(object.organizationId, object.kind, object.id)
    this.#objects.delete(name)
    this.#presented.delete(name)
    if (object.kind === 'agent') this.#agentsByUsername.delete(usernameOf(object))
  }

  #get<K extends SetupKindName>(organizationId: string, kind: K, id: string): SetupObject<K> | undefined {
    // The key holds the kind, so the object is of it.
    return this.#presented.get(key(organizationId, kind, id)) as unknown as SetupObject<K> | undefined
  }

  #all<K extends SetupKindName>(kind: K): SetupObject<K>[] {
    const found: SetupObject<K>[] = []
    for (const [name, object] of this.#objects) {
      if (object.kind === kind) found.push(this.#presented.get(name) as unknown as SetupObject<K>)
    }
    return found
  }
}

const key = (organizationId: string, kind: string, id: string): string => `${organizationId}/${kind}/${id}`

const usernameOf = (object: StoredObject): string => (object.data as AgentProfile).username.toLowerCase()

const present = <K extends SetupKindName>({ kind, id, organizationId, data }: StoredObject): SetupObject<K> => ({
  ...(withDefaults(kind, data) as SetupKinds[K]),
  id,
  organizationId,
})
