import { expect, test } from 'vitest'
import { LogOverloadedError, LogUnavailableError } from '../event-log/event-log.js'
import { ChatError } from './chat-error.js'
import { eachOnItsOwn } from './each-on-its-own.js'

/** Acts on three chats, of which the second fails in this way; tells which had their turn, and what was told of. */
const withFailure = async (failure: Error) => {
  const turns: string[] = []
  const told: unknown[] = []
  const act = async (chat: string): Promise<void> => {
    await Promise.resolve()
    turns.push(chat)
    if (chat === 'b') throw failure
  }
  await eachOnItsOwn(['a', 'b', 'c'], act, (error) => told.push(error))
  return { turns, told }
}

test('a fault is told of, and keeps no other chat from its turn', async () => {
  const fault = new Error('A fault of ours.')
  expect(await withFailure(fault)).toEqual({ turns: ['a', 'b', 'c'], told: [fault] })
})

test('what the rules refuse is no failure', async () => {
  expect(await withFailure(new ChatError('chat-over', 'It is over.'))).toEqual({ turns: ['a', 'b', 'c'], told: [] })
})

test.each([new LogUnavailableError('The disk is gone.'), new LogOverloadedError('Too much waits.')])(
  'the rest waits while the log takes nothing: %s',
  async (failure) => {
    expect(await withFailure(failure)).toEqual({ turns: ['a', 'b'], told: [failure] })
  },
)
