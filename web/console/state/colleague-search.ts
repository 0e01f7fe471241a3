/** Whom a chat may be handed to, as the floor stands, while somebody looks for one. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Colleagues } from '../../../src/agent-api/handovers.js'
import type { AgentApi } from '../api/agent-api.js'
import type { Clock, Timer } from './clock.js'
import { colleaguesListedMax } from './limits.js'

/** How often what is shown is asked for anew: who was free a moment ago may not be now. */
export const colleaguesRefreshMs = 5_000
/** How long the keys have to rest before the server is asked about what they wrote. */
export const searchPauseMs = 200

export interface ColleagueSearch {
  readonly query: ReadonlySignal<string>
  /** What the server said last; undefined until it has. */
  readonly found: ReadonlySignal<Colleagues | undefined>
  /** Whether the last try brought no answer. */
  readonly failed: ReadonlySignal<boolean>
  /** Begins anew, with an empty query. */
  open(): void
  search(query: string): void
  close(): void
}

/** Nobody searches yet. */
export function createColleagueSearch(api: Pick<AgentApi, 'colleagues'>, clock: Clock): ColleagueSearch {
  const query = signal('')
  const found = signal<Colleagues | undefined>(undefined)
  const failed = signal(false)
  // Where the server has more colleagues than it lists, only it can search among them; else all are here.
  let isPart = false
  let asked = 0
  let next: Timer | undefined

  const askAfter = (delayMs: number): void => {
    next?.cancel()
    next = clock.after(delayMs, () => void ask())
  }

  const ask = async (): Promise<void> => {
    asked += 1
    const mine = asked
    const name = isPart ? query.value.trim() : ''
    const answer = await api.colleagues(name)
    // A later question is on its way, or nobody asks any more.
    if (mine !== asked) return
    failed.value = !answer.ok
    if (answer.ok) {
      found.value = answer.value
      if (name === '') isPart = answer.value.agents.length >= colleaguesListedMax
    }
    askAfter(colleaguesRefreshMs)
  }

  return {
    query,
    found,
    failed,
    open() {
      query.value = ''
      found.value = undefined
      failed.value = false
      next?.cancel()
      void ask()
    },
    search(text) {
      if (text === query.value) return
      query.value = text
      if (isPart) askAfter(searchPauseMs)
    },
    close() {
      asked += 1
      next?.cancel()
    },
  }
}
