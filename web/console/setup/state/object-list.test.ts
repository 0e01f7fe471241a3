import { beforeEach, expect, test } from 'vitest'
import type { Answer } from '../../api/answer.js'
import type { ListQuery, Page } from '../api/setup-api.js'
import { createObjectList, type ObjectList } from './object-list.js'
import { sectionOf } from './sections.js'

let asked: ListQuery[]
let answers: ((names: string[], next?: string) => void)[]
let list: ObjectList

beforeEach(() => {
  asked = []
  answers = []
  const api = {
    list: (_plural: string, query: ListQuery = {}): Promise<Answer<Page>> => {
      asked.push(query)
      return new Promise((resolve) => {
        answers.push((names, next) => {
          const objects = names.map((name) => ({ id: name, name, version: 1 }))
          resolve({ ok: true, value: { objects, total: names.length, ...(next !== undefined && { next }) } })
        })
      })
    },
  }
  list = createObjectList(api, sectionOf('skills'), () => undefined)
})

const names = (): string[] | undefined => list.objects.value?.map(({ name }) => name)

test('only the answer to the last question counts, whichever comes first', async () => {
  const questions = [list.search('a'), list.search('ab')]
  answers[1]?.(['ab'])
  answers[0]?.(['a', 'ab'])
  await Promise.all(questions)
  expect(names()).toEqual(['ab'])
})

test('the next page of what was searched before is not put below what is searched now', async () => {
  const first = list.load()
  answers[0]?.(['a'], 'behind-a')
  await first
  const search = list.search('b')
  const more = list.more()
  answers[1]?.(['b'], 'behind-b')
  await Promise.all([search, more])
  expect(names()).toEqual(['b'])
  const next = list.more()
  answers[2]?.(['bb'])
  await next
  expect(asked.map(({ name, after }) => [name, after])).toEqual([
    ['', undefined],
    ['b', undefined],
    ['b', 'behind-b'],
  ])
  expect(names()).toEqual(['b', 'bb'])
})

test('fetched anew it holds as many as before, in pages that the server gives', async () => {
  const many = (count: number): string[] => Array.from({ length: count }, (_, place) => `${place}`)
  const first = list.load()
  answers[0]?.(many(50), 'behind-50')
  await first
  for (const page of [1, 2, 3, 4]) {
    const more = list.more()
    answers[page]?.(many(50), `behind-${page}`)
    await more
  }
  const again = list.load()
  answers[5]?.(many(200), 'behind-200')
  await expect.poll(() => answers.length).toBe(7)
  answers[6]?.(many(50), 'behind-250')
  await again
  expect(asked.slice(5).map(({ after, limit }) => [after, limit])).toEqual([
    [undefined, 200],
    ['behind-200', 50],
  ])
  expect([names()?.length, list.hasMore.value]).toEqual([250, true])
})

test('what was found stays that of its own words until what is searched for now is known', async () => {
  const search = list.search(' zebra ')
  answers[0]?.([])
  await search
  const emptied = list.search('')
  expect([list.query.value, list.searched.value, names()]).toEqual(['', 'zebra', []])
  answers[1]?.(['a', 'b'])
  await emptied
  expect([list.searched.value, list.total.value, names()]).toEqual(['', 2, ['a', 'b']])
})
