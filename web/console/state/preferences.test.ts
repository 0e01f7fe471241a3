import { expect, test } from 'vitest'
import { createPreferences } from './preferences.js'
import { memoryStore } from './store.js'

test('what was chosen is there again the next time', () => {
  const store = memoryStore()
  const before = createPreferences(store, ['de'])
  before.setTheme('dark')
  before.setSound(true)
  before.setVolume(30)
  before.setDesktop(true)
  before.setDesktopAbout('requests')
  before.setDetails(false)
  const { theme, sound, volume, desktop, desktopAbout, details, language } = createPreferences(store, ['de'])
  expect([theme, sound, volume, desktop, desktopAbout, details, language].map(({ value }) => value)).toEqual(
    ['dark', true, 30, true, 'requests', false, 'de'], // prettier-ignore
  )
})

test.each([
  ['0', 10],
  ['55', 60],
  ['1e9', 100],
  ['loud', 60],
])('a volume of %s in the browser counts as %i', (kept, volume) => {
  const store = memoryStore()
  store.write('volume', kept)
  expect(createPreferences(store, []).volume.value).toBe(volume)
})
