import { expect, test } from 'vitest'
import { rowPx } from './row-height.js'
import type { MessageRow } from './timeline.js'

const row = (text: string, begins = false): MessageRow => ({
  ...{ kind: 'message', key: 'm-1', at: 0, begins, ends: true },
  message: { kind: 'message', chatId: 'a', number: 1, at: '', from: 'visitor', name: 'Ana', text },
})

test('a row is thought higher with each line, with a name above it, and in a narrow box', () => {
  const line = rowPx(row('Hello'))
  expect(rowPx(row(''))).toBe(line)
  expect(rowPx(row('Hello', true))).toBeGreaterThan(line)
  expect(rowPx(row('Hello\nthere'))).toBe(rowPx(row('word '.repeat(30))))
  expect(rowPx(row('word '.repeat(30)), 390)).toBeGreaterThan(rowPx(row('word '.repeat(30))))
  expect(rowPx(row('word '.repeat(30)), 4000)).toBe(rowPx(row('word '.repeat(30))))
})
