import { expect, test } from 'vitest'
import { numberBefore, type Dated } from './audit-time.js'

const ask = (records: readonly Dated[]) => {
  let asked = 0
  return {
    get asked() {
      return asked
    },
    newestUpTo: (number: number): Promise<Dated | undefined> => {
      asked += 1
      return Promise.resolve(records.filter((record) => record.number <= number).at(-1))
    },
  }
}

test.each([
  [0, 1],
  [10, 1],
  [11, 2],
  [20, 2],
  [25, 4],
  [31, 5],
])('from before %d are the records below %d', async (until, number) => {
  const records = [10, 20, 20, 30].map((at, place) => ({ number: place + 1, at }))
  expect(await numberBefore(until, ask(records).newestUpTo)).toBe(number)
})

test('where the oldest are gone, and where there are none', async () => {
  const records = [30, 40].map((at, place) => ({ number: place + 101, at }))
  expect(await numberBefore(35, ask(records).newestUpTo)).toBe(102)
  expect(await numberBefore(5, ask(records).newestUpTo)).toBe(101)
  expect(await numberBefore(5, ask([]).newestUpTo)).toBe(1)
})

test('among as many as are kept it asks seldom', async () => {
  const records = Array.from({ length: 50_000 }, (_, place) => ({ number: place + 1, at: place * 10 }))
  const store = ask(records)
  expect(await numberBefore(123_455, store.newestUpTo)).toBe(12_347)
  expect(store.asked).toBeLessThan(20)
})
