/** What every log that several processes share promises, as tests. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { streamKey, type EventLog } from './event-log.js'
import { at, chat, write } from './event-log-fixtures.contract.js'
import type { SharedLog } from './shared-log.js'

/** One process's view of the log. */
export interface SharingLog {
  readonly log: EventLog
  readonly shared: SharedLog
}

export interface OpenedLogs {
  /** Two processes' views of the same log. */
  readonly processes: readonly [SharingLog, SharingLog]
  readonly dispose: () => Promise<void>
}

/** Follows a log from a mark on: the newest version and whether it lives, by stream. */
export class Look {
  readonly #shared: SharedLog
  #mark: string
  readonly seen = new Map<string, string>()

  constructor(shared: SharedLog, mark: string) {
    this.#shared = shared
    this.#mark = mark
  }

  /** Goes on until there is nothing more; returns how many pages that took. */
  async again(limit = 100): Promise<number> {
    for (let pages = 1; ; pages += 1) {
      const { mark, streams, isAll } = await this.#shared.changesAfter(this.#mark, limit)
      this.#mark = mark
      for (const { stream, version, open } of streams) {
        this.seen.set(streamKey(stream), `${version}${open ? '' : ' over'}`)
      }
      expect(streams.length).toBeLessThanOrEqual(limit)
      if (isAll) return pages
    }
  }
}

/** Registers the contract's tests under `name`. `open` is called once per test. */
export function sharedLogContract(name: string, open: () => Promise<OpenedLogs>): void {
  const opened = async () => {
    const harness = await open()
    onTestFinished(() => harness.dispose())
    return harness.processes
  }
  const lookAt = async ({ shared }: SharingLog) => new Look(shared, await shared.mark())

  describe(`${name}: what others wrote`, () => {
    test('[L-64] all who share a log know it by the same name, which no other log has', async () => {
      const [one, other] = await opened()
      const [elsewhere] = await opened()
      const name = await one.shared.identity()
      expect(name).toMatch(/^[\w-]{1,80}$/)
      expect(await other.shared.identity()).toBe(name)
      expect(await elsewhere.shared.identity()).not.toBe(name)
    })

    test('[L-65] all who share a log are told the time by one clock', async () => {
      const [one, other] = await opened()
      const told = [await one.shared.now(), await other.shared.now(), await one.shared.now()]
      expect(told).toEqual([...told].sort((a, b) => a - b))
      // In milliseconds, and of this very hour.
      expect(Math.abs(told[0]! - Date.now())).toBeLessThan(3_600_000)
    })

    test('[L-60] a look finds every stream that any process wrote since the mark, as it stands', async () => {
      const [one, other] = await opened()
      await other.log.append([write(chat('before'), 0, 'x')], at)
      const look = await lookAt(one)
      await other.log.append([write(chat('a'), 0, 'x', 'y'), write({ ...chat('a'), kind: 'agent' }, 0, 'x')], at)
      await one.log.append([{ ...write(chat('b', 'org-2'), 0, 'x'), open: false }], at)
      await other.log.append([write(chat('a'), 2, 'z')], at)
      await look.again()
      look.seen.delete('org-1/chat/before')
      expect(Object.fromEntries(look.seen)).toEqual({
        'org-1/chat/a': '3',
        'org-1/agent/a': '1',
        'org-2/chat/b': '1 over',
      })
    })

    test('[L-61] a look goes on where the last one ended', async () => {
      const [one, other] = await opened()
      const look = await lookAt(one)
      await other.log.append([write(chat('a'), 0, 'x')], at)
      await look.again()
      expect(look.seen.get('org-1/chat/a')).toBe('1')
      await other.log.append([write(chat('b'), 0, 'x')], at)
      await other.log.append([{ ...write(chat('a'), 1, 'x'), open: false }], at)
      await look.again()
      expect(look.seen.get('org-1/chat/a')).toBe('2 over')
      expect(look.seen.get('org-1/chat/b')).toBe('1')
    })

    test('[L-62] much is told a page at a time, and all of it', async () => {
      const [one, other] = await opened()
      const look = await lookAt(one)
      const ids = Array.from({ length: 25 }, (_, n) => `c-${n}`)
      await Promise.all(ids.map((id) => other.log.append([write(chat(id), 0, 'x')], at)))
      await other.log.append(
        ids.map((id) => write(chat(id), 1, 'y')),
        at,
      )
      expect(await look.again(10)).toBeGreaterThan(2)
      expect([...look.seen.keys()].sort()).toEqual(ids.map((id) => `org-1/chat/${id}`).sort())
      expect(new Set(look.seen.values())).toEqual(new Set(['2']))
    })

    test('[L-63] nothing is missed by looks that run while both processes write', async () => {
      const [one, other] = await opened()
      const look = await lookAt(one)
      const writing = { isUnderWay: true }
      const ids = Array.from({ length: 40 }, (_, n) => `c-${n}`)
      const write3 = async ({ log }: SharingLog, id: string) => {
        for (let version = 0; version < 3; version += 1) await log.append([write(chat(id), version, 'x')], at)
      }
      const writers = Promise.all(ids.map((id, n) => write3(n % 2 === 0 ? one : other, id))).finally(
        () => (writing.isUnderWay = false),
      )
      while (writing.isUnderWay) await look.again(7)
      await writers
      await look.again(7)
      expect(Object.fromEntries(look.seen)).toEqual(Object.fromEntries(ids.map((id) => [`org-1/chat/${id}`, '3'])))
    })
  })
}
