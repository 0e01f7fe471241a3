/** The record of who changed what, as far as it was asked for; the newest first. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { AuditedChange, AuditQuery, SetupApi } from '../api/setup-api.js'

/** How many changes are fetched at once. */
export const historyPageSize = 50

export interface History {
  /** Undefined until the first answer. */
  readonly changes: ReadonlySignal<readonly AuditedChange[] | undefined>
  readonly hasMore: ReadonlySignal<boolean>
  readonly state: ReadonlySignal<'loading' | 'there' | 'failed'>
  more(): Promise<void>
}

/** Fetches the newest changes that the query asks for. */
export function openHistory(api: Pick<SetupApi, 'audit'>, query: Omit<AuditQuery, 'before' | 'limit'>): History {
  const changes = signal<readonly AuditedChange[] | undefined>(undefined)
  const hasMore = signal(false)
  const state = signal<'loading' | 'there' | 'failed'>('there')

  const fetchPage = async (): Promise<void> => {
    if (state.value === 'loading') return
    state.value = 'loading'
    const before = changes.value?.at(-1)?.number
    const answer = await api.audit({ ...query, before, limit: historyPageSize })
    if (!answer.ok) {
      state.value = 'failed'
      return
    }
    const page = answer.value.changes
    changes.value = [...(changes.value ?? []), ...page]
    hasMore.value = page.length === historyPageSize
    state.value = 'there'
  }
  void fetchPage()
  return { changes, hasMore, state, more: fetchPage }
}
