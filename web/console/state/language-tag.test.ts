import { expect, test } from 'vitest'
import { languageTag } from './language-tag.js'

test.each([
  ['de', 'de'],
  ['en_US', 'en-US'],
  ['ZH-hant-tw', 'zh-Hant-TW'],
  ['', undefined],
  ['<b>de</b>', undefined],
  ['" onload="x', undefined],
])('of %j pages say %s', (language, tag) => {
  expect(languageTag(language)).toBe(tag)
})
