/** The list of a section: what is searched for, in which order, and as many as were asked for. */
import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { SetupApi, Stored } from '../api/setup-api.js'
import type { Section } from './sections.js'

/** How many objects are fetched at once. */
export const listPageSize = 50
/** How many the server gives at once at the most; a test compares them. */
export const pageSizeMax = 200

export interface Sorting {
  readonly member: string
  readonly descending: boolean
}

export interface ObjectList {
  readonly query: ReadonlySignal<string>
  readonly sorting: ReadonlySignal<Sorting>
  /** The words that `objects` and `total` are the answer to: while somebody types, those of before. */
  readonly searched: ReadonlySignal<string>
  /** Undefined until the first answer. */
  readonly objects: ReadonlySignal<readonly Stored[] | undefined>
  readonly total: ReadonlySignal<number>
  readonly hasMore: ReadonlySignal<boolean>
  readonly state: ReadonlySignal<'loading' | 'there' | 'failed'>
  /** How far down it was scrolled when somebody left it. */
  scrolledPx: number
  /** Fetches it anew, as many as are there. */
  load(): Promise<void>
  search(query: string): Promise<void>
  /** Sorts by a member; once more: the other way around. */
  sortBy(member: string): Promise<void>
  more(): Promise<void>
}

/** A list that is not fetched yet. */
export function createObjectList(
  api: Pick<SetupApi, 'list'>,
  { plural, only }: Pick<Section, 'plural' | 'only'>,
  onSeen: (objects: readonly Stored[]) => void,
): ObjectList {
  const query = signal('')
  const searched = signal('')
  const sorting = signal<Sorting>({ member: 'name', descending: false })
  const objects = signal<readonly Stored[] | undefined>(undefined)
  const total = signal(0)
  const next = signal<string | undefined>(undefined)
  const hasMore = signal(false)
  const state = signal<'loading' | 'there' | 'failed'>('loading')
  let asked = 0

  const fetchObjects = async (count: number, before: readonly Stored[] = [], after?: string): Promise<void> => {
    const own = (asked += 1)
    const { member, descending } = sorting.value
    const name = query.value.trim()
    state.value = 'loading'
    const sort = `${descending ? '-' : ''}${member}`
    const found: Stored[] = []
    let place = after
    let left = count
    let whole: number
    do {
      const limit = Math.min(left, pageSizeMax)
      const answer = await api.list(plural, { name, only, sort, after: place, limit })
      // Another question has been asked meanwhile; only its answer counts.
      if (own !== asked) return
      if (!answer.ok) {
        state.value = 'failed'
        return
      }
      found.push(...answer.value.objects)
      place = answer.value.next
      whole = answer.value.total
      left -= limit
    } while (place !== undefined && left > 0)
    batch(() => {
      searched.value = name
      objects.value = [...before, ...found]
      total.value = whole
      next.value = place
      hasMore.value = place !== undefined
      state.value = 'there'
    })
    onSeen(found)
  }

  return {
    ...{ query, searched, sorting, objects, total, hasMore, state, scrolledPx: 0 },
    load: () => fetchObjects(Math.max(listPageSize, objects.value?.length ?? 0)),
    search(text) {
      query.value = text
      return fetchObjects(listPageSize)
    },
    sortBy(member) {
      const { member: before, descending } = sorting.value
      sorting.value = { member, descending: before === member && !descending }
      return fetchObjects(listPageSize)
    },
    // While another question is open, the next page would be that of the one before.
    more: () =>
      next.value === undefined || state.value === 'loading'
        ? Promise.resolve()
        : fetchObjects(listPageSize, objects.value, next.value),
  }
}
