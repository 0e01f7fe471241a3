import { expect, test } from 'vitest'
import { commandOf, type KeyPress } from './shortcuts.js'

const press = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  ...{ code, key: code, altKey: true, ctrlKey: false, metaKey: false, altGraph: false, inTextField: false },
  ...more,
})

test.each([
  [press('Digit1'), { do: 'select', place: 0 }],
  [press('Numpad9'), { do: 'select', place: 8 }],
  [press('ArrowUp'), { do: 'select-neighbour', steps: -1 }],
  [press('ArrowDown', { inTextField: true }), { do: 'select-neighbour', steps: 1 }],
  [press('KeyA', { key: 'å' }), { do: 'accept-oldest' }],
  [press('KeyE', { key: 'Dead' }), { do: 'end-chat' }],
  [press('Minus', { key: '?', altKey: false }), { do: 'help' }],
])('a command', (key, command) => {
  expect(commandOf(key)).toEqual(command)
})

test.each([
  ['a plain letter', press('KeyA', { altKey: false })],
  ['AltGr, which writes letters', press('KeyE', { altGraph: true })],
  ['AltGr as some systems tell it', press('KeyE', { ctrlKey: true })],
  ['with the Windows or Command key', press('KeyE', { metaKey: true })],
  ['zero', press('Digit0')],
  ['a question mark in a text', press('Minus', { key: '?', altKey: false, inTextField: true })],
])('no command: %s', (_what, key) => {
  expect(commandOf(key)).toBeUndefined()
})
