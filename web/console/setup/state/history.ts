/** A record that setup keeps, such as of who changed what, as far as it was asked for; the newest first. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Answer } from '../../api/answer.js'

/** How many rows are fetched at once. */
export const historyPageSize = 50

/** Which rows are fetched next: only those with a smaller number, if there is one. */
export interface HistoryPageQuery {
  readonly before: number | undefined
  readonly limit: number
}

export interface History<Row> {
  /** Undefined until the first answer. */
  readonly rows: ReadonlySignal<readonly Row[] | undefined>
  readonly hasMore: ReadonlySignal<boolean>
  readonly state: ReadonlySignal<'loading' | 'there' | 'failed'>
  more(): Promise<void>
}

/** Fetches the newest rows. */
export function openHistory<Row extends { readonly number: number }>(
  ask: (page: HistoryPageQuery) => Promise<Answer<readonly Row[]>>,
): History<Row> {
  const rows = signal<readonly Row[] | undefined>(undefined)
  const hasMore = signal(false)
  const state = signal<'loading' | 'there' | 'failed'>('there')

  const fetchPage = async (): Promise<void> => {
    if (state.value === 'loading') return
    state.value = 'loading'
    const before = rows.value?.at(-1)?.number
    const answer = await ask({ before, limit: historyPageSize })
    if (!answer.ok) {
      state.value = 'failed'
      return
    }
    rows.value = [...(rows.value ?? []), ...answer.value]
    hasMore.value = answer.value.length === historyPageSize
    state.value = 'there'
  }
  void fetchPage()
  return { rows, hasMore, state, more: fetchPage }
}
