import { expect, test } from 'vitest'

const styles = import.meta.glob<string>('../**/*.css', { eager: true, query: '?raw', import: 'default' })

/** What names a side by left or right, where the language is to decide which side it is. */
const sided = [
  /^(left|right):/,
  /^(margin|padding|border|scroll-margin|scroll-padding)-(left|right)\b/,
  /^border-(top|bottom)-(left|right)-radius:/,
  /^(text-align|float|clear): (left|right)\b/,
  /^transform: .*\btranslate(X|3d)?\([^0)]/,
]

/** The values of a shorthand; what is in brackets is one of them. */
const valuesOf = (value: string): string[] => value.match(/(?:\((?:[^()]|\([^()]*\))*\)|[^\s()])+/g) ?? []

const isSided = (declaration: string): boolean => {
  if (sided.some((pattern) => pattern.test(declaration))) return true
  const [, property = '', value = ''] = /^([a-z-]+):\s*(.*)$/s.exec(declaration) ?? []
  const [start, end, , other] = valuesOf(value)
  if (/^(padding|margin|inset|border-(width|style|color))$/.test(property)) return other !== undefined && end !== other
  return property === 'border-radius' && end !== undefined && !value.includes('/') && start !== end
}

const declarationsOf = (source: string): string[] =>
  source
    .replaceAll(/\/\*.*?\*\//gs, '')
    .split(/[{};]/)
    .map((declaration) => declaration.trim())

test.each([
  ['left: 8px', true],
  ['padding: 1px 2px 3px 4px', true],
  ['padding: 1px 2px 3px 2px', false],
  ['padding: 4px 6px calc(4px + env(safe-area-inset-bottom))', false],
  ['inset: 0 0 0 auto', true],
  ['border-radius: 6px 16px 16px 6px', true],
  ['border-radius: 50%', false],
  ['transform: translateX(-50%)', true],
  ['transform: translateY(8px)', false],
  ['margin-inline-start: auto', false],
])('%s names a side: %s', (declaration, expected) => {
  expect(isSided(declaration)).toBe(expected)
})

test('no style names a side by left or right, so that the page can run the other way', () => {
  expect(Object.keys(styles).length).toBeGreaterThan(10)
  const found = Object.entries(styles).flatMap(([file, source]) =>
    declarationsOf(source)
      .filter(isSided)
      .map((declaration) => `${file}: ${declaration}`),
  )
  expect(found).toEqual([])
})
