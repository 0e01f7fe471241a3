/** What checks expect of answers, in words. */
import assert from 'node:assert/strict'
import type { WireMessages } from '../support/plain-visitor.js'
import type { RawAnswer } from '../support/raw-http.js'
import { expectRefusal, noSession } from '../support/wire-refusal.js'
import type { DrivenChat } from './agent-driver.js'
import type { CheckedVisitor } from './checked-visitor.js'

const okBytes = Buffer.from([0x4f, 0x4b])

/** A command that succeeded: 200 and the two bytes `OK`. */
export const expectOk = (answer: RawAnswer): void => {
  assert.equal(answer.status, 200, `The answer is ${answer.status} ${answer.text}`)
  assert.deepEqual(answer.bytes, okBytes)
  assert.equal(answer.headers['content-type'], 'text/plain;charset=UTF-8')
}

/** The session is over, or never was. */
export const expectGone = (answer: RawAnswer): void => expectRefusal(answer, 403, noSession)

/** The 200 of a poll with these types of messages. */
export const expectTypes = (answer: RawAnswer, types: readonly string[]): WireMessages => {
  assert.equal(answer.status, 200, `The answer is ${answer.status} ${answer.text}`)
  const body = answer.json() as WireMessages
  assert.deepEqual(
    body.messages.map(({ type }) => type),
    types,
  )
  return body
}

/** An object has exactly these members, in any order. */
export const expectMembers = (value: unknown, members: readonly string[]): void => {
  assert.equal(typeof value, 'object')
  assert.deepEqual(Object.keys(value as object).sort(), [...members].sort())
}

/**
 * Nothing happened to a chat: the agent has these texts and was told of nothing else, and the visitor, who had read
 * everything up to `read`, goes on.
 */
export const expectUntouched = async (
  { visitor, chat }: { visitor: CheckedVisitor; chat: DrivenChat },
  texts: readonly string[],
  read = 1,
): Promise<void> => {
  assert.deepEqual(await chat.texts(), texts)
  assert.deepEqual(chat.signs, [])
  const poll = await visitor.held(read)
  // What the agent writes now comes at once: the session lives.
  await chat.write('Still here')
  const { messages } = expectTypes(await poll.answer, ['ChatMessage', 'AgentNotTyping'])
  assert.equal(messages[0]?.message['text'], 'Still here')
}
