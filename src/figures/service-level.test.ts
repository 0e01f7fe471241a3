import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  answerTargetsS,
  missedMeasure,
  serviceLevel,
  waitMeasure,
  type AnswerTargetS,
  type WaitMeasure,
} from './service-level.js'
import { addUp } from './summary.js'

interface Wait {
  readonly end: 'answered' | 'left' | 'missed'
  readonly lengthMs: number
}
// Half of them next to a target, where a mistake would be.
const lengths = fc.oneof(
  fc.nat({ max: 1_000_000 }),
  fc.tuple(fc.constantFrom(...answerTargetsS), fc.constantFrom(-1, 0, 1)).map(([s, by]) => s * 1000 + by),
)
const waits = fc.array(
  fc.record({ end: fc.constantFrom<Wait['end']>('answered', 'left', 'missed'), lengthMs: lengths }),
)
const targets = fc.constantFrom(...answerTargetsS)

const measured = ({ end, lengthMs }: Wait): WaitMeasure =>
  end === 'missed' ? missedMeasure : waitMeasure(end === 'left' ? 'lost' : 'answered', lengthMs)
const sumsOf = (all: readonly Wait[]) => addUp(all.map((wait) => ({ measure: measured(wait), amount: 1 })))

/** Wait by wait, as it is defined. */
const obvious = (all: readonly Wait[], withinS: AnswerTargetS) => {
  const counts = all.filter(({ end, lengthMs }) => end !== 'left' || lengthMs > withinS * 1000)
  const answered = counts.filter(({ end }) => end === 'answered')
  const inTime = answered.filter(({ lengthMs }) => lengthMs <= withinS * 1000).length
  const lost = counts.length - answered.length
  const share = counts.length === 0 ? {} : { share: inTime / counts.length }
  return { withinS, inTime, answered: answered.length, lost, ...share }
}

describe('[A-115] the service level', () => {
  test('is what counting wait by wait gives, for every target', () => {
    fc.assert(
      fc.property(waits, targets, (all, withinS) => {
        expect(serviceLevel(sumsOf(all), withinS)).toEqual(obvious(all, withinS))
      }),
    )
  })

  test('of several buttons or times together is that of all their waits', () => {
    fc.assert(
      fc.property(waits, waits, targets, (some, others, withinS) => {
        const together = addUp([...sumsOf(some), ...sumsOf(others)].map(([measure, amount]) => ({ measure, amount })))
        expect(serviceLevel(together, withinS)).toEqual(serviceLevel(sumsOf([...some, ...others]), withinS))
      }),
    )
  })

  test('is no lower for a longer time', () => {
    fc.assert(
      fc.property(waits, (all) => {
        const shares = answerTargetsS.map((withinS) => serviceLevel(sumsOf(all), withinS).share ?? 1)
        expect(shares).toEqual([...shares].sort((a, b) => a - b))
      }),
    )
  })

  test('of nobody is none', () => {
    expect(serviceLevel(new Map(), 60)).toEqual({ withinS: 60, inTime: 0, answered: 0, lost: 0 })
  })
})
