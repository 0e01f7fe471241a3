import { describe, expect, test } from 'vitest'
import { fit, fitting } from './matching.js'

describe('a few letters', () => {
  test.each([
    ['', 'Anything', 0],
    ['ad', 'Ada King', 0],
    ['KING', 'Ada King', 1],
    ['ing', 'Ada King', 2],
    ['king ada', 'Ada King', 1],
    ['jose', 'José', 0],
    ['Ö', 'Zoé Öberg', 1],
    ['c++', 'Help with c++', 1],
    // What means something in a pattern, or may not stand in one, is a character like any other.
    ['e-mail', 'Answer by e-mail', 1],
    ['a-m', 'Java-Magic', 2],
    ['"now", @ada', 'Say "now", @ada', 2],
    ['(x)', 'f(x)', 2],
    ['😀', 'Well done 😀', 1],
    ['x', 'Ada King', undefined],
    ['ada x', 'Ada King', undefined],
  ])('%j in %j', (query, text, rank) => {
    expect(fit(query, text)).toBe(rank)
  })

  test('find the best first, and keep the order of equals', () => {
    const names = ['Rita Orders', 'Orders', 'Border', 'Ben', 'Orders abroad']
    expect(fitting(names, 'order', (name) => [name])).toEqual(['Orders', 'Orders abroad', 'Rita Orders', 'Border'])
  })

  test('count more in what names a thing than in what describes it', () => {
    const texts = [
      { name: 'Greeting', shortcut: 'hi' },
      { name: 'Hint', shortcut: 'x' },
    ]
    const found = fitting(texts, 'hi', ({ shortcut, name }) => [shortcut, name])
    expect(found.map(({ name }) => name)).toEqual(['Greeting', 'Hint'])
  })
})
