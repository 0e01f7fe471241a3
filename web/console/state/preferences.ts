import { signal, type ReadonlySignal } from '@preact/signals'
import { firstSpoken, isLanguage, type Language } from '../texts/language.js'
import type { TextStore } from './store.js'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** How loud sounds can be, in percent. None at all is said by turning them off. */
export const volumes = { min: 10, max: 100, step: 10, atFirst: 60 } as const

/** What the desktop tells of: who waits to be answered for the first time, or whatever visitors send as well. */
export const desktopAbouts = ['requests', 'all'] as const
export type DesktopAbout = (typeof desktopAbouts)[number]

/** What whoever uses this browser likes; kept by the browser, not by the server. */
export interface Preferences {
  readonly theme: ReadonlySignal<Theme>
  /** What the page speaks: the browser's language, as far as the console knows it, until somebody chooses one. */
  readonly language: ReadonlySignal<Language>
  /** Whether a new request makes a sound. Off until somebody turns it on. */
  readonly sound: ReadonlySignal<boolean>
  /** How loud it is, in percent. */
  readonly volume: ReadonlySignal<number>
  /** Whether the desktop tells of what happens while nobody looks. Off until somebody turns it on. */
  readonly desktop: ReadonlySignal<boolean>
  readonly desktopAbout: ReadonlySignal<DesktopAbout>
  /** Whether the visitor's details are shown beside the chat where there is room. */
  readonly details: ReadonlySignal<boolean>
  setTheme(theme: Theme): void
  setLanguage(language: Language): void
  setSound(on: boolean): void
  /** Takes the nearest volume there is. */
  setVolume(percent: number): void
  setDesktop(on: boolean): void
  setDesktopAbout(about: DesktopAbout): void
  setDetails(shown: boolean): void
}

/** The preferences kept in `store`; `browserLanguages` are the language tags that the browser asks pages for. */
export function createPreferences(store: TextStore, browserLanguages: readonly string[]): Preferences {
  const theme = signal<Theme>(themes.find((known) => known === store.read('theme')) ?? 'system')
  const kept = store.read('language')
  const language = signal(kept !== undefined && isLanguage(kept) ? kept : firstSpoken(browserLanguages))
  const sound = signal(store.read('sound') === 'on')
  const volume = signal(nearestVolume(Number(store.read('volume') ?? volumes.atFirst)))
  const desktop = signal(store.read('desktop') === 'on')
  const desktopAbout = signal(desktopAbouts.find((known) => known === store.read('desktop-about')) ?? 'all')
  const details = signal(store.read('details') !== 'off')
  return {
    theme,
    language,
    sound,
    volume,
    desktop,
    desktopAbout,
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
    setVolume(percent) {
      volume.value = nearestVolume(percent)
      store.write('volume', String(volume.value))
    },
    setDesktop(on) {
      desktop.value = on
      store.write('desktop', on ? 'on' : 'off')
    },
    setDesktopAbout(about) {
      desktopAbout.value = about
      store.write('desktop-about', about)
    },
    setDetails(shown) {
      details.value = shown
      store.write('details', shown ? 'on' : 'off')
    },
  }
}

function nearestVolume(percent: number): number {
  const { min, max, step, atFirst } = volumes
  return Number.isFinite(percent) ? Math.min(max, Math.max(min, Math.round(percent / step) * step)) : atFirst
}
