import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const page = new EventTarget()
let afterPress: (deed: () => void) => void

beforeAll(async () => {
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  ;({ afterPress } = await import('./after-press.js'))
})
afterAll(() => vi.unstubAllGlobals())

const happens = (...names: string[]): void => {
  for (const name of names) page.dispatchEvent(new Event(name))
}

/** Whether something is done at once, after these have happened. */
const isDoneAfter = (...names: string[]): boolean => {
  happens(...names)
  let isDone = false
  afterPress(() => (isDone = true))
  return isDone
}

test('waits while something is pressed, and no longer', () => {
  expect(isDoneAfter()).toBe(true)
  expect(isDoneAfter('pointerdown')).toBe(false)
  expect(isDoneAfter('pointerup')).toBe(true)
})

test('does not wait for a release that a menu of the browser kept to itself', () => {
  expect(isDoneAfter('pointerdown', 'keydown')).toBe(true)
  expect(isDoneAfter('pointerdown', 'blur')).toBe(true)
})
