import type { ChildProcessByStdio } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { StoreInUseError, StoreTooNewError, StoreUnusableError } from '../errors.js'
import { append, chat, opened, temporaryDirectory } from './opened-store.contract.js'
import { openSqliteStore } from './sqlite-store.js'

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
      ])}, 1)
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

  test('[Q-12] one that is read-only', async () => {
    const directory = await temporaryDirectory()
    await chmod(directory, 0o500)
    // The superuser may write anywhere but where the system itself takes no files.
    await refusal(process.getuid?.() === 0 ? '/proc/parley' : directory).toThrow(StoreUnusableError)
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
