import { signal, type ReadonlySignal } from '@preact/signals'

/** Where the keyboard's focus may be sent after something was done. */
export type FocusPlace = 'composer' | 'ended' | 'close-chat' | 'requests' | 'chats'

/** Focus is asked for by the state, and taken by whichever part draws the place, once it is there. */
export interface Focus {
  readonly wish: ReadonlySignal<FocusPlace | undefined>
  ask(place: FocusPlace): void
  /** Called by the part that took it. */
  taken(): void
}

/** No wish yet. */
export function createFocus(): Focus {
  const wish = signal<FocusPlace | undefined>(undefined)
  return { wish, ask: (place) => (wish.value = place), taken: () => (wish.value = undefined) }
}
