import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SseParser, type StreamEvent } from './sse-parser.js'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const parse = (...texts: string[]): StreamEvent[] => {
  const parser = new SseParser()
  return texts.flatMap((text) => parser.push(encode(text)))
}
const event = (name: string, data: string, lastEventId = ''): StreamEvent => ({ name, data, lastEventId })

describe('as the HTML standard says', () => {
  test.each<[string, string, StreamEvent[]]>([
    ['an event with a name and an id', 'event: a\nid: 7\ndata: x\n\n', [event('a', 'x', '7')]],
    ['without a name it is a message', 'data: x\n\n', [event('message', 'x')]],
    ['several data lines are joined', 'data: x\ndata\ndata: y\n\n', [event('message', 'x\n\ny')]],
    ['only one space after the colon goes', 'data:  x\n\ndata:y\n\n', [event('message', ' x'), event('message', 'y')]],
    ['a comment is nothing', ': hello\n\n:\ndata: x\n\n', [event('message', 'x')]],
    ['without data nothing is told, and the name is forgotten', 'event: a\n\ndata: x\n\n', [event('message', 'x')]],
    ['empty data is data', 'data:\n\n', [event('message', '')]],
    ['the id stays', 'id: 1\ndata: x\n\ndata: y\n\n', [event('message', 'x', '1'), event('message', 'y', '1')]],
    [
      'an empty id takes it back',
      'id: 1\ndata: x\n\nid\ndata: y\n\n',
      [event('message', 'x', '1'), event('message', 'y')],
    ],
    ['an id with a null is ignored', 'id: 1\nid: 2\0\ndata: x\n\n', [event('message', 'x', '1')]],
    ['unknown fields are ignored', 'retry: 5\ndatax: 1\n data: 2\ndata: x\n\n', [event('message', 'x')]],
    ['an unfinished event is not told', 'data: x\n', []],
    ['a byte order mark is skipped', '\ufeffdata: x\n\n', [event('message', 'x')]],
    [
      'lines may end with CR or CRLF',
      'data: x\r\rdata: y\r\n\r\ndata: z\n\r',
      [event('message', 'x'), event('message', 'y'), event('message', 'z')],
    ],
  ])('%s', (_what, text, expected) => {
    expect(parse(text)).toEqual(expected)
  })

  test('an id is where to resume only when its block is complete', () => {
    const parser = new SseParser('5')
    parser.push(encode('id: 6\n'))
    expect(parser.lastEventId).toBe('5')
    parser.push(encode('\n'))
    expect(parser.lastEventId).toBe('6')
  })
})

const field = fc.oneof(
  fc
    .constantFrom('data', 'event', 'id', 'retry', '', 'other')
    .chain((name) =>
      fc
        .string({ unit: fc.constantFrom('a', ' ', ':', 'é', '語', '👋', '{', '"') })
        .map((value) => `${name}: ${value}`),
    ),
  fc.constant(''),
)
const stream = fc
  .array(fc.tuple(field, fc.constantFrom('\n', '\r', '\r\n')), { maxLength: 40 })
  .map((lines) => lines.flat().join(''))

test('it does not matter where the bytes are cut', () => {
  fc.assert(
    fc.property(stream, fc.array(fc.nat(400)), (text, cuts) => {
      const bytes = encode(text)
      const parser = new SseParser()
      const places = [...new Set([...cuts.filter((cut) => cut < bytes.length), bytes.length])].sort((a, b) => a - b)
      let start = 0
      const pieces = places.flatMap((end) => {
        const events = parser.push(bytes.subarray(start, end))
        start = end
        return events
      })
      expect(pieces).toEqual(parse(text))
    }),
    { numRuns: 500 },
  )
})

test('what is written as an event is read as that event', () => {
  const name = fc
    .string({ minLength: 1 })
    .filter((text) => !/[\r\n\0]/.test(text) && !text.startsWith(' ') && text !== '')
  fc.assert(
    fc.property(name, fc.json(), (title, json) => {
      expect(parse(`event: ${title}\ndata: ${json}\n\n`)).toEqual([event(title, json)])
    }),
  )
})
