/** The calls of setup. Every function settles with what the server said. */
import type { EndedLogIns } from '../../../../src/agent-api/own-log-ins.js'
import type {
  AgentLogIns,
  Difference,
  ImportProgress,
  MemberChange,
  Preview,
  Users,
} from '../../../../src/setup-api/messages.js'
import type { Answer } from '../../api/answer.js'
import { readAsWritten } from '../../api/read-json.js'
import type { Server } from '../../api/server.js'
import type { Content } from '../state/field.js'
import type { Plural } from '../state/plural.js'

/** An object as the server gives it. */
export interface Stored extends Content {
  readonly id: string
  readonly name: string
  readonly version: number
}

export interface Page {
  readonly objects: readonly Stored[]
  /** How many there are on all pages. */
  readonly total: number
  readonly next?: string
}

/** A member that has a value, or lists an object. */
export interface ListCondition {
  readonly member: string
  readonly value: string
}

export interface ListQuery {
  readonly name?: string | undefined
  readonly ids?: readonly string[]
  readonly only?: ListCondition | undefined
  readonly without?: ListCondition | undefined
  /** A member; a hyphen before it turns the order around. */
  readonly sort?: string
  readonly after?: string | undefined
  readonly limit?: number
}

/** A token that a program has. */
export interface ProgramToken {
  readonly id: string
  readonly name: string
  readonly createdAt: string
}

/** A record of who changed what. */
export interface AuditedChange {
  readonly number: number
  readonly at: string
  readonly by: { readonly id: string; readonly name: string }
  readonly action: 'created' | 'changed' | 'removed'
  readonly kind: string
  readonly id: string
  readonly name: string
  readonly changes: readonly MemberChange[]
}

export interface AuditQuery {
  readonly kind?: string
  readonly id?: string
  readonly by?: string
  /** Only changes from this time on, and from before that one; ISO 8601. */
  readonly since?: string
  readonly until?: string
  /** Only changes with a smaller number. */
  readonly before?: number | undefined
  readonly limit: number
}

/** A record of who read a past chat that was not theirs, or took past chats away as a file. */
export interface Reading {
  readonly number: number
  readonly at: string
  readonly by: { readonly id: string; readonly name: string }
  /** The chat that was read, and when it ended; absent for an export. */
  readonly chatId?: string
  readonly endedAt?: string
  /** What an export was asked for. */
  readonly search?: {
    readonly format: string
    readonly hasWords: boolean
    readonly hasVisitor: boolean
    readonly agentId?: string
    readonly buttonId?: string
    readonly reason?: string
    readonly since?: string
    readonly until?: string
  }
}

export type ReadingQuery = Omit<AuditQuery, 'kind' | 'id'> & { readonly chatId?: string }

/** What an import came to, or would. */
export interface TakenIn {
  readonly differences: readonly Difference[]
}

export interface RuleTrial {
  readonly pattern: string
  readonly action: string
  readonly replacement: string
  readonly text: string
}

export interface SetupApi {
  counts(): Promise<Answer<{ counts: Readonly<Record<string, number>> }>>
  list(plural: Plural, query?: ListQuery): Promise<Answer<Page>>
  /** As it was written, to be written again, as what comes of `create` and `replace` is. */
  read(plural: Plural, id: string): Promise<Answer<Stored>>
  /**
   * A new agent's answer may hold the password that was made up. The same `key` with the same content makes one object,
   * however often it is sent.
   */
  create(plural: Plural, content: Content, key: string): Promise<Answer<Stored & { password?: string }>>
  /** Refused with `changed-meanwhile` when the version is not the object's any more. */
  replace(plural: Plural, id: string, version: number, content: Content): Promise<Answer<Stored>>
  remove(plural: Plural, id: string, version: number): Promise<Answer<object>>
  /** What it would do to save this content, or with null to remove the object; without an id the object is new. */
  preview(plural: Plural, id: string | undefined, content: Content | null): Promise<Answer<Preview>>
  users(plural: Plural, id: string): Promise<Answer<Users>>
  audit(query: AuditQuery): Promise<Answer<readonly AuditedChange[]>>
  readings(query: ReadingQuery): Promise<Answer<readonly Reading[]>>
  /** Makes up a new password for an agent. */
  newPassword(agentId: string): Promise<Answer<{ password?: string }>>
  /** How many log-ins an agent has, and whether they have to wait. */
  logIns(agentId: string): Promise<Answer<AgentLogIns>>
  endLogIns(agentId: string): Promise<Answer<EndedLogIns>>
  /** Lets them try passwords again. */
  unlock(agentId: string): Promise<Answer<object>>
  tokens(agentId: string): Promise<Answer<{ tokens: readonly ProgramToken[] }>>
  /** The same `key` with the same name makes one token. */
  newToken(agentId: string, name: string, key: string): Promise<Answer<ProgramToken & { token: string }>>
  revokeToken(agentId: string, tokenId: string): Promise<Answer<object>>
  /** What a rule against sensitive data makes of a text. */
  tryRule(trial: RuleTrial): Promise<Answer<{ text: string; matched: boolean }>>
  /** Takes a setup document in, or only says what would change; tells how far it is. */
  takeIn(text: string, dryRun: boolean, onProgress: (progress: ImportProgress) => void): Promise<Answer<TakenIn>>
}

