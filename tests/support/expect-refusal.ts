import { expect } from 'vitest'
import type { Ended } from './node-process.js'

/**
 * Expects that a command ended the way a mistake of its operator has to: exit code 1, nothing on standard output, and
 * on standard error these sentences, one line each, and nothing else.
 */
export const expectRefusal = ({ code, stdout, stderr }: Ended, ...sentences: readonly (string | RegExp)[]): void => {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  const lines = stderr.replace(/\n$/, '').split('\n')
  expect(lines, stderr).toHaveLength(sentences.length)
  for (const [index, sentence] of sentences.entries()) {
    if (typeof sentence === 'string') expect(lines[index]).toBe(sentence)
    else expect(lines[index]).toMatch(sentence)
  }
}
