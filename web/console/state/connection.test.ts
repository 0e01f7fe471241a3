import { beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import type { StreamEvent } from '../api/sse-parser.js'
import { createConnection, silenceMaxMs, type EventConnection, type OpenedStream } from './connection.js'

/** Lets everything that is due right now happen, without any time going by. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

/** One attempt to open the stream, in the hands of the test. */
class Attempt {
  readonly #chunks: Uint8Array[] = []
  #wake: () => void = () => undefined
  #over: 'no' | 'ended' | 'broken' = 'no'
  answer: (stream: OpenedStream) => void = () => undefined
  refuse: (cause: Error) => void = () => undefined

  constructor(
    readonly lastEventId: string,
    readonly signal: AbortSignal,
  ) {}

  async accept(status = 200, retryAfterMs?: number): Promise<void> {
    this.answer({ status, ...(retryAfterMs !== undefined && { retryAfterMs }), chunks: this.#read() })
    await settle()
  }

  async write(text: string): Promise<void> {
    this.#chunks.push(new TextEncoder().encode(text))
    this.#wake()
    await settle()
  }

  async end(how: 'ended' | 'broken' = 'ended'): Promise<void> {
    this.#over = how
    this.#wake()
    await settle()
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = this.#chunks.shift()
      if (next) yield next
      else if (this.#over === 'ended') return
      else if (this.#over === 'broken') throw new Error('broken')
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}

let clock: ManualClock
let attempts: Attempt[]
let events: StreamEvent[]
let connection: EventConnection
let onEvent: (event: StreamEvent) => void
const last = (): Attempt => attempts.at(-1)!
const state = (): string => connection.state.value.state

beforeEach(() => {
  clock = new ManualClock()
  attempts = []
  events = []
  onEvent = (event) => void events.push(event)
  connection = createConnection({
    clock,
    chance: () => 0,
    open: (lastEventId, signal) => {
      const attempt = new Attempt(lastEventId, signal)
      attempts.push(attempt)
      return new Promise((resolve, reject) => {
        attempt.answer = resolve
        attempt.refuse = reject
      })
    },
    onEvent: (event) => onEvent(event),
  })
  connection.start()
})

describe('a good connection', () => {
  test('goes from connecting to live, and hands events on in order', async () => {
    expect(state()).toBe('connecting')
    await last().accept()
    expect(state()).toBe('live')
    await last().write('event: snapshot\nid: 1\ndata: {}\n\nid: 2\ndata: x\n\n')
    expect(events.map(({ data }) => data)).toEqual(['{}', 'x'])
  })

  test('lives on heartbeats', async () => {
    await last().accept()
    for (let beat = 0; beat < 20; beat += 1) {
      clock.advance(silenceMaxMs - 1)
      await last().write(': \n\n')
    }
    expect(state()).toBe('live')
    expect(attempts).toHaveLength(1)
  })
})

describe('a lost connection', () => {
  test.each(['ended', 'broken'] as const)(
    'is noticed when the stream is %s, and resumes after the last event',
    async (how) => {
      await last().accept()
      await last().write('id: 41\ndata: x\n\nid: 42\n')
      await last().end(how)
      expect(connection.state.value).toEqual({ state: 'lost', since: clock.now(), nextTryAt: clock.now() + 500 })
      clock.advance(500)
      expect(attempts).toHaveLength(2)
      expect(last().lastEventId).toBe('41')
      expect(connection.state.value).toMatchObject({ state: 'lost', nextTryAt: undefined })
      await last().accept()
      expect(state()).toBe('live')
    },
  )

  test('is noticed by silence', async () => {
    await last().accept()
    clock.advance(silenceMaxMs)
    expect(connection.state.value).toMatchObject({ state: 'lost', since: clock.now() - silenceMaxMs })
    expect(attempts[0]!.signal.aborted).toBe(true)
    clock.advance(500)
    expect(attempts).toHaveLength(2)
  })

  test('is noticed when the server does not even answer', async () => {
    clock.advance(silenceMaxMs)
    await settle()
    expect(state()).toBe('lost')
  })

  test('is tried again at longer and longer intervals, up to 10 s', async () => {
    const waits: number[] = []
    for (let failure = 0; failure < 8; failure += 1) {
      last().refuse(new Error('no'))
      await settle()
      const now = connection.state.value
      if (now.state !== 'lost' || now.nextTryAt === undefined) throw new Error('not lost')
      waits.push(now.nextTryAt - clock.now())
      clock.advance(now.nextTryAt - clock.now())
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000])
    expect(connection.state.value).toMatchObject({ since: clock.now() - waits.reduce((a, b) => a + b, 0) })
  })

  test('a stream that opens and closes at once is not tried without pause', async () => {
    for (const wait of [500, 1_000, 2_000]) {
      await last().accept()
      await last().end()
      expect(connection.state.value).toMatchObject({ state: 'lost', nextTryAt: clock.now() + wait })
      clock.advance(wait)
    }
  })

  test('bytes make the next loss the first again', async () => {
    last().refuse(new Error('no'))
    await settle()
    clock.advance(500)
    await last().accept()
    await last().write(': \n\n')
    await last().end()
    expect(connection.state.value).toMatchObject({ nextTryAt: clock.now() + 500 })
  })

  test('waits as long as the server asks', async () => {
    await last().accept(503, 7_000)
    expect(connection.state.value).toMatchObject({ state: 'lost', nextTryAt: clock.now() + 7_000 })
  })

  test('is tried at once when asked, and only when lost', async () => {
    await last().accept()
    connection.retryNow()
    expect(attempts).toHaveLength(1)
    await last().end()
    connection.retryNow()
    expect(attempts).toHaveLength(2)
    // The try is under way; asking again starts no second one.
    connection.retryNow()
    clock.advance(2_000)
    expect(attempts).toHaveLength(2)
  })

  test('what an abandoned attempt still brings is not heard', async () => {
    await last().accept()
    const old = last()
    clock.advance(silenceMaxMs + 500)
    await last().accept()
    await old.write('data: late\n\n')
    expect(events).toEqual([])
    expect(state()).toBe('live')
  })

  test('an event that cannot be used leads to a new snapshot', async () => {
    await last().accept()
    await last().write('id: 1\ndata: x\n\n')
    onEvent = () => {
      throw new SyntaxError('not JSON')
    }
    await last().write('id: 2\ndata: y\n\n')
    expect(state()).toBe('lost')
    clock.advance(500)
    expect(last().lastEventId).toBe('')
  })
})

describe('the end', () => {
  test('a server that does not know us is not asked again', async () => {
    await last().accept(401)
    expect(state()).toBe('signed-out')
    clock.advance(3_600_000)
    connection.retryNow()
    expect(attempts).toHaveLength(1)
  })

  test('after stop nothing happens any more', async () => {
    await last().accept()
    connection.stop()
    expect(last().signal.aborted).toBe(true)
    clock.advance(3_600_000)
    connection.retryNow()
    expect(attempts).toHaveLength(1)
  })
})