const queryOf = ({ name = '', ids, only, without, sort, after, limit }: ListQuery): string => {
  const query = new URLSearchParams()
  if (name !== '') query.set('name', name)
  if (ids) query.set('ids', ids.join(','))
  if (only) query.set('only', `${only.member}:${only.value}`)
  if (without) query.set('without', `${without.member}:${without.value}`)
  if (sort !== undefined) query.set('sort', sort)
  if (after !== undefined) query.set('after', after)
  if (limit !== undefined) query.set('limit', `${limit}`)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

const addressed = (query: object): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]])),
  ).toString()

/** The calls, on a server. */
export function createSetupApi({ ask, askLong }: Pick<Server, 'ask' | 'askLong'>): SetupApi {
  const one = (plural: Plural, id: string): string => `/setup/${plural}/${encodeURIComponent(id)}`
  const keyed = (key: string): Record<string, string> => ({ 'idempotency-key': key })
  const ifMatch = (version: number): Record<string, string> => ({ 'if-match': `"${version}"` })
  return {
    counts: () => ask('GET', '/setup/counts'),
    list: (plural, query = {}) => ask('GET', `/setup/${plural}${queryOf(query)}`),
    read: (plural, id) => ask('GET', one(plural, id), undefined, {}, readAsWritten),
    create: (plural, content, key) => ask('POST', `/setup/${plural}`, content, keyed(key), readAsWritten),
    replace: (plural, id, version, content) => ask('PUT', one(plural, id), content, ifMatch(version), readAsWritten),
    remove: (plural, id, version) => ask('DELETE', one(plural, id), undefined, ifMatch(version)),
    preview: (kind, id, content) => ask('POST', '/setup/preview', { kind, ...(id !== undefined && { id }), content }),
    users: (plural, id) => ask('GET', `${one(plural, id)}/users`),
    async audit(query) {
      const answer = await ask<{ changes: readonly AuditedChange[] }>('GET', `/setup/audit?${addressed(query)}`)
      return answer.ok ? { ok: true, value: answer.value.changes } : answer
    },
    async readings(query) {
      const answer = await ask<{ readings: readonly Reading[] }>('GET', `/setup/readings?${addressed(query)}`)
      return answer.ok ? { ok: true, value: answer.value.readings } : answer
    },
    newPassword: (agentId) => ask('POST', `${one('agents', agentId)}/password`, {}),
    logIns: (agentId) => ask('GET', `${one('agents', agentId)}/log-ins`),
    endLogIns: (agentId) => ask('POST', `${one('agents', agentId)}/log-ins/end`, {}),
    unlock: (agentId) => ask('POST', `${one('agents', agentId)}/unlock`, {}),
    tokens: (agentId) => ask('GET', `${one('agents', agentId)}/tokens`),
    newToken: (agentId, name, key) => ask('POST', `${one('agents', agentId)}/tokens`, { name }, keyed(key)),
    revokeToken: (agentId, id) => ask('DELETE', `${one('agents', agentId)}/tokens/${encodeURIComponent(id)}`),
    tryRule: (trial) => ask('POST', '/setup/sensitive-data-rules/try', trial),
    takeIn: (text, dryRun, onProgress) =>
      askLong(`/setup/import?dryRun=${dryRun}`, text, (progress) => onProgress(progress as ImportProgress)),
  }
}
