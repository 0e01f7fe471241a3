import { expect, test } from 'vitest'
import { desktopChat } from './desktop-facts.js'

test('the desktop tells of what a visitor waits for, and of nothing else', () => {
  expect(desktopChat({ what: 'new-message', chatId: 'a', visitorName: 'Ana' })).toBe('a')
  expect(desktopChat({ what: 'critical-wait', chatId: 'b', visitorName: 'Ana' })).toBe('b')
  expect(desktopChat({ what: 'connection-lost' })).toBeUndefined()
  expect(desktopChat({ what: 'colleague-joined', visitorName: 'Ana', name: 'Ben' })).toBeUndefined()
})
