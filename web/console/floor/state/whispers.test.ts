import { expect, test } from 'vitest'
import { ManualClock } from '../../../../src/lib/manual-clock.js'
import type { Answer } from '../../api/answer.js'
import { createDrafts } from '../../state/drafts.js'
import { createNotices } from '../../state/notices.js'
import { memoryStore } from '../../state/store.js'
import { createWhispers } from './whispers.js'

const begin = () => {
  const sent: string[] = []
  let answer: Answer<never> | undefined
  let keys = 0
  const notices = createNotices(new ManualClock())
  const whispers = createWhispers(
    {
      whisper: (chatId, text, key) => {
        sent.push(`${chatId} ${text} ${key}`)
        const entry = { kind: 'whisper' as const, chatId, number: 1, at: '', name: 'Sue', text }
        return Promise.resolve(answer ?? { ok: true, value: entry })
      },
    },
    () => `key-${(keys += 1)}`,
    notices,
    createDrafts(memoryStore(), 'whisper.'),
  )
  const refuse = (next: Answer<never> | undefined): void => void (answer = next)
  return { sent, whispers, notices, refuse }
}

test('a whisper is sent without what surrounds it, and its draft is gone when the server has it', async () => {
  const { sent, whispers } = begin()
  whispers.write('c', '  You may.\n')
  const done = whispers.send('c')
  expect(whispers.sending.value.has('c')).toBe(true)
  void whispers.send('c')
  await done
  expect(sent).toEqual(['c You may. key-1'])
  expect(whispers.drafts.value).toEqual({})
  expect(whispers.sending.value.size).toBe(0)
})

test('[A-42] one that got no answer is the same when it is tried again, and another when its words are', async () => {
  const { sent, whispers, notices, refuse } = begin()
  refuse({ ok: false, refusal: { kind: 'unreachable' } })
  whispers.write('c', 'You may.')
  await whispers.send('c')
  expect(whispers.drafts.value['c']).toBe('You may.')
  expect(notices.shown.value.map(({ fact }) => fact)).toMatchObject([{ what: 'not-done', deed: 'whisper' }])
  await whispers.send('c')
  whispers.write('c', 'You may not.')
  refuse(undefined)
  await whispers.send('c')
  expect(sent).toEqual(['c You may. key-1', 'c You may. key-1', 'c You may not. key-2'])
})

test('what is written while a whisper is on its way stays, and blanks are not sent', async () => {
  const { sent, whispers } = begin()
  whispers.write('c', 'One')
  const done = whispers.send('c')
  whispers.write('c', 'One more')
  await done
  expect(whispers.drafts.value['c']).toBe('One more')
  whispers.write('d', '  \n')
  await whispers.send('d')
  expect(sent).toHaveLength(1)
})
