import { expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import type { Answer } from '../api/answer.js'
import { createAttempts } from './attempts.js'
import { createNotices } from './notices.js'

test('what is asked for again while it is under way is done once, and both know what came of it', async () => {
  const notices = createNotices(new ManualClock())
  const { attempt } = createAttempts(notices)
  const answers: ((answer: Answer<object>) => void)[] = []
  const call = () => new Promise<Answer<object>>((resolve) => answers.push(resolve))
  const both = Promise.all([attempt('a', 'leave', call), attempt('a', 'leave', call)])
  expect(answers).toHaveLength(1)
  answers[0]?.({ ok: true, value: {} })
  expect(await both).toEqual([true, true])

  const again = Promise.all([attempt('a', 'leave', call), attempt('a', 'leave', call)])
  expect(answers).toHaveLength(2)
  answers[1]?.({ ok: false, refusal: { kind: 'unreachable' } })
  expect(await again).toEqual([false, false])
  expect(notices.shown.value).toHaveLength(1)
})
