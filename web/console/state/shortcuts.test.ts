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
  [press('KeyE', { key: 'Dead' }), { do: 'in-chat', action: 'end' }],
  [press('KeyD'), { do: 'decline-oldest' }],
  [press('KeyT', { inTextField: true }), { do: 'in-chat', action: 'transfer' }],
  [press('KeyI'), { do: 'in-chat', action: 'invite' }],
  [press('KeyH'), { do: 'in-chat', action: 'raise-flag' }],
  [press('KeyS'), { do: 'status' }],
  [press('KeyK', { key: 'k', altKey: false, ctrlKey: true, inTextField: true }), { do: 'palette' }],
  [press('KeyV', { key: 'K', altKey: false, metaKey: true }), { do: 'palette' }],
  [press('Minus', { key: '?', altKey: false }), { do: 'help' }],
])('a command', (key, command) => {
  expect(commandOf(key)).toEqual(command)
})

test.each([
  ['a plain letter', press('KeyA', { altKey: false })],
  ['AltGr, which writes letters', press('KeyE', { altGraph: true })],
  ['AltGr as some systems tell it', press('KeyE', { ctrlKey: true })],
  ['with the Windows or Command key', press('KeyE', { metaKey: true })],
  ['K with both keys', press('KeyK', { key: 'k', altKey: false, ctrlKey: true, metaKey: true })],
  ['zero', press('Digit0')],
  ['a question mark in a text', press('Minus', { key: '?', altKey: false, inTextField: true })],
])('no command: %s', (_what, key) => {
  expect(commandOf(key)).toBeUndefined()
})
