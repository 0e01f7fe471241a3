/**
 * What every event log promises, as tests. A store's test file calls {@link eventLogContract} with a way to open it.
 */
import { describe, expect, onTestFinished, test } from 'vitest'
import type { EventLog } from './event-log.js'
import { LogUnavailableError, streamKey } from './event-log.js'
import { at, chat, texts, versions, write } from './event-log-fixtures.contract.js'
import { eventLogModelContract } from './event-log-model.contract.js'
import { eventLogReadingContract } from './event-log-reading.contract.js'
import { eventLogWritingContract } from './event-log-writing.contract.js'

export interface OpenedLog {
  readonly log: EventLog
  /** Opens the same store once more after `log` was closed. Left out by stores that do not persist. */
  readonly reopen?: () => Promise<EventLog>
  /** Closes whatever is still open and removes what was kept. */
  readonly dispose: () => Promise<void>
}

export type OpenLog = (options?: { readonly appendsWaitingMax?: number }) => Promise<OpenedLog>

/**
 * Registers the contract's tests under `name`. `open` is called once per test, or with a smaller limit where the test
 * is about the limit.
 */
export function eventLogContract(name: string, open: OpenLog, { persists }: { persists: boolean }): void {
  const opened: OpenLog = async (options) => {
    const harness = await open(options)
    onTestFinished(() => harness.dispose())
    return harness
  }
  const openedLog = async () => (await opened()).log

  eventLogWritingContract(name, opened)
  eventLogReadingContract(name, openedLog)

  describe(`${name}: bookmarks`, () => {
    test('[L-30] a bookmark is seen at once and the last one wins', async () => {
      const log = await openedLog()
      expect(await log.bookmark('reader')).toBeUndefined()
      log.setBookmark('reader', '1')
      expect(await log.bookmark('reader')).toBe('1')
      log.setBookmark('reader', '2')
      log.setBookmark('other', 'ø')
      const appended = log.append([write(chat('a'), 0, 'x')], at)
      expect(await log.bookmark('reader')).toBe('2')
      log.setBookmark('reader', '3')
      expect(await log.bookmark('reader')).toBe('3')
      await appended
      expect(await log.bookmark('reader')).toBe('3')
      await log.append([write(chat('a'), 1, 'y')], at)
      expect(await log.bookmark('reader')).toBe('3')
      expect(await log.bookmark('other')).toBe('ø')
    })

    test('[L-32] an empty value forgets the bookmark, at once and for good', async () => {
      const log = await openedLog()
      log.setBookmark('reader', '1')
      await log.append([write(chat('a'), 0, 'x')], at)
      log.setBookmark('reader', '')
      expect(await log.bookmark('reader')).toBeUndefined()
      await log.append([write(chat('a'), 1, 'y')], at)
      expect(await log.bookmark('reader')).toBeUndefined()
      log.setBookmark('reader', '2')
      expect(await log.bookmark('reader')).toBe('2')
    })

    test('[L-33] the names of bookmarks with one beginning are told in pages, in order', async () => {
      const log = await openedLog()
      for (const name of ['place/b', 'places/x', 'place/a', 'contact/a', 'place/c', 'place', 'place/d'])
        log.setBookmark(name, '1')
      log.setBookmark('place/d', '')
      // So that all of them are durable.
      await log.append([write(chat('a'), 0, 'x')], at)
      await log.append([write(chat('a'), 1, 'y')], at)
      expect(await log.bookmarkNames('place/', undefined, 2)).toEqual(['place/a', 'place/b'])
      expect(await log.bookmarkNames('place/', 'place/b', 2)).toEqual(['place/c'])
      expect(await log.bookmarkNames('place/', 'place/c', 2)).toEqual([])
      expect(await log.bookmarkNames('none/', undefined, 2)).toEqual([])
    })

    test('[L-31] a bookmark holds a kilobyte and refuses more', async () => {
      const log = await openedLog()
      log.setBookmark('reader', 'x'.repeat(1024))
      expect(() => log.setBookmark('reader', 'x'.repeat(1025))).toThrow(RangeError)
      expect(await log.bookmark('reader')).toBe('x'.repeat(1024))
    })
  })

  describe(`${name}: closing`, () => {
    test('[L-40] closing commits what is waiting and refuses everything after', async () => {
      const { log } = await opened()
      const appended = log.append([write(chat('a'), 0, 'just in time')], at)
      const closed = log.close()
      const refusals = [
        log.append([write(chat('a'), 1, 'too late')], at),
        log.load(chat('a')),
        log.readAfter(chat('a'), 0, 1),
        log.readBefore(chat('a'), 1, 1),
        log.openStreams('chat'),
        log.bookmark('reader'),
      ]
      for (const refusal of refusals) await expect(refusal).rejects.toBeInstanceOf(LogUnavailableError)
      expect(() => log.setBookmark('reader', '1')).toThrow(LogUnavailableError)
      expect(await appended).toEqual({ ok: true })
      await closed
      await log.close()
      await expect(log.append([write(chat('a'), 1, 'later still')], at)).rejects.toBeInstanceOf(LogUnavailableError)
    })

    if (!persists) return

    test('[L-41] it has everything back when it is opened again', async () => {
      const { log, reopen } = await opened()
      if (!reopen) throw new Error('A store that persists can be opened again.')
      await log.append([{ ...write(chat('a'), 0, 'one', 'two'), snapshot: { folded: 2 } }], at)
      await log.append([write(chat('a'), 2, 'three'), write(chat('b'), 0, 'b')], at + 1)
      await log.append([{ ...write(chat('b'), 1, 'end'), open: false }], at + 2)
      log.setBookmark('reader', '1')
      const last = log.append([write(chat('c', 'org-2'), 0, 'in flight at the close')], at + 3)
      log.setBookmark('reader', '2')
      log.setBookmark('quiet', '7')
      await log.close()
      expect(await last).toEqual({ ok: true })

      const again = await reopen()
      expect(await again.bookmark('reader')).toBe('2')
      expect(await again.bookmark('quiet')).toBe('7')
      expect((await again.load(chat('a'))).snapshot).toEqual({ version: 2, state: { folded: 2 } })
      expect(texts(await again.readAfter(chat('a'), 0, 10))).toEqual(['one', 'two', 'three'])
      expect((await again.readAfter(chat('b'), 0, 10)).map((event) => event.at)).toEqual([at + 1, at + 2])
      expect((await again.openStreams('chat')).map(streamKey).sort()).toEqual(['org-1/chat/a', 'org-2/chat/c'])
      expect(await again.append([write(chat('a'), 2, 'late')], at)).toEqual({ ok: false, conflict: chat('a') })
      expect(await again.append([write(chat('a'), 3, 'four'), write(chat('d'), 0, 'new')], at)).toEqual({ ok: true })
      expect(versions((await again.load(chat('a'))).events)).toEqual([3, 4])
      expect(texts((await again.load(chat('d'))).events)).toEqual(['new'])
    })
  })

  eventLogModelContract(name, openedLog)
}
