import { expect, test } from 'vitest'
import { createDrafts } from './drafts.js'
import { memoryStore } from './store.js'

test('a draft survives a reload', () => {
  const store = memoryStore()
  createDrafts(store, 'mara.').set('a', 'half a sen')
  expect(createDrafts(store, 'mara.').texts.value).toEqual({ a: 'half a sen' })
})

test('an empty draft leaves nothing behind', () => {
  const store = memoryStore()
  const drafts = createDrafts(store, 'mara.')
  drafts.set('a', 'x')
  drafts.set('a', '')
  expect(drafts.texts.value).toEqual({})
  expect(store.names()).toEqual([])
})

test('another agent’s drafts are neither seen nor touched', () => {
  const store = memoryStore()
  createDrafts(store, 'jonas.').set('a', 'mine')
  const drafts = createDrafts(store, 'mara.')
  expect(drafts.texts.value).toEqual({})
  drafts.keepOnly(new Set())
  expect(store.names()).toEqual(['jonas.a'])
})

test('drafts of chats that are gone go, also those another window left', () => {
  const store = memoryStore()
  const drafts = createDrafts(store, 'mara.')
  drafts.set('a', 'x')
  drafts.set('b', 'y')
  store.write('mara.c', 'from another window')
  drafts.keepOnly(new Set(['b']))
  expect(drafts.texts.value).toEqual({ b: 'y' })
  expect(store.names()).toEqual(['mara.b'])
})
