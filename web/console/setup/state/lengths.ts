/** Lengths of time as people write them: “90”, “1:30”, “2 min”, “1 h 30 min”, “1,5 h”. Kept as whole seconds. */

const unitSeconds = { d: 86_400, h: 3600, m: 60, s: 1 } as const
export type LengthUnit = keyof typeof unitSeconds

export interface LengthPart {
  readonly count: number
  readonly unit: LengthUnit
}

/** How units begin, in the languages there are: the longest that fits counts. */
const unitBegins: readonly (readonly [string, LengthUnit])[] = [
  ['tag', 'd'],
  ['day', 'd'],
  ['std', 'h'],
  ['stunde', 'h'],
  ['hour', 'h'],
  ['hr', 'h'],
  ['min', 'm'],
  ['sek', 's'],
  ['sec', 's'],
  ['d', 'd'],
  ['t', 'd'],
  ['h', 'h'],
  ['m', 'm'],
  ['s', 's'],
]

const clock = /^(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$/
const part = /(\d+(?:[.,]\d+)?)\s*([a-z]*)\.?/gu

/** The seconds that a text says; undefined for a text that says no length. A number alone is seconds. */
export function parseLength(written: string): number | undefined {
  const text = written.trim().toLowerCase()
  const [, first, second, third] = clock.exec(text) ?? []
  if (first !== undefined) {
    const numbers = [first, second, third].flatMap((digits) => (digits === undefined ? [] : [Number(digits)]))
    return numbers.reduce((sum, count) => sum * 60 + count, 0)
  }
  const said = [...text.matchAll(part)].map(([, count = '', word = '']) => {
    const unit = word === '' ? 's' : unitBegins.find(([begin]) => word.startsWith(begin))?.[1]
    return unit === undefined ? NaN : Number(count.replace(',', '.')) * unitSeconds[unit]
  })
  const seconds = said.reduce((sum, one) => sum + one, 0)
  const isAll = /^[\s,]*(?:(?:and|und)[\s,]*)?$/.test(text.replaceAll(part, ''))
  return said.length > 0 && isAll && !Number.isNaN(seconds) ? Math.round(seconds) : undefined
}

/** Seconds in units that people use: 5400 is 1 h 30 min. Nothing is lost. */
export function lengthParts(seconds: number): readonly LengthPart[] {
  const parts: LengthPart[] = []
  let left = seconds
  for (const [unit, size] of Object.entries(unitSeconds) as [LengthUnit, number][]) {
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0) parts.push({ count, unit })
  }
  return parts.length === 0 ? [{ count: 0, unit: 's' }] : parts
}
