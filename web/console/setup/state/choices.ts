/** The objects that a field offers to choose from: as many as are shown, whatever was chosen before. */
import type { Answer } from '../../api/answer.js'
import type { ListQuery, SetupApi, Stored } from '../api/setup-api.js'
import { pageSizeMax } from './object-list.js'
import type { Plural } from './plural.js'

export interface Choices {
  readonly objects: readonly Stored[]
  /** Whether there are others. */
  readonly hasMore: boolean
}

export interface ChoicesQuery extends Pick<ListQuery, 'name' | 'only' | 'without'> {
  /** Those that cannot be chosen. */
  readonly except: readonly string[]
  readonly count: number
}

/**
 * The first `count` by name that can be chosen; undefined once nobody asks any more. One call, unless very many of the
 * first were chosen before.
 */
export async function choicesOf(
  api: Pick<SetupApi, 'list'>,
  plural: Plural,
  { except, count, ...query }: ChoicesQuery,
  isAsked: () => boolean,
): Promise<Answer<Choices> | undefined> {
  const taken = new Set(except)
  const objects: Stored[] = []
  let after: string | undefined
  do {
    const limit = Math.min(count - objects.length + taken.size, pageSizeMax)
    const answer = await api.list(plural, { ...query, after, limit })
    if (!isAsked()) return undefined
    if (!answer.ok) return answer
    objects.push(...answer.value.objects.filter(({ id }) => !taken.has(id)))
    after = answer.value.next
  } while (after !== undefined && objects.length < count)
  return {
    ok: true,
    value: { objects: objects.slice(0, count), hasMore: after !== undefined || objects.length > count },
  }
}

/** What tells agents of the same name apart; undefined for what is no agent. */
export const usernameOf = ({ username }: Stored): string | undefined =>
  typeof username === 'string' ? username : undefined

/** Whether the server would find an object by a part of its name, as it does agents by their username. */
export const isFoundBy = (object: Stored, part: string): boolean =>
  `${object.name}\n${usernameOf(object) ?? ''}`.toLowerCase().includes(part.trim().toLowerCase())
