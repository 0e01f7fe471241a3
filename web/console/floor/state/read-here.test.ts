import { signal } from '@preact/signals'
import { beforeEach, expect, test } from 'vitest'
import type { WatchedChat } from '../../../../src/agent-api/supervision/messages.js'
import { ManualClock } from '../../../../src/lib/manual-clock.js'
import { ConsoleUnderTest } from '../../state/testing/console-under-test.js'
import { chat, message, snapshot } from '../../state/testing/fake-api.js'
import { readHere } from './read-here.js'
import { applyWatchEvent, type Watched } from './watched.js'

const shown: WatchedChat = {
  ...{ chatId: 'c', state: 'established', visitorName: 'Vera', buttonId: 'b', buttonName: 'Shop' },
  ...{ visitorAway: false, files: [], entries: [message('c', 5)], hasEarlier: false },
}

const watched = signal<Watched | undefined>(undefined)
const isSeen = signal(true)
let page: ConsoleUnderTest

beforeEach(async () => {
  page = new ConsoleUnderTest(new ManualClock())
  await page.start(snapshot({ chats: [chat('c', [message('c', 5)])] }))
  isSeen.value = true
  watched.value = applyWatchEvent(undefined, { name: 'snapshot', data: shown })
  readHere({ chatId: 'c', watched }, page.desk, isSeen)
})

const unread = (): number | undefined => page.desk.entries.value[0]?.unread

test('what is read in a watched chat does not wait at the desk', async () => {
  expect(unread()).toBe(0)
  isSeen.value = false
  await page.fake.tell('message', message('c', 6))
  watched.value = applyWatchEvent(watched.value, { name: 'message', data: message('c', 6) })
  expect(unread()).toBe(1)
  isSeen.value = true
  expect(unread()).toBe(0)
})

test('what the watch has not shown waits at the desk', async () => {
  await page.fake.tell('message', message('c', 6))
  expect(unread()).toBe(1)
  watched.value = applyWatchEvent(watched.value, { name: 'message', data: message('c', 6) })
  expect(unread()).toBe(0)
})
