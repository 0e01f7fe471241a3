import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketMax, bucketOf, lengthOf, percentile, relativeErrorMax } from './histogram.js'

const countsOf = (lengths: readonly number[]) => {
  const counts = new Map<number, number>()
  for (const length of lengths) counts.set(bucketOf(length), (counts.get(bucketOf(length)) ?? 0) + 1)
  return counts
}

test('a percentile is off by the promised share of the true one at most', () => {
  const lengths = fc.array(fc.integer({ min: 101, max: 86_400_000 }), { minLength: 1 })
  fc.assert(
    fc.property(lengths, fc.constantFrom(0.01, 0.5, 0.9, 0.99, 1), (all, share) => {
      const inOrder = [...all].sort((a, b) => a - b)
      const truth = inOrder[Math.max(1, Math.ceil(all.length * share)) - 1]!
      const told = percentile(countsOf(all), share)!
      expect(Math.abs(told - truth) / truth).toBeLessThanOrEqual(relativeErrorMax + 1e-9)
    }),
  )
})

test('histograms merge by adding: the order and the grouping of lengths do not matter', () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 1e9 }))
  fc.assert(
    fc.property(lengths, lengths, (some, others) => {
      const merged = countsOf(some)
      for (const [bucket, count] of countsOf(others)) merged.set(bucket, (merged.get(bucket) ?? 0) + count)
      expect(new Map([...merged].sort())).toEqual(new Map([...countsOf([...others, ...some])].sort()))
    }),
  )
})

test('there is a first and a last bucket, and nothing has no percentile', () => {
  expect([bucketOf(0), bucketOf(100), bucketOf(101), bucketOf(Number.MAX_SAFE_INTEGER)]).toEqual([0, 0, 1, bucketMax])
  expect(lengthOf(0)).toBeLessThanOrEqual(100)
  expect(percentile(new Map(), 0.5)).toBeUndefined()
})
