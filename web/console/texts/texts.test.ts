import { afterEach, describe, expect, test } from 'vitest'
import { computed } from '@preact/signals'
import { reasonOf } from '../api/answer.js'
import { createPreferences } from '../state/preferences.js'
import { memoryStore } from '../state/store.js'
import { chosen, firstSpoken, speak } from './language.js'
import { texts } from './texts.js'

afterEach(() => speak('en'))

test('texts are those of the language that is spoken, and change with it', () => {
  const title = computed(() => texts.logIn.title)
  expect(title.value).toBe('Log in to Parley')
  speak('de')
  expect(title.value).toBe('Bei Parley anmelden')
})

test('the server’s reasons are told in the reader’s language, and as they are where it has no words for them', () => {
  const tell = (code: string) =>
    texts.notices.text({ what: 'not-done', deed: 'end', code, detail: 'This chat is over.' })
  expect(tell('chat-over')).toBe('The chat could not be ended. This chat is over.')
  speak('de')
  expect(tell('chat-over')).toBe('Der Chat konnte nicht beendet werden. Dieser Chat ist beendet.')
  expect(tell('new-reason')).toBe('Der Chat konnte nicht beendet werden. This chat is over.')
})

test('a server that asks to wait is not a connection that is lost', () => {
  const words = texts.notices.text({ what: 'not-done', deed: 'end', ...reasonOf({ kind: 'busy', retryAfterMs: 1 }) })
  expect(words).toBe('The chat could not be ended. The server is busy. Wait a moment, then try again.')
})

test('a place has catalogues of its own', () => {
  const ofPlace = chosen({ en: { title: 'Floor' }, de: { title: 'Übersicht' } })
  expect(ofPlace.title).toBe('Floor')
  speak('de')
  expect(ofPlace.title).toBe('Übersicht')
})

test.each([
  [['fr-CH', 'de-CH', 'en'], 'de'],
  [['EN-us'], 'en'],
  [['DE'], 'de'],
  [['den', 'constructor', ''], 'en'],
  [[], 'en'],
] as const)('of %j the page speaks %s', (tags, spoken) => {
  expect(firstSpoken(tags)).toBe(spoken)
})

describe('the preference', () => {
  test('begins with the browser’s language', () => {
    expect(createPreferences(memoryStore(), ['de-AT', 'en']).language.value).toBe('de')
  })

  test('is kept, whatever the browser says', () => {
    const store = memoryStore()
    createPreferences(store, ['en']).setLanguage('de')
    expect(createPreferences(store, ['en']).language.value).toBe('de')
  })

  test('falls back to the browser’s language when what was kept is no language', () => {
    const store = memoryStore()
    store.write('language', 'xx')
    expect(createPreferences(store, ['de']).language.value).toBe('de')
  })
})
