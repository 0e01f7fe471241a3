import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CommandMark } from './command-memory.js'
import { isRepeat, noCommands, remember, type CommandMemory } from './command-memory.js'
import { rememberedMax, rememberedMin, rememberedMs } from './recent.js'

const mark = (number: number, digest: string, reconnects?: number): CommandMark => ({
  ...{ number, digest },
  ...(reconnects !== undefined && { reconnects }),
})
/** The memory after these commands, `everyMs` apart. */
const afterEvery = (everyMs: number, marks: readonly CommandMark[]): CommandMemory =>
  marks.reduce((memory, one, index) => remember(memory, one, index * everyMs), noCommands)
const after = (...marks: CommandMark[]): CommandMemory => afterEvery(rememberedMs, marks)

/** What has an effect of these commands, sent one after the other, with a long time in between. */
const effects = (marks: readonly CommandMark[]): CommandMark[] => {
  let memory = noCommands
  return marks.filter((one, index) => {
    if (isRepeat(memory, one)) return false
    memory = remember(memory, one, index * rememberedMs)
    return true
  })
}

const contents = fc.array(fc.constantFrom('yes', 'no', 'hello'), { maxLength: rememberedMin })

describe('[C-7] a command that comes again', () => {
  test('has one effect, however often and late within the memory', () => {
    fc.assert(
      fc.property(contents, fc.infiniteStream(fc.nat()), (texts, chance) => {
        const commands = texts.map((text, index) => mark(index + 1, text))
        const sent = commands.flatMap((command, index) => {
          const [again] = chance.take(1)
          const earlier = commands[(again ?? 0) % (index + 1)]
          return earlier === undefined ? [command] : [command, earlier, command]
        })
        expect(effects(sent)).toEqual(commands)
      }),
    )
  })

  test('is recognised among the newest 32 however old it is, and no further', () => {
    const commands = Array.from({ length: rememberedMin + 1 }, (_, index) => mark(index, `c${index}`))
    expect(after(...commands).seen).toHaveLength(rememberedMin)
    expect(isRepeat(after(...commands), mark(1, 'c1'))).toBe(true)
    expect(isRepeat(after(...commands), mark(0, 'c0'))).toBe(false)
  })

  test('is recognised for a minute however many came since, but for very many', () => {
    const commands = Array.from({ length: rememberedMax + 1 }, (_, index) => mark(index, `c${index}`))
    const quick = afterEvery(100, commands)
    expect(quick.seen).toHaveLength(rememberedMax)
    expect(isRepeat(quick, mark(1, 'c1'))).toBe(true)
    expect(isRepeat(quick, mark(0, 'c0'))).toBe(false)
    const slower = afterEvery(1000, commands)
    expect(slower.seen).toHaveLength(rememberedMs / 1000 + 1)
    expect(isRepeat(slower, commands.at(-1 - rememberedMs / 1000))).toBe(true)
    expect(isRepeat(slower, commands.at(-2 - rememberedMs / 1000))).toBe(false)
  })

  test('is none without a number', () => {
    expect(isRepeat(after(mark(1, 'yes')), undefined)).toBe(false)
    expect(remember(noCommands, undefined, 0)).toBe(noCommands)
  })
})

test('[C-8] once a number came with two contents, everything has an effect', () => {
  fc.assert(
    fc.property(contents, (texts) => {
      const sent = [mark(7, 'one'), mark(7, 'two'), ...texts.map((text) => mark(7, text))]
      expect(effects(sent)).toEqual(sent)
    }),
  )
})

describe('[C-12] after a reconnect', () => {
  test('numbers that go on are as they were', () => {
    fc.assert(
      fc.property(contents, fc.nat(40), (texts, where) => {
        const commands = texts.map((text, index) => mark(index + 1, text, index < where ? undefined : 1))
        const again = commands.map((command) => ({ ...command, reconnects: 1 }))
        expect(effects([...commands, ...again])).toEqual(commands)
      }),
    )
  })

  test('numbers that begin anew lose no command, and their repeats are found', () => {
    fc.assert(
      fc.property(contents, contents, (before, anew) => {
        const old = [mark(1, 'the request'), ...before.map((text, index) => mark(index + 2, text))]
        const now = anew.map((text, index) => mark(index + 1, text, 1))
        const sent = [...old, ...now.flatMap((command) => [command, command])]
        expect(effects(sent)).toEqual([...old, ...now])
      }),
    )
  })

  test('a number used before for something else proves nothing against the numbers since', () => {
    const memory = after(mark(1, 'the request'), mark(2, 'hello'), mark(2, 'other', 1))
    expect(memory.reliable).toBe(true)
    expect(isRepeat(memory, mark(2, 'other', 1))).toBe(true)
    expect(remember(memory, mark(2, 'third', 1), 0).reliable).toBe(false)
  })
})
