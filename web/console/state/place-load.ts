/** Getting a place that is fetched when somebody first goes there, also when the server was replaced meanwhile. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Clock, Timer } from './clock.js'
import type { TextStore } from './store.js'

export type PlaceLoad<Screen> =
  | { readonly state: 'loading' }
  /** The server cannot be reached; it is tried again and again. */
  | { readonly state: 'away' }
  /** The server has other files than this page was made for, and the page must not, or need not, be loaded anew. */
  | { readonly state: 'outdated' }
  | { readonly state: 'there'; readonly Screen: Screen }

/** How long to wait before the next try while the server is away. */
export const placeRetryMs = 2_000
/** A page that was loaded anew and still cannot get the place is not loaded anew once more within this time. */
export const reloadPauseMs = 60_000

export interface PlaceLoadOptions<Screen> {
  readonly id: string
  /** Fetches the place. A browser may remember a failure for as long as the page is there. */
  readonly load: () => Promise<Screen>
  readonly isServerThere: () => Promise<boolean>
  /** Loads the whole page anew; false, and nothing done, when something written would be lost by it. */
  readonly reload: () => boolean
  readonly clock: Clock
  /** Kept for this window only, and across a reload. */
  readonly tab: TextStore
}

export interface LoadingPlace<Screen> {
  readonly now: ReadonlySignal<PlaceLoad<Screen>>
  stop(): void
}

/** A place on its way. */
export function loadPlace<Screen>(options: PlaceLoadOptions<Screen>): LoadingPlace<Screen> {
  const { id, load, isServerThere, reload, clock, tab } = options
  const now = signal<PlaceLoad<Screen>>({ state: 'loading' })
  const storeName = `reloaded-for.${id}`
  let next: Timer | undefined
  let isStopped = false

  const mayReload = (): boolean => {
    const last = Number(tab.read(storeName) ?? NaN)
    return !(Math.abs(clock.now() - last) < reloadPauseMs)
  }

  const noPlace = async (): Promise<void> => {
    const isThere = await isServerThere()
    if (isStopped) return
    if (!isThere) {
      now.value = { state: 'away' }
      next = clock.after(placeRetryMs, fetchIt)
      return
    }
    if (mayReload()) {
      tab.write(storeName, `${clock.now()}`)
      if (reload()) return
    }
    now.value = { state: 'outdated' }
  }

  const fetchIt = (): void => {
    load().then((Screen) => {
      tab.write(storeName, undefined)
      now.value = { state: 'there', Screen }
    }, noPlace)
  }

  fetchIt()
  return {
    now,
    stop() {
      isStopped = true
      next?.cancel()
    },
  }
}
