import { expect, test } from 'vitest'
import { LogOverloadedError } from '../event-log/event-log.js'
import { SearchGate, searchesMax, searchesWaitingMax } from './search-gate.js'

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A gate, and the searches that run behind it in the order in which they began. */
const withSearches = () => {
  const gate = new SearchGate()
  const running: { readonly name: string; readonly end: () => void }[] = []
  const search = (organizationId: string, name = organizationId): Promise<string> =>
    gate.pass(organizationId, () => new Promise((resolve) => running.push({ name, end: () => resolve(name) })))
  /** Ends the one that began first, and lets who waits begin. */
  const endFirst = async (): Promise<void> => {
    running.shift()?.end()
    await settled()
  }
  return { gate, search, endFirst, names: () => running.map(({ name }) => name) }
}

test('few searches run at a time, a few more wait, and further ones are refused', async () => {
  const { gate, search, endFirst, names } = withSearches()
  const taken = Array.from({ length: searchesMax + searchesWaitingMax }, (_, number) => search('a', `${number}`))
  await expect(search('a')).rejects.toBeInstanceOf(LogOverloadedError)
  for (let number = 0; number < taken.length; number += 1) {
    expect(names()).toEqual(taken.slice(number, number + searchesMax).map((_, place) => `${number + place}`))
    await endFirst()
    expect(await taken[number]).toBe(`${number}`)
  }
  await expect(gate.pass('a', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  expect(await gate.pass('a', () => Promise.resolve('free'))).toBe('free')
})

test('[A-122] however many searches of one organization wait, those of another begin when the next one ends', async () => {
  const { search, endFirst, names } = withSearches()
  for (let number = 0; number < searchesMax + searchesWaitingMax; number += 1) void search('a')
  const [first, second] = [search('b', 'b1'), search('b', 'b2')]
  void search('c')
  await endFirst()
  expect(names()).toEqual(['a', 'a', 'b1'])
  await endFirst()
  expect(names()).toEqual(['a', 'b1', 'c'])
  await endFirst()
  expect(names()).toEqual(['b1', 'c', 'a'])
  await endFirst()
  expect(names()).toEqual(['c', 'a', 'b2'])
  expect(await first).toBe('b1')
  await endFirst()
  await endFirst()
  await endFirst()
  expect(await second).toBe('b2')
  expect(names()).toEqual(['a', 'a', 'a'])
})

test('those of an organization who come while others wait do not pass them by', async () => {
  const { search, endFirst, names } = withSearches()
  for (const name of ['1', '2', '3', '4']) void search('a', name)
  await endFirst()
  void search('a', '5')
  expect(names()).toEqual(['2', '3', '4'])
  await endFirst()
  expect(names()).toEqual(['3', '4', '5'])
})
