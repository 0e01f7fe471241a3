import { pino } from 'pino'
import { expect, test } from 'vitest'
import { LogAwayError, LogOverloadedError, LogUnavailableError } from '../event-log/event-log.js'
import { TooLateError } from '../event-log/too-late.js'
import { backgroundErrors } from './background-errors.js'

const logged = (...errors: readonly Error[]) => {
  const types: string[] = []
  const write = (line: string): void => void types.push((JSON.parse(line) as { err: { type: string } }).err.type)
  const stopping = new AbortController()
  const onError = backgroundErrors(pino({}, { write }), stopping.signal)
  return { types, onError, stop: () => stopping.abort(), all: () => errors.forEach(onError) }
}

test('what others tell of, and what is due later anyway, is not told for each piece of work', () => {
  const { types, all } = logged(new LogAwayError('It is away.'), new TooLateError())
  all()
  expect(types).toEqual([])
})

test('every other error is a fault that somebody has to see, but for what a stop leaves undone', () => {
  const { types, all, stop } = logged(
    new TypeError('A mistake.'),
    new LogOverloadedError('Too many appends are waiting.'),
    new LogUnavailableError('The connection was lost.'),
  )
  all()
  expect(types).toEqual(['TypeError', 'LogOverloadedError', 'LogUnavailableError'])
  stop()
  all()
  expect(types.slice(3)).toEqual(['TypeError', 'LogOverloadedError'])
})
