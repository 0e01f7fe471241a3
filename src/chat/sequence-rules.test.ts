import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CommandMark } from './command-memory.js'
import { noCommands, remember } from './command-memory.js'
import { lastAccepted, mayFollow } from './sequence-rules.js'

const mark = (number: number, reconnects = 0): CommandMark => ({ number, digest: `${number}`, reconnects })
const numbers = fc.nat(20)

describe('[C-13] the number that may follow', () => {
  test('is the next, and no other', () => {
    fc.assert(
      fc.property(numbers, numbers, (last, number) => {
        expect(mayFollow(mark(number), { number: last, reconnects: 0 }, false)).toBe(number === last + 1)
      }),
    )
  })

  test('is the last one or one of the two after it, once the client was told', () => {
    fc.assert(
      fc.property(numbers, numbers, (last, number) => {
        const near = number >= last && number <= last + 2
        expect(mayFollow(mark(number), { number: last, reconnects: 0 }, true)).toBe(near)
      }),
    )
  })

  test('is 1 too, after a reconnect, until a command was accepted since', () => {
    expect(mayFollow(mark(1, 1), { number: 7, reconnects: 0 }, false)).toBe(true)
    expect(mayFollow(mark(8, 1), { number: 7, reconnects: 0 }, false)).toBe(true)
    expect(mayFollow(mark(1, 1), { number: 7, reconnects: 1 }, false)).toBe(false)
  })
})

describe('the last number accepted', () => {
  test('is 0 before the first', () => {
    expect(lastAccepted(noCommands)).toEqual({ number: 0, reconnects: 0 })
  })

  test('is that of the newest command, whatever the numbers were', () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 40 }), (all) => {
        const memory = all.map((number) => mark(number)).reduce(remember, noCommands)
        expect(lastAccepted(memory).number).toBe(all.at(-1))
      }),
    )
  })

  test('is found in a memory that was kept without it', () => {
    expect(lastAccepted({ seen: [mark(3), mark(2)], reliable: true }).number).toBe(2)
  })
})

test('a number used again because the client was told to leaves the memory reliable', () => {
  const told: CommandMark = { number: 2, digest: 'other', again: true }
  const memory = [mark(1), mark(2), told].reduce(remember, noCommands)
  expect(memory).toMatchObject({ seen: [mark(1), told], reliable: true, last: 2 })
})
