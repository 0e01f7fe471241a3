import { expect, test } from 'vitest'
import type { Answer } from '../../api/answer.js'
import type { AuditedChange, AuditQuery } from '../api/setup-api.js'
import { historyPageSize, openHistory } from './history.js'

const change = (number: number): AuditedChange => ({
  ...{ number, at: '2026-01-01T12:00:00.000Z', by: { id: 'a', name: 'ada' }, action: 'changed' },
  ...{ kind: 'skill', id: '0C5000000000001', name: 'Refunds', changes: [] },
})

test('comes in pages, from the newest on, until there is no more', async () => {
  const asked: AuditQuery[] = []
  let left = 70
  const api = {
    audit: (query: AuditQuery): Promise<Answer<{ changes: readonly AuditedChange[] }>> => {
      asked.push(query)
      const changes = Array.from({ length: Math.min(left, query.limit) }, (_, place) => change(left - place))
      left -= changes.length
      return Promise.resolve({ ok: true, value: { changes } })
    },
  }
  const history = openHistory(api, { kind: 'skill' })
  await Promise.resolve()
  await Promise.resolve()
  expect([history.changes.value?.length, history.hasMore.value]).toEqual([historyPageSize, true])
  await history.more()
  expect([history.changes.value?.length, history.hasMore.value]).toEqual([70, false])
  expect(asked.map(({ before, kind }) => [before, kind])).toEqual([
    [undefined, 'skill'],
    [21, 'skill'],
  ])
})

test('says when it could not be fetched', async () => {
  const history = openHistory({ audit: () => Promise.resolve({ ok: false, refusal: { kind: 'unreachable' } }) }, {})
  await Promise.resolve()
  await Promise.resolve()
  expect([history.state.value, history.changes.value]).toEqual(['failed', undefined])
})
