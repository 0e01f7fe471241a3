import { beforeEach, describe, expect, test } from 'vitest'
import type { OwnLogIns } from '../../../src/agent-api/own-log-ins.js'
import type { Answer } from '../api/answer.js'
import { createOwnLogIns, others, type OwnLogInList } from './own-log-ins.js'

const logIn = (logInId: string, isThis = false) => ({ logInId, isThis, madeAt: '2026-01-01T00:00:00.000Z' })
const unreachable = { ok: false, refusal: { kind: 'unreachable' } } as const
const gone = { ok: false, refusal: { kind: 'refused', status: 404, code: 'no-such-log-in', detail: '' } } as const

let answers: ((answer: Answer<OwnLogIns>) => void)[]
let ended: Answer<object>
let own: OwnLogInList

const tell = async (...ids: string[]): Promise<void> => {
  const loading = own.load()
  answers.at(-1)?.({ ok: true, value: { logIns: ids.map((id) => logIn(id, id === 'this')), hasPassword: true } })
  await loading
}
const shown = (): string[] => {
  const { value } = own.listed
  return value.state === 'there' ? value.logIns.map(({ logInId }) => logInId) : [value.state]
}

beforeEach(() => {
  answers = []
  ended = { ok: true, value: {} }
  own = createOwnLogIns({
    logIns: () => new Promise((resolve) => answers.push(resolve)),
    end: () => Promise.resolve(ended),
    endOthers: () => Promise.resolve(ended.ok ? { ok: true, value: { ended: 1 } } : ended),
  })
})

describe('the list', () => {
  test('is there once it was answered', async () => {
    expect(shown()).toEqual(['loading'])
    await tell('this', 'a')
    expect(shown()).toEqual(['this', 'a'])
  })

  test('can be asked for again when it failed, and stays when it fails later', async () => {
    const loading = own.load()
    answers[0]?.(unreachable)
    await loading
    expect(shown()).toEqual(['failed'])
    await tell('this')
    const again = own.load()
    answers.at(-1)?.(unreachable)
    await again
    expect(shown()).toEqual(['this'])
  })

  test('is that of the last question, in whatever order the answers come', async () => {
    const [first, second] = [own.load(), own.load()]
    answers[1]?.({ ok: true, value: { logIns: [logIn('new')], hasPassword: false } })
    answers[0]?.({ ok: true, value: { logIns: [logIn('old')], hasPassword: false } })
    await Promise.all([first, second])
    expect(shown()).toEqual(['new'])
  })
})

describe('ending', () => {
  beforeEach(() => tell('this', 'a', 'b'))

  test.each([{ ok: true, value: {} } as const, gone])('one: it is gone from the list (%j)', async (answer) => {
    ended = answer
    const ending = own.end('a')
    expect(own.ending.value).toBe('a')
    await ending
    expect([shown(), own.ending.value, own.failed.value]).toEqual([['this', 'b'], undefined, false])
  })

  test('all others: this one is left', async () => {
    const ending = own.endOthers()
    expect(own.ending.value).toBe(others)
    await ending
    expect(shown()).toEqual(['this'])
  })

  test('that fails leaves the list, and says so until the next try', async () => {
    ended = unreachable
    await own.end('a')
    expect([shown(), own.failed.value]).toEqual([['this', 'a', 'b'], true])
    const again = own.endOthers()
    expect(own.failed.value).toBe(false)
    await again
    expect([shown(), own.failed.value]).toEqual([['this', 'a', 'b'], true])
  })

  test('is not undone by a list that was asked for before', async () => {
    const loading = own.load()
    await own.end('a')
    answers.at(-1)?.({ ok: true, value: { logIns: [logIn('this', true), logIn('a')], hasPassword: true } })
    await loading
    expect(shown()).toEqual(['this', 'b'])
  })

  test('is one thing at a time', async () => {
    const first = own.end('a')
    await own.end('b')
    await first
    expect(shown()).toEqual(['this', 'b'])
  })
})
