/** The file of the embedded store, kept still while it is copied: by the server that uses it, or by this process. */
import { existsSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { createConnection, type Socket } from 'node:net'
import { join } from 'node:path'
import { backupSocketPath } from '../server/backup-socket.js'
import { createLogger } from '../server/logger.js'
import { openStore } from '../server/open-store.js'
import type { Settings } from '../server/settings.js'
import { StartError } from '../server/start-error.js'

export interface HeldFile {
  readonly file: FileHandle
  /** Lets it change again. Whether it was still until now. */
  release(): Promise<boolean>
  /** Gives everything back. */
  close(): Promise<void>
}

/** How long the server may take to answer: it finishes a commit and copies its write-ahead log. */
const answerMs = 60_000

const connected = (path: string): Promise<Socket | undefined> =>
  new Promise((resolve, reject) => {
    const socket = createConnection(path)
    socket.once('connect', () => resolve(socket))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      // Nobody is there, or only what a killed server left.
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined)
      else reject(new StartError(`The server cannot be asked: ${error.message}.`, { cause: error }))
    })
  })

/** Asks in one line and waits for the line that answers it; nothing when the other side is gone. */
const ask = (socket: Socket, line: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const end = (answer?: string): void => {
      clearTimeout(timer)
      resolve(answer)
    }
    const timer = setTimeout(end, answerMs)
    socket.once('data', (part) => end(part.toString().trim()))
    socket.once('close', () => end())
    socket.write(`${line}\n`)
  })

const byServer = async (socket: Socket, path: string): Promise<HeldFile> => {
  socket.on('error', () => socket.destroy())
  const answer = await ask(socket, 'hold')
  if (answer !== 'held') {
    socket.destroy()
    throw new StartError(
      answer === 'busy' ? 'A backup is being made already.' : 'The server stopped before the backup began.',
    )
  }
  const file = await open(path)
  return {
    file,
    release: async () => !socket.destroyed && (await ask(socket, 'release')) === 'still',
    close: async () => {
      socket.destroy()
      await file.close()
    },
  }
}

const byThisProcess = async (settings: Settings, path: string): Promise<HeldFile> => {
  // Opening the store would make an empty one, and a mistyped directory would be backed up without anything in it.
  if (!existsSync(path)) throw new StartError(`There is no ${path}. PARLEY_DATA_DIR says where the data directory is.`)
  const store = await openStore(settings, createLogger(settings), () => undefined)
  const still = await store.holdFile?.()
  const file = await open(path)
  return {
    file,
    release: async () => (await still?.release()) === true,
    close: async () => {
      await store.close()
      // Not before: closing a file gives up the process's locks on it.
      await file.close()
    },
  }
}

/** Holds the file of the data directory in the settings. Rejects with {@link StartError}, or as `openStore` does. */
export const holdFile = async (settings: Settings): Promise<HeldFile> => {
  const path = join(settings.dataDirectory, 'parley.db')
  const socketPath = backupSocketPath(settings.dataDirectory)
  const socket = socketPath === undefined ? undefined : await connected(socketPath)
  return socket === undefined ? byThisProcess(settings, path) : byServer(socket, path)
}
