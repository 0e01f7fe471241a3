import assert from 'node:assert/strict'
import type { RawAnswer } from './raw-http.js'

/** The two texts that clients match to the letter. */
export const noVersion = 'No version header found'
export const noSession = 'Session required but was invalid or not found'

/** Says that nothing of the inside shows: no stack, no file, no library. */
export const expectNothingOfTheInside = (text: string): void => {
  assert.doesNotMatch(text, /\n\s+at |\.[jt]s\b|node_modules|\/src\/|Error:|FST_|fastify|typebox|[Uu]ndefined/)
}

/** A refusal in the form of the wire: this status, one line of plain text, perhaps to the letter. */
export const expectRefusal = (answer: RawAnswer, status: number, text?: string): void => {
  assert.equal(answer.status, status, `The answer is ${answer.status} ${answer.text}`)
  assert.equal(answer.headers['content-type'], 'text/plain;charset=UTF-8')
  assert.equal(answer.headers['cache-control'], 'no-store')
  assert.match(answer.text, /^[^\n{[<][^\n]{0,299}$/)
  expectNothingOfTheInside(answer.text)
  if (text !== undefined) assert.equal(answer.text, text)
}
