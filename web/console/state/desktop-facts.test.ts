import { expect, test } from 'vitest'
import { desktopChat } from './desktop-facts.js'

test('the desktop tells of what a visitor waits for, and of nothing else', () => {
  expect(desktopChat({ what: 'new-message', chatId: 'a', visitorName: 'Ana' }, 'all')).toBe('a')
  expect(desktopChat({ what: 'critical-wait', chatId: 'b', visitorName: 'Ana' }, 'all')).toBe('b')
  expect(desktopChat({ what: 'connection-lost' }, 'all')).toBeUndefined()
  expect(desktopChat({ what: 'colleague-joined', visitorName: 'Ana', name: 'Ben' }, 'all')).toBeUndefined()
})

test('who wants to hear of requests alone hears of no messages, but of a visitor who waits too long', () => {
  expect(desktopChat({ what: 'new-request', chatId: 'a', visitorName: 'Ana', buttonName: 'Orders' }, 'requests')).toBe(
    'a',
  )
  expect(desktopChat({ what: 'critical-wait', chatId: 'b', visitorName: 'Ana' }, 'requests')).toBe('b')
  expect(desktopChat({ what: 'new-message', chatId: 'a', visitorName: 'Ana' }, 'requests')).toBeUndefined()
})
