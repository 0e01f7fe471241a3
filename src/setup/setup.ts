/**
 * What an administrator defines, held in memory: it is small, and everything asks for it. Changes are durable before
 * they count.
 */
import type { ChangeOutcome, ObjectChange, SetupStore, StoredObject } from './setup-store.js'

export interface Organization {
  readonly name: string
  /** Made by a first start for trying things out, with passwords everybody knows. */
  readonly demo: boolean
}

export interface Deployment {
  readonly name: string
}

/** The entry point a visitor comes in through. Requests are pushed to the most available agent; the queue is unlimited. */
export interface Button {
  readonly name: string
}

export type Role = 'agent' | 'supervisor' | 'administrator'

export interface AgentProfile {
  readonly username: string
  /** As visitors see it. */
  readonly name: string
  readonly role: Role
  /** How many chats at once. */
  readonly capacity: number
}

/** Kinds of objects and what they hold. */
export interface SetupKinds {
  organization: Organization
  deployment: Deployment
  button: Button
  agent: AgentProfile
}

export type SetupObject<K extends keyof SetupKinds> = SetupKinds[K] & {
  readonly id: string
  readonly organizationId: string
}

export class Setup {
  readonly #store: SetupStore
  readonly #objects = new Map<string, StoredObject>()
  /** The same objects as they are handed out, made once: agents are looked up with every request of theirs. */
  readonly #presented = new Map<string, SetupObject<keyof SetupKinds>>()
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
    return object && present<'agent'>(object)
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
    this.#presented.set(name, present(object))
    if (object.kind === 'agent') this.#agentsByUsername.set(usernameOf(object), object)
  }

  #drop(object: StoredObject): void {
    const name = key(object.organizationId, object.kind, object.id)
    this.#objects.delete(name)
    this.#presented.delete(name)
    if (object.kind === 'agent') this.#agentsByUsername.delete(usernameOf(object))
  }

  #get<K extends keyof SetupKinds>(organizationId: string, kind: K, id: string): SetupObject<K> | undefined {
    return this.#presented.get(key(organizationId, kind, id)) as SetupObject<K> | undefined
  }

  #all<K extends keyof SetupKinds>(kind: K): SetupObject<K>[] {
    return [...this.#objects.values()].filter((object) => object.kind === kind).map((object) => present<K>(object))
  }
}

const key = (organizationId: string, kind: string, id: string): string => `${organizationId}/${kind}/${id}`

const usernameOf = (object: StoredObject): string => (object.data as AgentProfile).username.toLowerCase()

const present = <K extends keyof SetupKinds>({ id, organizationId, data }: StoredObject): SetupObject<K> => ({
  ...(data as SetupKinds[K]),
  id,
  organizationId,
})
