import { expect } from 'vitest'
import type { RawAnswer } from './raw-http.js'

/** The two texts that clients match to the letter. */
export const noVersion = 'No version header found'
export const noSession = 'Session required but was invalid or not found'

/** Says that nothing of the inside shows: no stack, no file, no library. */
export const expectNothingOfTheInside = (text: string): void => {
  expect(text).not.toMatch(/\n\s+at |\.[jt]s\b|node_modules|\/src\/|Error:|FST_|fastify|typebox|[Uu]ndefined/)
}

/** A refusal in the form of the wire: this status, one line of plain text, perhaps to the letter. */
export const expectRefusal = (answer: RawAnswer, status: number, text?: string): void => {
  expect(`${answer.status} ${answer.text}`).toMatch(new RegExp(`^${status} `))
  expect(answer.headers['content-type']).toBe('text/plain;charset=UTF-8')
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.text).toMatch(/^[^\n{[<]{1,300}$/)
  expectNothingOfTheInside(answer.text)
  if (text !== undefined) expect(answer.text).toBe(text)
}
