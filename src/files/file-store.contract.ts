/**
 * What every file store promises, as tests. A store's test file calls {@link fileStoreContract} with a way to open it.
 */
import { describe, expect, onTestFinished, test } from 'vitest'
import type { FileStore, StoredFileName } from './file-store.js'

export interface OpenedFiles {
  readonly files: FileStore
  /** Closes the store and opens it once more. Left out by stores that do not persist. */
  readonly reopen?: () => Promise<FileStore>
  readonly dispose: () => Promise<void>
}

const named = (uploadId: string, chatId = 'chat-1', organizationId = 'org-1'): StoredFileName => ({
  organizationId,
  chatId,
  uploadId,
})

/** Bytes that differ from place to place, so that a piece that is missing, doubled or misplaced shows. */
const patterned = (length: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8) * 7 + seed) & 0xff)

/** More than any store keeps in one piece. */
const large = patterned(1_300_001)

const readWhole = async (files: FileStore, name: StoredFileName): Promise<Buffer | undefined> => {
  const pieces = await files.read(name)
  if (pieces === undefined) return undefined
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

const expectFile = async (files: FileStore, name: StoredFileName, bytes: Uint8Array): Promise<void> => {
  const found = await readWhole(files, name)
  // A comparison that fails over a million bytes would print them all.
  expect(found?.length).toBe(bytes.length)
  expect(found?.equals(bytes)).toBe(true)
}

/** Registers the contract's tests under `name`; `open` is called once per test. */
export function fileStoreContract(
  name: string,
  open: () => Promise<OpenedFiles>,
  { persists }: { persists: boolean },
): void {
  const opened = async () => {
    const harness = await open()
    onTestFinished(() => harness.dispose())
    return harness
  }

  describe(name, () => {
    test('[FS-1] a file is read as it was put, whatever its length, until it is removed', async () => {
      const { files } = await opened()
      expect(await files.read(named('a'))).toBeUndefined()
      const contents = { empty: new Uint8Array(), one: patterned(1), some: patterned(70_000, 9), large }
      for (const [id, bytes] of Object.entries(contents)) await files.put(named(id), bytes)
      for (const [id, bytes] of Object.entries(contents)) await expectFile(files, named(id), bytes)
      await files.remove(named('large'))
      expect(await files.read(named('large'))).toBeUndefined()
      await expectFile(files, named('some'), contents.some)
      await files.remove(named('large'))
      await files.remove(named('never there'))
    })

    test('[FS-2] what was handed in can be changed afterwards', async () => {
      const { files } = await opened()
      const bytes = patterned(100_000)
      const kept = Uint8Array.from(bytes)
      await files.put(named('a'), bytes)
      bytes.fill(0)
      await expectFile(files, named('a'), kept)
    })

    test('[FS-3] a name is taken once, and what has it stays as it is', async () => {
      const { files } = await opened()
      await files.put(named('a'), patterned(10))
      await expect(files.put(named('a'), patterned(20))).rejects.toBeInstanceOf(Error)
      await expectFile(files, named('a'), patterned(10))
    })

    test('[FS-4] files of other chats and organizations are others', async () => {
      const { files } = await opened()
      const names = [named('a'), named('a', 'chat-2'), named('a', 'chat-1', 'org-2')]
      for (const [seed, one] of names.entries()) await files.put(one, patterned(1000, seed))
      for (const [seed, one] of names.entries()) await expectFile(files, one, patterned(1000, seed))
      await files.remove(named('a'))
      expect(await files.read(named('a'))).toBeUndefined()
      await expectFile(files, named('a', 'chat-2'), patterned(1000, 1))
      await expectFile(files, named('a', 'chat-1', 'org-2'), patterned(1000, 2))
    })

    test('[FS-5] files put at the same time do not get into each other', async () => {
      const { files } = await opened()
      const seeds = [1, 2, 3, 4]
      await Promise.all(seeds.map((seed) => files.put(named(`f-${seed}`), patterned(600_000, seed))))
      for (const seed of seeds) await expectFile(files, named(`f-${seed}`), patterned(600_000, seed))
    })

    test('[FS-6] a file is unconfirmed until it is confirmed or removed', async () => {
      const { files } = await opened()
      for (const id of ['a', 'b', 'c']) await files.put(named(id), patterned(10))
      const unconfirmed = async () => (await files.unconfirmed()).map(({ uploadId }) => uploadId).sort()
      expect(await unconfirmed()).toEqual(['a', 'b', 'c'])
      await files.confirm(named('a'))
      await files.remove(named('b'))
      await files.confirm(named('never there'))
      expect(await files.unconfirmed()).toEqual([named('c')])
      await expectFile(files, named('a'), patterned(10))
    })

    test('[FS-7] the files of a chat go with it, and no others', async () => {
      const { files } = await opened()
      await files.put(named('a'), large)
      await files.put(named('b'), patterned(10))
      await files.confirm(named('b'))
      await files.put(named('a', 'chat-2'), patterned(10))
      await files.put(named('a', 'chat-1', 'org-2'), patterned(10))
      await files.removeChat('org-1', 'chat-1')
      expect(await files.read(named('a'))).toBeUndefined()
      expect(await files.read(named('b'))).toBeUndefined()
      await expectFile(files, named('a', 'chat-2'), patterned(10))
      await expectFile(files, named('a', 'chat-1', 'org-2'), patterned(10))
      await files.removeChat('org-1', 'chat-1')
    })

    test('[FS-8] a file that is removed while it is read ends with an error, not short', async () => {
      const { files } = await opened()
      await files.put(named('a'), large)
      const pieces = await files.read(named('a'))
      if (pieces === undefined) throw new Error('The file is there.')
      const readSlowly = async () => {
        for await (const piece of pieces) {
          expect(piece.length).toBeLessThan(large.length)
          await files.remove(named('a'))
        }
      }
      await expect(readSlowly()).rejects.toBeInstanceOf(Error)
    })

    if (!persists) return

    test('[FS-9] it has its files back when it is opened again', async () => {
      const { files, reopen } = await opened()
      if (!reopen) throw new Error('A store that persists can be opened again.')
      await files.put(named('a'), large)
      await files.put(named('b'), patterned(10))
      await files.put(named('c'), patterned(10))
      await files.confirm(named('a'))
      await files.remove(named('c'))
      const again = await reopen()
      await expectFile(again, named('a'), large)
      expect(await again.unconfirmed()).toEqual([named('b')])
      expect(await again.read(named('c'))).toBeUndefined()
    })
  })
}
