/** Addresses that belong to no surface: a plain 404 whatever is sent there. */
import { expect, test } from 'vitest'
import { shareInProcess } from '../support/in-process-server.js'

const server = shareInProcess()

test.each([
  ['GET', {}, undefined],
  ['POST', {}, '{}'],
  ['POST', { 'Content-Type': 'text/html' }, '<p>'],
  ['POST', { 'Content-Type': 'no type' }, '{}'],
  ['POST', { 'Content-Type': 'application/json' }, '{"a":'],
  ['POST', { 'Content-Type': 'application/json' }, ''],
  ['POST', { 'Content-Type': 'application/json' }, 'x'.repeat(2_000_000)],
  ['QUERY', {}, '{}'],
  ['PROPFIND', { 'Content-Type': '/' }, '{}'],
] as [string, Record<string, string>, string | undefined][])(
  '[X-4] there is nothing for %s %j, and nothing of the inside shows',
  async (method, headers, body) => {
    const sent = { method, headers, ...(body !== undefined && { body }) }
    // What is at / depends on whether the console was built.
    for (const path of ['/nowhere', '/chat', '/metrics/x', '/healthz/../x']) {
      const answer = await server.request({ path, ...sent })
      expect([answer.status, answer.text]).toEqual([404, 'There is nothing here.\n'])
      expect(answer.headers['content-type']).toMatch(/^text\/plain/)
    }
  },
)
