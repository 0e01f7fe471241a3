import { beforeEach, expect, test } from 'vitest'
import type { Presence, PresenceChoice } from '../../../../src/agent-api/presence.js'
import { ManualClock } from '../../../../src/lib/manual-clock.js'
import type { Answer } from '../../api/answer.js'
import { createNotices, type Notices } from '../../state/notices.js'
import { settle } from '../../state/testing/fake-api.js'
import { createStatusOfOthers } from './status-of-others.js'

let asked: string[]
let answers: ((isGood: boolean) => void)[]
let notices: Notices
let setStatus: ReturnType<typeof createStatusOfOthers>

beforeEach(() => {
  asked = []
  answers = []
  notices = createNotices(new ManualClock())
  const setPresence = (agentId: string, { status = 'online' }: PresenceChoice): Promise<Answer<Presence>> => {
    asked.push(`${agentId} ${status}`)
    return new Promise((resolve) =>
      answers.push((isGood) =>
        resolve(isGood ? { ok: true, value: { status } } : { ok: false, refusal: { kind: 'unreachable' } }),
      ),
    )
  }
  setStatus = createStatusOfOthers({ setPresence }, notices)
})

const answer = async (isGood: boolean): Promise<void> => {
  answers.shift()?.(isGood)
  await settle()
}

test('[A-47] what is chosen while another choice is under way is sent after it, and only the last', async () => {
  const all = Promise.all([setStatus('ben', 'away'), setStatus('ben', 'online'), setStatus('ben', 'offline')])
  const other = setStatus('cy', 'away')
  expect(asked).toEqual(['ben away', 'cy away'])
  await answer(true)
  expect(asked).toEqual(['ben away', 'cy away', 'ben offline'])
  await answer(true)
  expect(await other).toBe(true)
  await answer(true)
  expect(await all).toEqual([true, true, true])
  expect(asked).toHaveLength(3)
})

test('what came of the last choice is what counts, and is told', async () => {
  const first = Promise.all([setStatus('ben', 'away'), setStatus('ben', 'offline')])
  await answer(false)
  await answer(true)
  expect(await first).toEqual([true, true])
  expect(notices.shown.value).toEqual([])
  const second = Promise.all([setStatus('ben', 'away'), setStatus('ben', 'online')])
  await answer(true)
  await answer(false)
  expect(await second).toEqual([false, false])
  expect(notices.shown.value).toHaveLength(1)
})
