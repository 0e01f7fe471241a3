import { expect, test } from 'vitest'
import { remember, rememberedMax } from './remember.js'

test('an answer is worked out once, for as many texts as may be remembered', () => {
  const asked: string[] = []
  const lengthOf = remember((text) => asked.push(text) && text.length, 2)
  expect([lengthOf('a'), lengthOf('bb'), lengthOf('a'), lengthOf('bb')]).toEqual([1, 2, 1, 2])
  expect(asked).toEqual(['a', 'bb'])
  expect([lengthOf('ccc'), lengthOf('ccc'), lengthOf('a')]).toEqual([3, 3, 1])
  expect(asked).toEqual(['a', 'bb', 'ccc', 'a'])
})

test('never more is remembered than that', () => {
  let worked = 0
  const next = remember(() => (worked += 1))
  for (let n = 0; n <= rememberedMax; n += 1) next(`${n}`)
  expect(next('0')).toBe(rememberedMax + 2)
})
