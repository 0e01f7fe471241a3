/** The calls of setup. Every function settles with what the server said. */
import type { Answer } from '../../api/answer.js'
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

export interface ListQuery {
  readonly name?: string
  readonly ids?: readonly string[]
  readonly only?: { readonly member: string; readonly value: string } | undefined
  /** A member; a hyphen before it turns the order around. */
  readonly sort?: string
  readonly after?: string | undefined
  readonly limit?: number
}

export interface SetupApi {
  counts(): Promise<Answer<{ counts: Readonly<Record<string, number>> }>>
  list(plural: Plural, query?: ListQuery): Promise<Answer<Page>>
  read(plural: Plural, id: string): Promise<Answer<Stored>>
  /** A new agent's answer may hold the password that was made up. */
  create(plural: Plural, content: Content): Promise<Answer<Stored & { password?: string }>>
  /** Refused with `changed-meanwhile` when the version is not the object's any more. */
  replace(plural: Plural, id: string, version: number, content: Content): Promise<Answer<Stored>>
  remove(plural: Plural, id: string, version: number): Promise<Answer<object>>
}

const queryOf = ({ name = '', ids, only, sort, after, limit }: ListQuery): string => {
  const query = new URLSearchParams()
  if (name !== '') query.set('name', name)
  if (ids) query.set('ids', ids.join(','))
  if (only) query.set('only', `${only.member}:${only.value}`)
  if (sort !== undefined) query.set('sort', sort)
  if (after !== undefined) query.set('after', after)
  if (limit !== undefined) query.set('limit', `${limit}`)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** The calls, on a server. */
export function createSetupApi({ ask }: Pick<Server, 'ask'>): SetupApi {
  const one = (plural: Plural, id: string): string => `/setup/${plural}/${encodeURIComponent(id)}`
  const ifMatch = (version: number): Record<string, string> => ({ 'if-match': `"${version}"` })
  return {
    counts: () => ask('GET', '/setup/counts'),
    list: (plural, query = {}) => ask('GET', `/setup/${plural}${queryOf(query)}`),
    read: (plural, id) => ask('GET', one(plural, id)),
    create: (plural, content) => ask('POST', `/setup/${plural}`, content),
    replace: (plural, id, version, content) => ask('PUT', one(plural, id), content, ifMatch(version)),
    remove: (plural, id, version) => ask('DELETE', one(plural, id), undefined, ifMatch(version)),
  }
}
