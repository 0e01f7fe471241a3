import { expect, test } from 'vitest'
import type { Answer } from '../../api/answer.js'
import { historyPageSize, openHistory, type HistoryPageQuery } from './history.js'

interface Row {
  readonly number: number
}

test('comes in pages, from the newest on, until there is no more', async () => {
  const asked: HistoryPageQuery[] = []
  let left = 70
  const history = openHistory((query): Promise<Answer<readonly Row[]>> => {
    asked.push(query)
    const value = Array.from({ length: Math.min(left, query.limit) }, (_, place) => ({ number: left - place }))
    left -= value.length
    return Promise.resolve({ ok: true, value })
  })
  await Promise.resolve()
  expect([history.rows.value?.length, history.hasMore.value]).toEqual([historyPageSize, true])
  await history.more()
  expect([history.rows.value?.length, history.hasMore.value]).toEqual([70, false])
  expect(asked.map(({ before }) => before)).toEqual([undefined, 21])
})

test('says when it could not be fetched', async () => {
  const history = openHistory<Row>(() => Promise.resolve({ ok: false, refusal: { kind: 'unreachable' } }))
  await Promise.resolve()
  expect([history.state.value, history.rows.value]).toEqual(['failed', undefined])
})
