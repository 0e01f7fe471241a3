import { expect, onTestFinished, test } from 'vitest'
import type { StoredFileName } from '../../files/file-store.js'
import { LogUnavailableError } from '../../event-log/event-log.js'
import { DatabaseThread } from './database-thread.js'
import { chunkBytes, SqliteFileStore } from './file-store.js'
import { append, opened, temporaryDirectory } from './opened-store.contract.js'
import { workerOptions } from './worker-options.js'

const name = (uploadId: string): StoredFileName => ({ organizationId: 'org-1', chatId: 'a', uploadId })

test('[Q-50] a file whose writing a crash cut short is not read, is known, and can be removed', async () => {
  const directory = await temporaryDirectory()
  const thread = await DatabaseThread.start(workerOptions({ directory }), () => undefined)
  onTestFinished(() => thread.close())
  const file = await thread.call('beginFile', name('half'))
  await thread.call('addFileChunk', { file, number: 0, bytes: new Uint8Array(chunkBytes) })
  // On disk it leaves what a crash at this point leaves: each call is a transaction of its own.
  await thread.close()
  const { files } = await opened({ directory })
  expect(await files.read(name('half'))).toBeUndefined()
  await files.confirm(name('half'))
  expect(await files.read(name('half'))).toBeUndefined()
  expect(await files.unconfirmed()).toEqual([name('half')])
  await files.remove(name('half'))
  expect(await files.unconfirmed()).toEqual([])
})

test('[Q-51] a file whose removal a crash cut short is not read any more', async () => {
  const directory = await temporaryDirectory()
  const thread = await DatabaseThread.start(workerOptions({ directory }), () => undefined)
  onTestFinished(() => thread.close())
  const before = new SqliteFileStore(thread)
  await before.put(name('gone'), new Uint8Array(20 * chunkBytes))
  await before.confirm(name('gone'))
  expect(await thread.call('dropFile', name('gone'))).toBe(true)
  await thread.close()
  const { files } = await opened({ directory })
  expect(await files.read(name('gone'))).toBeUndefined()
  expect(await files.unconfirmed()).toEqual([name('gone')])
})

test('[Q-52] appends are carried out between the pieces of a file', async () => {
  const { log, files } = await opened({ directory: await temporaryDirectory() })
  const progress = { whole: false }
  const put = files.put(name('long'), new Uint8Array(40 * chunkBytes)).then(() => (progress.whole = true))
  let version = 0
  for (; !progress.whole; version += 1) expect(await append(log, 'a', version)).toEqual({ ok: true })
  await put
  expect(version).toBeGreaterThan(10)
})

test('[Q-53] a file that does not fit on the disk is refused, and what fits is still taken', async () => {
  const { log, files } = await opened({ directory: await temporaryDirectory(), databaseBytesMax: 600_000 })
  await expect(files.put(name('large'), new Uint8Array(1_000_000))).rejects.toBeInstanceOf(LogUnavailableError)
  expect(await files.read(name('large'))).toBeUndefined()
  await files.remove(name('large'))
  expect(await append(log, 'a', 0)).toEqual({ ok: true })
  await files.put(name('small'), new Uint8Array(100_000))
  expect(await files.read(name('small'))).toBeDefined()
})
