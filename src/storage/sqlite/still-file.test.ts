/** What is promised of a file that is held still: `Store.holdFile`. */
import { execFile } from 'node:child_process'
import { mkdir, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { faultsIn } from './check-file.js'
import { append, chat, opened, temporaryDirectory } from './opened-store.contract.js'

/** As another process does: one that has the file open must not close it once more. */
const copyFile = (from: string, to: string) => promisify(execFile)('cp', [from, to])

const long = 'x'.repeat(4000)

test('[Q-60] a file that is held does not change, and holds all that was written before', async () => {
  const directory = await temporaryDirectory()
  const { log, holdFile } = await opened({ directory })
  await Promise.all(Array.from({ length: 200 }, (_, n) => append(log, `c-${n}`, 0, long)))
  const still = await holdFile!()
  expect(await holdFile!()).toBeUndefined()
  const { path } = still!
  const before = await stat(path)
  for (let round = 1; round < 20; round += 1)
    await Promise.all(Array.from({ length: 100 }, (_, n) => append(log, `c-${n}`, round, long)))
  await mkdir(`${directory}/copy`)
  await copyFile(path, `${directory}/copy/parley.db`)
  expect(await stat(path)).toMatchObject({ size: before.size, mtimeMs: before.mtimeMs })
  expect((await stat(`${path}-wal`)).size).toBeGreaterThan(8_000_000)
  expect(await still!.release()).toBe(true)
  // What was put off is done now.
  await append(log, 'c-0', 20)
  expect((await stat(path)).size).toBeGreaterThan(before.size + 7_000_000)

  expect(faultsIn(`${directory}/copy/parley.db`)).toEqual([])
  const copy = await opened({ directory: `${directory}/copy` })
  for (const id of ['c-0', 'c-199']) expect((await copy.log.load(chat(id))).events).toHaveLength(1)
  await append(copy.log, 'c-0', 1)
})

test('[Q-61] a file is held no longer when too much was written, and says so', async () => {
  const directory = await temporaryDirectory()
  const { log, holdFile } = await opened({ directory, heldPagesMax: 1000 })
  const still = await holdFile!()
  const { size } = await stat(still!.path)
  for (let round = 0; (await stat(still!.path)).size === size; round += 1) {
    expect(round).toBeLessThan(50)
    await Promise.all(Array.from({ length: 100 }, (_, n) => append(log, `c-${n}`, round, long)))
  }
  expect(await still!.release()).toBe(false)
  const again = await holdFile!()
  expect(await again!.release()).toBe(true)
  expect(await again!.release()).toBe(false)
})

test('[Q-62] a damaged file is found', async () => {
  const directory = await temporaryDirectory()
  const { log, close } = await opened({ directory })
  await Promise.all(Array.from({ length: 200 }, (_, n) => append(log, `c-${n}`, 0, long)))
  await close()
  const path = `${directory}/parley.db`
  expect(faultsIn(path)).toEqual([])
  await promisify(execFile)('sh', ['-c', 'printf damaged | dd of="$0" bs=4096 seek=20 conv=notrunc', path])
  expect(faultsIn(path)).not.toEqual([])
})
