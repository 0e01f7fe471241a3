import { describe, expect, test } from 'vitest'
import { databaseFraming } from './database-way.js'
import { HintLine, type Framing } from './hint-line.js'
import { natsFraming } from './nats-way.js'

/** Messages are a letter, their length and so many bytes; an `h` is a hint. */
const framing: Framing = (bytes) =>
  bytes.length < 2 ? undefined : { length: 2 + Number(String.fromCharCode(bytes[1] ?? 0)), isHint: bytes[0] === 104 }

const carried = (parts: readonly string[], twice: boolean): string => {
  let passed = ''
  const line = new HintLine(framing, (bytes) => (passed += bytes.toString()))
  for (const part of parts) line.carry(Buffer.from(part), { lateMs: 0, twice })
  return passed
}

describe('what is answered in parts', () => {
  test.each([[['h3abcx1z']], [['h3a', 'bcx', '1z']], [['h', '3', 'abcx1', 'z']]])('%j is passed on whole', (parts) => {
    expect(carried(parts, false)).toBe('h3abcx1z')
    expect(carried(parts, true)).toBe('h3abch3abcx1z')
  })
})

test('what is late keeps its order, also when what follows would not be', async () => {
  const passed: string[] = []
  let all: () => void = () => undefined
  const isAll = new Promise<void>((resolve) => (all = resolve))
  const line = new HintLine(framing, (bytes) => {
    if (passed.push(bytes.toString()) === 2) all()
  })
  line.carry(Buffer.from('h1a'), { lateMs: 20, twice: false })
  line.carry(Buffer.from('h1b'), { lateMs: 0, twice: false })
  expect(passed).toEqual([])
  // Its timers do not keep a process alive.
  const alive = setInterval(() => undefined, 5)
  await isAll
  clearInterval(alive)
  expect(passed).toEqual(['h1a', 'h1b'])
})

test.each<[Framing, string, string]>([
  [natsFraming, 'PING\r\n', 'MSG parley.a 1 4\r\n\r\n+O\r\n'],
  [natsFraming, 'INFO {"MSG":1}\r\n', 'HMSG parley.a 1 12 15\r\nNATS/1.0\r\n\r\nabc\r\n'],
  [databaseFraming, 'Z\0\0\0\x05I', 'A\0\0\0\x0b\0\0\0\x01p\0\0'],
])('hints are told from other messages as %o does', (frames, other, hint) => {
  const bytes = Buffer.from(`${other}${hint}`, 'latin1')
  expect(frames(bytes)).toEqual({ length: other.length, isHint: false })
  expect(frames(bytes.subarray(other.length))).toEqual({ length: hint.length, isHint: true })
  expect(frames(bytes.subarray(other.length, -1))?.length).toBe(hint.length)
  expect(frames(bytes.subarray(0, 1))).toBeUndefined()
})
