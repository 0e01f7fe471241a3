import { signal } from '@preact/signals'
import { beforeEach, expect, test } from 'vitest'
import type { FiguresAnswer } from '../../../../src/agent-api/figure-messages.js'
import { answerTargetsS, standardTargetS } from '../../../../src/figures/service-level.js'
import { ManualClock } from '../../../../src/lib/manual-clock.js'
import type { Answer } from '../../api/answer.js'
import { settle } from '../../state/testing/fake-api.js'
import { figuresEveryMs, followFigures } from './floor-figures.js'
import { answerTargets, wholeFloor, type FiguresAsked, type FloorView } from './floor-view.js'

let clock: ManualClock
let asked: string[]
/** What is asked for and not answered yet. */
let open: (() => void)[]
const view = signal<FloorView>(wholeFloor)

/** Figures that tell by their slots what was asked for. */
const answerTo = ({ period, withinS }: FiguresAsked): Answer<FiguresAnswer> => ({
  ok: true,
  value: { slotS: withinS, lines: [{ id: period, name: '', chats: {} }] } as unknown as FiguresAnswer,
})
const api = {
  figures: (by: string, what: FiguresAsked): Promise<Answer<FiguresAnswer>> => {
    asked.push(`${by} ${what.period} ${what.withinS}`)
    return new Promise((resolve) => open.push(() => resolve(answerTo(what))))
  },
}
const answerAll = async (): Promise<void> => {
  for (const answer of open.splice(0)) answer()
  await settle()
}

beforeEach(() => {
  clock = new ManualClock()
  asked = []
  open = []
  view.value = wholeFloor
})

test('are asked for by every kind of line, again after a while, and no more after the end', async () => {
  const followed = followFigures(api, clock, view)
  expect(asked).toEqual(['button day 60', 'skill day 60', 'queue day 60'])
  await answerAll()
  expect([...followed.figures.value!.lines.keys()]).toEqual(['button/day', 'skill/day', 'queue/day'])
  clock.advance(figuresEveryMs)
  expect(asked).toHaveLength(6)
  await answerAll()
  followed.stop()
  clock.advance(figuresEveryMs)
  expect(asked).toHaveLength(6)
})

test('are asked for at once when others are wanted, and a late answer to what was wanted before is none', async () => {
  const followed = followFigures(api, clock, view)
  view.value = { ...view.value, text: 'ada' }
  expect(asked).toHaveLength(3)
  view.value = { ...view.value, period: 'hour', withinS: 30 }
  expect(asked.slice(3)).toEqual(['button hour 30', 'skill hour 30', 'queue hour 30'])
  const [first, ...others] = open.splice(0, 3)
  await answerAll()
  expect(followed.figures.value).toMatchObject({ period: 'hour', whole: { slotS: 30 } })
  for (const late of [first!, ...others]) late()
  await settle()
  expect(followed.figures.value?.period).toBe('hour')
  followed.stop()
})

test('[A-115] an answer can be wanted within the times that the server counts by', () => {
  expect(answerTargets).toEqual(answerTargetsS)
  expect(wholeFloor.withinS).toBe(standardTargetS)
})
