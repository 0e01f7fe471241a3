import { describe, expect, test } from 'vitest'
import { createQuickTexts, fittingTexts, slashQueryMax, slashSearch, withInsertion } from './quick-texts.js'
import { FakeApi } from './testing/fake-api.js'

describe('two slashes', () => {
  test.each([
    ['//', 2, { from: 0, to: 2, query: '' }],
    ['Hello //gre', 11, { from: 6, to: 11, query: 'gre' }],
    ['Hello //gre', 8, { from: 6, to: 8, query: '' }],
    ['One\n//two words', 15, { from: 4, to: 15, query: 'two words' }],
    ['https://', 8, undefined],
    ['//a\n', 4, undefined],
    ['//a/b', 5, undefined],
    ['/', 1, undefined],
    [
      `//${'x'.repeat(slashQueryMax)}`,
      slashQueryMax + 2,
      { from: 0, to: slashQueryMax + 2, query: 'x'.repeat(slashQueryMax) },
    ],
    [`//${'x'.repeat(slashQueryMax + 1)}`, slashQueryMax + 3, undefined],
  ])('%j with the caret at %i', (text, caret, search) => {
    expect(slashSearch(text, caret)).toEqual(search)
  })

  test('give way to the text, and the caret stands behind it', () => {
    const text = 'Well, //gre thanks'
    expect(withInsertion(text, { from: 6, to: 11 }, 'Hello!')).toEqual({ text: 'Well, Hello! thanks', caret: 12 })
  })
})

describe('texts', () => {
  const text = (shortcut: string, name: string, words: string) => ({
    ...{ quickTextId: name, name, shortcut, category: '', text: words },
  })

  test('are found by shortcut before name before words', () => {
    const all = [text('', 'Bye', 'say hi to all'), text('', 'Hint', 'x'), text('hi', 'Greeting', 'Hello')]
    expect(fittingTexts(all, 'hi').map(({ name }) => name)).toEqual(['Greeting', 'Hint', 'Bye'])
  })

  test('stay known when the server cannot be asked again', async () => {
    const fake = new FakeApi()
    fake.quickTexts = [text('hi', 'Greeting', 'Hello')]
    const quickTexts = createQuickTexts(fake.api)
    await Promise.all([quickTexts.load('a'), quickTexts.load('a')])
    expect(fake.called('quickTexts')).toEqual(['a'])
    fake.refusals = { quickTexts: { kind: 'unreachable' } }
    await quickTexts.load('a')
    expect(quickTexts.known.value.get('a')).toHaveLength(1)
  })
})
