import { signal, type ReadonlySignal } from '@preact/signals'
import { firstSpoken, isLanguage, type Language } from '../texts/language.js'
import type { TextStore } from './store.js'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** What whoever uses this browser likes; kept by the browser, not by the server. */
export interface Preferences {
  readonly theme: ReadonlySignal<Theme>
  /** What the page speaks: the browser's language, as far as the console knows it, until somebody chooses one. */
  readonly language: ReadonlySignal<Language>
  /** Whether a new request makes a sound. Off until somebody turns it on. */
  readonly sound: ReadonlySignal<boolean>
  /** Whether the desktop tells of what happens while nobody looks. Off until somebody turns it on. */
  readonly desktop: ReadonlySignal<boolean>
  /** Whether the visitor's details are shown beside the chat where there is room. */
  readonly details: ReadonlySignal<boolean>
  setTheme(theme: Theme): void
  setLanguage(language: Language): void
  setSound(on: boolean): void
  setDesktop(on: boolean): void
  setDetails(shown: boolean): void
}

/** The preferences kept in `store`; `browserLanguages` are the language tags that the browser asks pages for. */
export function createPreferences(store: TextStore, browserLanguages: readonly string[]): Preferences {
  const theme = signal<Theme>(themes.find((known) => known === store.read('theme')) ?? 'system')
  const kept = store.read('language')
  const language = signal(kept !== undefined && isLanguage(kept) ? kept : firstSpoken(browserLanguages))
  const sound = signal(store.read('sound') === 'on')
  const desktop = signal(store.read('desktop') === 'on')
  const details = signal(store.read('details') !== 'off')
  return {
    theme,
    language,
    sound,
    desktop,
    details,
    setTheme(next) {
      theme.value = next
      store.write('theme', next)
    },
    setLanguage(next) {
      language.value = next
      store.write('language', next)
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
