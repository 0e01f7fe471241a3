import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { faultsIn } from '../server/open-store.js'
import { readSettings } from '../server/settings.js'
import { StartError } from '../server/start-error.js'
import { holdFile, type HeldFile } from './held-file.js'
import { ProgressLine } from './progress-line.js'
import { UsageError } from './usage-error.js'

/** How much is copied at a time, in bytes. */
const pieceBytes = 4 * 1024 * 1024

/** How much may wait to be written to the disk: more at a time makes the server's commits wait behind it. */
const unsyncedBytesMax = 4 * pieceBytes

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1)

const copyTo = async (from: FileHandle, to: FileHandle, line: ProgressLine): Promise<number> => {
  const { size } = await from.stat()
  const piece = Buffer.allocUnsafe(pieceBytes)
  let copied = 0
  for (let unsynced = 0; ;) {
    const { bytesRead } = await from.read(piece, 0, pieceBytes, copied)
    if (bytesRead === 0) return copied
    await to.writeFile(piece.subarray(0, bytesRead))
    copied += bytesRead
    unsynced += bytesRead
    if (unsynced >= unsyncedBytesMax) {
      await to.datasync()
      unsynced = 0
    }
    line.tell(copied / size, 'Copying', `${megabytes(copied)} of ${megabytes(size)} MB`)
  }
}

/** Makes a name in a directory outlast a power cut. */
const syncDirectory = async (path: string): Promise<void> => {
  const directory = await open(path)
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/** Writes the copy under a name that nobody takes for a backup; how large it is. */
const writePart = async (part: string, held: HeldFile, line: ProgressLine): Promise<number> => {
  // What an earlier try left, and nothing else, may be written over.
  const to = await open(part, 'w', 0o600)
  try {
    const bytes = await copyTo(held.file, to, line)
    if (!(await held.release()))
      throw new StartError(
        'The server stopped, or wrote too much, while its file was copied, and there is no backup. Try again.',
      )
    line.tell(1, 'Writing to the disk', `${megabytes(bytes)} MB`)
    await to.sync()
    return bytes
  } finally {
    await to.close()
  }
}

/** `parley backup TO.db`: copies the embedded store while its server runs. Settles with the exit code. */
export const backup = async (args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> => {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true })
  const [name, ...more] = positionals
  if (name === undefined || more.length > 0) throw new UsageError('Use: backup TO.db')
  const settings = readSettings(environment)
  if (settings.databaseUrl !== '')
    throw new StartError('Everything is in PostgreSQL: make a copy with pg_dump, while servers run.')
  const path = resolve(name)
  if (await stat(path).catch(() => undefined)) throw new StartError(`${path} is there already.`)
  const part = `${path}.part`
  const line = new ProgressLine(process.stdout, () => performance.now())
  // From here on the part is this command's: while another makes a backup, the file cannot be had.
  const held = await holdFile(settings)
  try {
    const bytes = await writePart(part, held, line).finally(() => held.close())
    line.tell(1, 'Checking', `${megabytes(bytes)} MB`)
    const faults = faultsIn(part)
    if (faults.length > 0) throw new StartError(`The copy is damaged, and so may be the original: ${faults.join(' ')}`)
    await rename(part, path)
    await syncDirectory(dirname(path))
    line.end()
    console.log(
      `Wrote ${path}: ${megabytes(bytes)} MB, checked. Start a server on it as parley.db of an empty directory.`,
    )
    return 0
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    line.end()
  }
}
