import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Command, CommandQueue } from './command-queue.js'
import {
  emptyQueue,
  enqueue,
  finish,
  RENUMBER_MAX,
  renumber,
  takeNext,
  unconfirmedTexts,
  WAITING_MAX,
} from './command-queue.js'

const say = (text: string): Command => ({ noun: 'ChatMessage', body: { text } })
const peek = (text: string): Command => ({ noun: 'ChasitorSneakPeek', body: { position: 0, text } })
const typing: Command = { noun: 'ChasitorTyping', body: {} }
const end: Command = { noun: 'ChatEnd', body: { reason: 'client' } }

const filled = (...commands: Command[]): CommandQueue =>
  commands.reduce<CommandQueue>((queue, command) => enqueue(queue, command) ?? queue, emptyQueue)

describe('giving and taking', () => {
  test('numbers start at 1 and are given when a command is taken', () => {
    const first = takeNext(filled(say('a'), say('b')))
    expect(first).toMatchObject({ lastNumber: 1, sending: { number: 1, body: { text: 'a' } } })
    const second = takeNext(finish(first, 1))
    expect(second).toMatchObject({ lastNumber: 2, sending: { number: 2, body: { text: 'b' } }, waiting: [] })
  })

  test('one command is under way at a time', () => {
    const queue = takeNext(filled(say('a'), say('b')))
    expect(takeNext(queue)).toBe(queue)
  })

  test('an answer to another number changes nothing', () => {
    const queue = takeNext(filled(say('a')))
    expect(finish(queue, 7)).toBe(queue)
  })

  test('what is fleeting gives way to what comes after it, but not once it is under way', () => {
    expect(filled(say('a'), typing, peek('h'), peek('he'), say('b')).waiting).toEqual([say('a'), say('b')])
    expect(filled(peek('h'), peek('he')).waiting).toEqual([peek('he')])
    const underWay = takeNext(filled(typing))
    expect(enqueue(underWay, say('a'))).toMatchObject({ sending: typing, waiting: [say('a')] })
  })

  test('the queue has a limit, and the end of the chat still finds a place in it', () => {
    const full = filled(...Array.from({ length: WAITING_MAX }, (_, index) => say(String(index))))
    expect(enqueue(full, say('one more'))).toBeUndefined()
    expect(enqueue(full, end)?.waiting).toHaveLength(WAITING_MAX + 1)
  })

  test('the texts without an answer are known, oldest first', () => {
    expect(unconfirmedTexts(filled())).toEqual([])
    expect(unconfirmedTexts(takeNext(filled(say('a'), say('b'), end)))).toEqual(['a', 'b'])
  })
})

describe('another number', () => {
  test('the command follows the number the server accepted last, and the next one follows it', () => {
    const queue = renumber(takeNext(filled(say('a'), say('b'))), 41)
    expect(queue).toMatchObject({ lastNumber: 42, sending: { number: 42, body: { text: 'a' } } })
    expect(takeNext(finish(queue!, 42)).sending?.number).toBe(43)
  })

  test(`is taken ${RENUMBER_MAX} times`, () => {
    let queue: CommandQueue | undefined = takeNext(filled(say('a')))
    for (let time = 0; time < RENUMBER_MAX; time += 1) queue = renumber(queue!, 10 + time)
    expect(queue?.sending?.number).toBe(10 + RENUMBER_MAX)
    expect(renumber(queue!, 20)).toBeUndefined()
  })
})

// The server does a command when it sees its number for the first time, and answers; each time either may fail to
// arrive. What the client does then is to send the same again.
test('whatever is lost on the way, every command is done once and in order', () => {
  const fault = fc.constantFrom<('request lost' | 'answer lost' | 'refused for now')[]>(
    'request lost',
    'answer lost',
    'refused for now',
  )
  const action = fc.oneof(
    fc.record({ say: fc.string() }),
    fc.record({ send: fc.option(fault, { nil: undefined }) }),
    fc.constant('restart' as const),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      let queue = emptyQueue
      const given: string[] = []
      const done = new Map<number, unknown>()
      const send = (fails: string | undefined) => {
        queue = takeNext(queue)
        const { sending } = queue
        if (sending === undefined) return
        if (fails === 'request lost' || fails === 'refused for now') return
        const before = done.get(sending.number)
        if (before !== undefined) expect(sending.body['text']).toBe(before)
        done.set(sending.number, sending.body['text'])
        if (fails === undefined) queue = finish(queue, sending.number)
      }
      for (const action of actions) {
        if (action === 'restart') queue = JSON.parse(JSON.stringify(queue)) as CommandQueue
        else if ('say' in action) {
          given.push(action.say)
          queue = enqueue(queue, say(action.say)) ?? queue
        } else send(action.send)
      }
      while (queue.sending !== undefined || queue.waiting.length > 0) send(undefined)
      expect([...done.keys()]).toEqual(given.map((_, index) => index + 1))
      expect([...done.values()]).toEqual(given)
    }),
  )
})
