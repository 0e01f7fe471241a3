/** The list of a section: what is searched for, in which order, and as many as were asked for. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { SetupApi, Stored } from '../api/setup-api.js'
import type { Section } from './sections.js'

/** How many objects are fetched at once. */
export const listPageSize = 50

export interface Sorting {
  readonly member: string
  readonly descending: boolean
}

export interface ObjectList {
  readonly query: ReadonlySignal<string>
  readonly sorting: ReadonlySignal<Sorting>
  /** Undefined until the first answer. */
  readonly objects: ReadonlySignal<readonly Stored[] | undefined>
  readonly total: ReadonlySignal<number>
  readonly hasMore: ReadonlySignal<boolean>
  readonly state: ReadonlySignal<'loading' | 'there' | 'failed'>
  /** Fetches it anew, from the top. */
  load(): Promise<void>
  search(query: string): Promise<void>
  /** Sorts by a member; once more: the other way around. */
  sortBy(member: string): Promise<void>
  more(): Promise<void>
}

/** A list that is not fetched yet. */
export function createObjectList(
  api: Pick<SetupApi, 'list'>,
  { plural, only }: Section,
  onSeen: (objects: readonly Stored[]) => void,
): ObjectList {
  const query = signal('')
  const sorting = signal<Sorting>({ member: 'name', descending: false })
  const objects = signal<readonly Stored[] | undefined>(undefined)
  const total = signal(0)
  const next = signal<string | undefined>(undefined)
  const hasMore = signal(false)
  const state = signal<'loading' | 'there' | 'failed'>('loading')
  let asked = 0

  const fetchPage = async (after?: string): Promise<void> => {
    const own = (asked += 1)
    const { member, descending } = sorting.value
    state.value = 'loading'
    const sort = `${descending ? '-' : ''}${member}`
    const answer = await api.list(plural, { name: query.value.trim(), only, sort, after, limit: listPageSize })
    // Another question has been asked meanwhile; only its answer counts.
    if (own !== asked) return
    if (!answer.ok) {
      state.value = 'failed'
      return
    }
    const page = answer.value
    objects.value = after === undefined ? page.objects : [...(objects.value ?? []), ...page.objects]
    total.value = page.total
    next.value = page.next
    hasMore.value = page.next !== undefined
    state.value = 'there'
    onSeen(page.objects)
  }

  return {
    ...{ query, sorting, objects, total, hasMore, state },
    load: () => fetchPage(),
    search(text) {
      query.value = text
      return fetchPage()
    },
    sortBy(member) {
      const { member: before, descending } = sorting.value
      sorting.value = { member, descending: before === member && !descending }
      return fetchPage()
    },
    // While another question is open, the next page would be that of the one before.
    more: () => (next.value === undefined || state.value === 'loading' ? Promise.resolve() : fetchPage(next.value)),
  }
}
