import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { performance } from 'node:perf_hooks'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { EventLog, StreamName } from '../../event-log/event-log.js'
import { LogUnavailableError } from '../../event-log/event-log.js'
import type { Store } from '../store.js'
import { DatabaseThread } from './database-thread.js'
import { StoreInUseError, StoreTooNewError, StoreUnusableError } from './errors.js'
import type { SqliteStoreOptions } from './sqlite-store.js'
import { openSqliteStore, storeOn } from './sqlite-store.js'

const at = 1_767_268_800_000
const chat = (id: string): StreamName => ({ organizationId: 'org-1', kind: 'chat', id })
const append = (log: EventLog, id: string, version: number, text = 'hello') =>
  log.append(
    [
      {
        stream: chat(id),
        expectedVersion: version,
        events: [{ id: `${id}-${version + 1}`, body: { type: 'said', text } as { type: 'said' } }],
        open: true,
      },
    ],
    at,
  )

async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-sqlite-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

async function opened(options: SqliteStoreOptions): Promise<Store> {
  const store = await openSqliteStore(options)
  onTestFinished(() => store.close())
  return store
}

/** Another process that opens the store in `directory` and then runs `script`, which sees it as `store`. */
function otherProcess(directory: string, script: string) {
  const module = new URL('./sqlite-store.js', import.meta.url).href
  const child: ChildProcessByStdio<null, Readable, null> = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { openSqliteStore } from ${JSON.stringify(module)}
       const options = { directory: ${JSON.stringify(directory)}, eventsUnplacedMax: 50 }
       const store = await openSqliteStore(options).catch((error) => {
         console.log(error.name)
         process.exit(0)
       })
       ${script}`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    line: async () => (await lines.next()).value as string | undefined,
    kill: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

describe('a data directory belongs to one process', () => {
  test('[Q-1] a second process is refused while the first one lives', async () => {
    const directory = await temporaryDirectory()
    const store = await opened({ directory })
    expect(await otherProcess(directory, `console.log('opened')`).line()).toBe('StoreInUseError')
    expect(await append(store.log, 'a', 0)).toEqual({ ok: true })
  })

  test('[Q-2] a holder that was killed leaves the directory free, with all it had acknowledged', async () => {
    const directory = await temporaryDirectory()
    const holder = otherProcess(
      directory,
      `await store.log.append(${JSON.stringify([
        { stream: chat('a'), expectedVersion: 0, events: [{ id: 'e', body: { type: 'said' } }], open: true },
      ])}, ${at})
       console.log('written')
       setInterval(() => {}, 1000)`,
    )
    expect(await holder.line()).toBe('written')
    const refused = openSqliteStore({ directory })
    await expect(refused).rejects.toBeInstanceOf(StoreInUseError)
    await expect(refused).rejects.toThrow(`${directory} is in use by another process`)
    await holder.kill()
    const store = await opened({ directory })
    expect((await store.log.load(chat('a'))).events).toHaveLength(1)
  })

  test('[Q-3] nor can the same process open it twice', async () => {
    const directory = await temporaryDirectory()
    const store = await opened({ directory })
    await expect(openSqliteStore({ directory })).rejects.toBeInstanceOf(StoreInUseError)
    await store.close()
    await opened({ directory })
  })

  test('[Q-4] nothing acknowledged is lost when the process is killed in the middle of its work', async () => {
    const directory = await temporaryDirectory()
    const writer = otherProcess(
      directory,
      `const write = async (id) => {
         for (let version = 0; ; version += 1) {
           const events = [{ id: id + '-' + version, body: { type: 'said', text: 'x'.repeat(200) } }]
           const stream = { organizationId: 'org-1', kind: 'chat', id }
           await store.log.append([{ stream, expectedVersion: version, events, open: true }], 1)
           console.log(id + ' ' + (version + 1))
         }
       }
       for (let n = 0; n < 20; n += 1) void write('c-' + n)`,
    )
    const acknowledged = new Map<string, number>()
    for (let lines = 0; lines < 3000; lines += 1) {
      const [id, version] = (await writer.line())!.split(' ')
      acknowledged.set(id!, Number(version))
    }
    await writer.kill()
    const { log } = await opened({ directory })
    expect(acknowledged.size).toBe(20)
    for (const [id, version] of acknowledged) {
      const { events } = await log.load(chat(id))
      expect(events.length).toBeGreaterThanOrEqual(version)
      expect(events.map((event) => [event.version, event.id])).toEqual(events.map((_, n) => [n + 1, `${id}-${n}`]))
      expect(await append(log, id, events.length)).toEqual({ ok: true })
    }
  })
})

describe('a data directory that cannot be used is refused with its reason', () => {
  const refusal = (directory: string) => expect(openSqliteStore({ directory })).rejects

  test('[Q-10] one that cannot be created', async () => {
    const directory = await temporaryDirectory()
    await writeFile(join(directory, 'file'), '')
    await refusal(join(directory, 'file', 'data')).toBeInstanceOf(StoreUnusableError)
    await refusal(join(directory, 'file', 'data')).toThrow(/cannot be used: .*not a directory/)
  })

  test('[Q-11] one in which the file cannot be opened', async () => {
    const directory = await temporaryDirectory()
    await mkdir(join(directory, 'parley.db'))
    await refusal(directory).toThrow(StoreUnusableError)
  })

  test.skipIf(process.getuid?.() === 0)('[Q-12] one that is read-only', async () => {
    const directory = await temporaryDirectory()
    await chmod(directory, 0o500)
    await refusal(directory).toThrow(StoreUnusableError)
  })

  test('[Q-13] one whose file is something else', async () => {
    const directory = await temporaryDirectory()
    await writeFile(join(directory, 'parley.db'), 'dear diary'.repeat(1000))
    await refusal(directory).toThrow(/file is not a database/)
    const other = await temporaryDirectory()
    const foreign = new DatabaseSync(join(other, 'parley.db'))
    foreign.exec('CREATE TABLE diary (entry TEXT)')
    foreign.close()
    await refusal(other).toThrow(StoreUnusableError)
    await refusal(other).toThrow(/not one of Parley/)
  })

  test('[Q-14] one that a newer Parley wrote to', async () => {
    const directory = await temporaryDirectory()
    const store = await openSqliteStore({ directory })
    await store.close()
    const file = new DatabaseSync(join(directory, 'parley.db'))
    file.exec('PRAGMA user_version = 1000')
    file.close()
    await refusal(directory).toBeInstanceOf(StoreTooNewError)
    await refusal(directory).toThrow(/version 1000/)
  })

  test('[Q-15] a new directory is created for its owner only', async () => {
    const directory = join(await temporaryDirectory(), 'deep', 'data')
    await opened({ directory })
    expect((await stat(directory)).mode & 0o777).toBe(0o700)
  })
})

describe('group commit on a slow disk', () => {
  test('[Q-20] carries hundreds of appends at once and leaves the event loop free', async () => {
    const { log, commitStatistics } = await opened({ directory: await temporaryDirectory(), commitDelayMs: 5 })
    const before = performance.eventLoopUtilization()
    const started = performance.now()
    await Promise.all(
      Array.from({ length: 400 }, async (_, n) => {
        for (let version = 0; version < 25; version += 1) await append(log, `c-${n}`, version)
      }),
    )
    const { utilization } = performance.eventLoopUtilization(before)
    const { commits, appends, events, waiting, lastCommitMs, totalCommitMs } = commitStatistics()
    expect({ appends, events, waiting }).toEqual({ appends: 10_000, events: 10_000, waiting: 0 })
    expect(appends / commits).toBeGreaterThan(200)
    expect(utilization).toBeLessThan(0.5)
    expect(lastCommitMs).toBeGreaterThanOrEqual(5)
    expect(totalCommitMs).toBeGreaterThanOrEqual(5 * commits)
    expect(performance.now() - started).toBeGreaterThanOrEqual(5 * commits)
  })

  test('[Q-21] bookmarks alone get a commit of their own before long', async () => {
    const { log, commitStatistics } = await opened({ directory: await temporaryDirectory() })
    log.setBookmark('reader', '1')
    log.setBookmark('reader', '2')
    await vi.waitFor(() => expect(commitStatistics().commits).toBe(1), { timeout: 10_000 })
    expect(await log.bookmark('reader')).toBe('2')
  })
})

describe('when the disk or the thread fails', () => {
  test('[Q-30] a full disk refuses what does not fit, keeps the rest, and goes on when there is room', async () => {
    const failures: Error[] = []
    const { log, setup, commitStatistics } = await opened({
      directory: await temporaryDirectory(),
      databaseBytesMax: 600_000,
      onFailure: (error) => failures.push(error),
    })
    const ballast = { organizationId: 'org-1', kind: 'ballast', id: 'a' }
    await setup.change([{ ...ballast, expectedVersion: 0, data: 'x'.repeat(300_000) }])
    log.setBookmark('reader', '1')
    let written = 0
    const fill = async () => {
      for (; ; written += 1) await append(log, 'a', written, 'y'.repeat(1000))
    }
    await expect(fill()).rejects.toBeInstanceOf(LogUnavailableError)
    expect(written).toBeGreaterThan(50)
    expect((await log.load(chat('a'))).events).toHaveLength(written)
    log.setBookmark('reader', '2')
    const refused = append(log, 'b', 0, 'z'.repeat(100_000))
    await expect(refused).rejects.toMatchObject({ cause: { message: expect.stringContaining('full') as string } })
    expect(await log.bookmark('reader')).toBe('2')
    expect(await setup.change([{ ...ballast, expectedVersion: 1, data: undefined }])).toEqual({ ok: true })
    expect(await append(log, 'b', 0, 'z'.repeat(100_000))).toEqual({ ok: true })
    expect(await append(log, 'a', written)).toEqual({ ok: true })
    expect(await log.bookmark('reader')).toBe('2')
    expect(commitStatistics().commitsFailed).toBe(2)
    expect(failures).toEqual([])
  })

  test('[Q-31] a thread that ends refuses everything in flight and later, and says so once', async () => {
    const directory = await temporaryDirectory()
    const failures: Error[] = []
    const thread = await DatabaseThread.start(
      { directory, databaseBytesMax: undefined, commitDelayMs: 50, streamHeadsMax: 100, eventsUnplacedMax: 100 },
      (error) => failures.push(error),
    )
    const store = storeOn(thread)
    expect(await append(store.log, 'a', 0)).toEqual({ ok: true })
    const inFlight = [
      append(store.log, 'a', 1),
      store.log.load(chat('a')),
      store.tokens.find('hash'),
      store.setup.all(),
    ]
    const settled = Promise.allSettled(inFlight)
    await thread.terminate()
    for (const result of await settled) expect(result).toMatchObject({ reason: { name: 'LogUnavailableError' } })
    await expect(append(store.log, 'a', 1)).rejects.toBeInstanceOf(LogUnavailableError)
    await expect(store.log.load(chat('a'))).rejects.toBeInstanceOf(LogUnavailableError)
    expect(failures).toHaveLength(1)
    await store.close()
    const again = await opened({ directory })
    expect((await again.log.load(chat('a'))).events.length).toBeGreaterThanOrEqual(1)
  })

  test('[Q-32] a damaged file fails the store instead of being written to', async () => {
    const directory = await temporaryDirectory()
    const whole = await openSqliteStore({ directory, eventsUnplacedMax: 10 })
    for (let version = 0; version < 300; version += 1) await append(whole.log, 'a', version, 'x'.repeat(1000))
    await whole.close()
    const failures: Error[] = []
    const store = await opened({ directory, onFailure: (error) => failures.push(error) })
    const file = await open(join(directory, 'parley.db'), 'r+')
    for (let page = 20; page < 60; page += 1) await file.write(Buffer.alloc(4096, 0xaa), 0, 4096, page * 4096)
    await file.close()
    await expect(store.log.load(chat('a'))).rejects.toBeInstanceOf(LogUnavailableError)
    await expect(append(store.log, 'b', 0)).rejects.toBeInstanceOf(LogUnavailableError)
    expect(failures).toHaveLength(1)
    expect(failures[0]).toMatchObject({ cause: { cause: { message: expect.stringContaining('malformed') as string } } })
  })
})
