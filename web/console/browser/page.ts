import { effect, signal, type ReadonlySignal } from '@preact/signals'
import { pageName } from '../state/page-name.js'
import type { Preferences } from '../state/preferences.js'
import { languages, speak } from '../texts/language.js'
import { texts } from '../texts/texts.js'

/** Whether anybody can see the page. */
export function pageVisibility(): ReadonlySignal<boolean> {
  const visible = signal(!document.hidden)
  document.addEventListener('visibilitychange', () => (visible.value = !document.hidden))
  return visible
}

/** Whether a media query holds. */
export function mediaMatches(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query)
  const matches = signal(list.matches)
  list.addEventListener('change', () => (matches.value = list.matches))
  return matches
}

/** Draws the page in the chosen theme; `system` leaves it to the browser. */
export function showTheme({ theme }: Preferences): void {
  effect(() => {
    if (theme.value === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme.value
  })
}

/** Has the page speak the chosen language, and run in its direction. */
export function showLanguage({ language }: Preferences): void {
  effect(() => {
    const { value } = language
    speak(value)
    document.documentElement.lang = value
    document.documentElement.dir = languages[value].direction
  })
}

/** Shows in the page's title and icon how many things wait, and in the title where one is. */
export function showWaiting(count: ReadonlySignal<number>): void {
  const icon = document.querySelector<HTMLLinkElement>('#favicon')
  const plain = icon?.href ?? ''
  effect(() => {
    document.title = texts.pageTitle(count.value, pageName.value)
    const href = count.value > 0 ? plain.replace('favicon.svg', 'favicon-waiting.svg') : plain
    if (icon && icon.href !== href) icon.href = href
  })
}

/** Loads the page anew; false, and nothing done, when something on it asks not to be left. */
export function reloadUnlessWritten(): boolean {
  const leaving = new Event('beforeunload', { cancelable: true })
  if (!dispatchEvent(leaving)) return false
  location.reload()
  return true
}
