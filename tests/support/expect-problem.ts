import { expect } from 'vitest'
import type { Problem } from '../../src/agent-api/messages.js'
import type { RawAnswer } from './raw-http.js'
import { expectNothingOfTheInside } from './wire-refusal.js'

/** A refusal of the agents' API: RFC 9457 with this status, whole, and silent about the inside. Gives its body. */
export const expectProblem = (answer: RawAnswer, status: number, code?: string): Problem => {
  expect(`${answer.status} ${answer.text}`).toMatch(new RegExp(`^${status} `))
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(answer.headers['cache-control']).toBe('no-store')
  const problem = answer.json() as Problem
  const members = Object.keys(problem).filter((member) => member !== 'errors')
  expect(members.sort()).toEqual(['code', 'detail', 'status', 'title', 'type'])
  expect(problem.status).toBe(status)
  expect(problem.code).toMatch(/^[a-z]+(-[a-z]+)*$/)
  expect(problem.title).not.toBe('Error')
  expect(problem.detail).toMatch(/^[^\n]{1,300}$/)
  expectNothingOfTheInside(problem.detail)
  if (code !== undefined) expect(problem.code).toBe(code)
  return problem
}
