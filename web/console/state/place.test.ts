import { expect, test } from 'vitest'
import { chatHash, chatInHash, isDesk, isWithin } from './place.js'

test('the desk is one address, with its last slash or without', () => {
  for (const path of ['/console', '/console/']) expect(isDesk(path), path).toBe(true)
  for (const path of ['/', '/consol', '/consoles', '/console/floor', '/console//', '/setup']) {
    expect(isDesk(path), path).toBe(false)
  }
})

test('what is below a place belongs to it, what only begins like it does not', () => {
  const floor = { id: 'floor', path: '/console/floor' } as const
  expect(isWithin(floor, '/console/floor')).toBe(true)
  expect(isWithin(floor, '/console/floor/chats/1')).toBe(true)
  expect(isWithin(floor, '/console/floors')).toBe(false)
  expect(isWithin({ id: 'desk', path: '/console/' }, '/console/floor')).toBe(false)
})

test('the end of an address names a chat, whatever its id is made of, or none', () => {
  for (const chatId of ['570P00000000001', 'a/b', '%', 'é']) expect(chatInHash(chatHash(chatId))).toBe(chatId)
  for (const hash of ['', '#content', '#/chats/', '#/chats/a/b', '#/chats/%', '#/chats/%E0%A4']) {
    expect(chatInHash(hash), hash).toBeUndefined()
  }
})
