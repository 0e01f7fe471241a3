import { describe, expect, test } from 'vitest'
import type { Entry, Message } from '../../../src/agent-api/entries.js'
import { noteOf } from './notes.js'

const place = { chatId: 'a', number: 1, at: '2026-01-01T12:00:00.000Z' }
const menu: Entry = {
  ...{ kind: 'rich-message', ...place, name: 'Robin' },
  content: { type: 'menu', header: 'About what?', items: [{ text: 'Billing', value: 'b' }] },
}
const buttons: Entry = {
  ...{ kind: 'rich-message', ...place, name: 'Robin' },
  content: { type: 'buttons', items: [{ text: 'Yes' }, { text: 'No' }] },
}
const pick = (type: 'menu' | 'button' | 'footer-menu', index: number, value?: string): Exclude<Entry, Message> => ({
  ...{ kind: 'visitor-pick', ...place },
  picks: [{ type, index, ...(value !== undefined && { value }) }],
})

describe('a pick', () => {
  test('is called as the choice was that was offered', () => {
    expect(noteOf(pick('menu', 0, 'b'), () => [menu, buttons])).toEqual({ what: 'picked', choices: ['Billing'] })
    expect(noteOf(pick('button', 1), () => [menu, buttons])).toEqual({ what: 'picked', choices: ['No'] })
  })

  test('is called by its value or its place when the choices are not known', () => {
    expect(noteOf(pick('menu', 0, 'b'), () => [buttons])).toEqual({ what: 'picked', choices: ['b'] })
    expect(noteOf(pick('button', 7), () => [buttons])).toEqual({ what: 'picked', choices: ['#8'] })
    expect(noteOf(pick('footer-menu', 0), () => [menu])).toEqual({ what: 'picked', choices: ['#1'] })
  })
})

test('offered choices are named, with what stands above them', () => {
  expect(noteOf(menu as Exclude<Entry, Message>, () => [])).toEqual({
    ...{ what: 'offered', by: 'Robin', header: 'About what?', choices: ['Billing'] },
  })
})

test('a visitor is silent once warned; that they spoke again is seen', () => {
  const warning = { kind: 'idle-warning', ...place, by: 'server' } as const
  expect(noteOf({ ...warning, state: 'triggered' }, () => [])).toEqual({ what: 'silent' })
  expect(noteOf({ ...warning, state: 'cleared' }, () => [])).toBeUndefined()
})

test('what programs tell each other is told as they say it', () => {
  expect(noteOf({ kind: 'custom-event', ...place, from: 'visitor', type: 't', data: 'd' }, () => [])).toEqual({
    ...{ what: 'event', from: 'visitor', type: 't', data: 'd' },
  })
})

test('an entry of a kind that a newer server may tell of is left out', () => {
  expect(noteOf({ ...place, kind: 'sung' } as unknown as Exclude<Entry, Message>, () => [])).toBeUndefined()
})
