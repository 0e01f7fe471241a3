import { expect, test } from 'vitest'
import { StreamHeads } from './stream-heads.js'

const head = (stream: number) => ({ stream, version: 1, open: true })

test('the latest used heads are kept, the others are forgotten', () => {
  const heads = new StreamHeads(10)
  for (let n = 1; n <= 100; n += 1) {
    heads.set(`s-${n}`, head(n))
    expect(heads.get('s-1')).toEqual(head(1))
    expect(heads.get(`s-${n}`)).toEqual(head(n))
  }
  const known = Array.from({ length: 100 }, (_, n) => `s-${n + 1}`).filter((key) => heads.get(key))
  expect(known.length).toBeLessThanOrEqual(10)
  expect(known).toContain('s-1')
  expect(known.at(-1)).toBe('s-100')
})

test('a head that was used again is the same object, so that a change of it is seen', () => {
  const heads = new StreamHeads(4)
  const first = head(1)
  heads.set('a', first)
  heads.set('b', head(2))
  heads.set('c', head(3))
  first.version = 7
  expect(heads.get('a')).toBe(first)
  heads.clear()
  expect(heads.get('a')).toBeUndefined()
})
