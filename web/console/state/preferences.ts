import { signal, type ReadonlySignal } from '@preact/signals'
import type { TextStore } from './store.js'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** What whoever uses this browser likes; kept by the browser, not by the server. */
export interface Preferences {
  readonly theme: ReadonlySignal<Theme>
  /** Whether a new request makes a sound. Off until somebody turns it on. */
  readonly sound: ReadonlySignal<boolean>
  /** Whether the desktop tells of what happens while nobody looks. Off until somebody turns it on. */
  readonly desktop: ReadonlySignal<boolean>
  /** Whether the visitor's details are shown beside the chat where there is room. */
  readonly details: ReadonlySignal<boolean>
  setTheme(theme: Theme): void
  setSound(on: boolean): void
  setDesktop(on: boolean): void
  setDetails(shown: boolean): void
}

/** The preferences kept in `store`. */
export function createPreferences(store: TextStore): Preferences {
  const theme = signal<Theme>(themes.find((known) => known === store.read('theme')) ?? 'system')
  const sound = signal(store.read('sound') === 'on')
  const desktop = signal(store.read('desktop') === 'on')
  const details = signal(store.read('details') !== 'off')
  return {
    theme,
    sound,
    desktop,
    details,
    setTheme(next) {
      theme.value = next
      store.write('theme', next)
    },
    setSound(on) {
      sound.value = on
      store.write('sound', on ? 'on' : 'off')
    },
    setDesktop(on) {
      desktop.value = on
      store.write('desktop', on ? 'on' : 'off')
    },
    setDetails(shown) {
      details.value = shown
      store.write('details', shown ? 'on' : 'off')
    },
  }
}
