/**
 * How a command asks the running server to keep its file still while the command copies it: a socket in the data
 * directory, which is the operator's as the file itself is. One line is asked and one answered: `hold` with `held` or
 * `busy`, and then `release` with `still` or `changed`. Whoever hangs up releases.
 */
import { chmod, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { StillFile, Store } from '../storage/store.js'

/** What a system takes as the name of a socket, in bytes; Linux takes four more. */
const nameBytesMax = 103
/** How much is read of somebody who says nothing that is understood. */
const textMax = 100
/** How many may be connected; the others are hung up on. */
const connectionsMax = 8

/** Where the server that owns a data directory listens; `undefined` where the name would be too long. */
export const backupSocketPath = (directory: string): string | undefined => {
  const path = join(directory, 'parley.sock')
  return Buffer.byteLength(path) <= nameBytesMax ? path : undefined
}

export class BackupSocket {
  readonly #server: Server
  readonly #holdFile: NonNullable<Store['holdFile']>
  readonly #logger: Pick<Logger, 'info' | 'warn'>
  readonly #sockets = new Set<Socket>()

  private constructor(holdFile: NonNullable<Store['holdFile']>, logger: Pick<Logger, 'info' | 'warn'>) {
    this.#holdFile = holdFile
    this.#logger = logger
    this.#server = createServer((socket) => this.#serve(socket))
    this.#server.maxConnections = connectionsMax
  }

  /** Listens in a data directory that this process owns. Without `holdFile` there is nothing to ask for, and nobody listens. */
  static async open(
    directory: string,
    { holdFile }: Pick<Store, 'holdFile'>,
    logger: Pick<Logger, 'info' | 'warn'>,
  ): Promise<BackupSocket | undefined> {
    const path = backupSocketPath(directory)
    if (holdFile === undefined) return undefined
    if (path === undefined) {
      logger.warn(
        'The path of the data directory is too long for a socket in it: parley backup needs the server stopped.',
      )
      return undefined
    }
    try {
      const listening = new BackupSocket(holdFile, logger)
      await listening.#listen(path)
      return listening
    } catch (error) {
      // A file system without sockets keeps nobody from chatting.
      logger.warn({ err: error }, 'There is no socket in the data directory: parley backup needs the server stopped.')
      return undefined
    }
  }

  async #listen(path: string): Promise<void> {
    // What a killed server left there.
    await rm(path, { force: true })
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(path, resolve)
    })
    await chmod(path, 0o600)
  }

  #serve(socket: Socket): void {
    let held: StillFile | undefined
    let asked = ''
    let answering = Promise.resolve()
    this.#sockets.add(socket)
    const answer = async (line: string): Promise<void> => {
      if (line === 'hold' && held === undefined) {
        held = await this.#holdFile()
        if (held) this.#logger.info('A backup has begun.')
        socket.write(held ? 'held\n' : 'busy\n')
      } else if (line === 'release' && held !== undefined) {
        const isStill = await held.release()
        held = undefined
        this.#logger.info({ still: isStill }, 'A backup has ended.')
        socket.write(isStill ? 'still\n' : 'changed\n')
      } else socket.destroy()
    }
    const release = async (): Promise<void> => {
      await held?.release()
    }
    const settle = (step: () => Promise<void>): void => {
      // A store that fails tells of it itself.
      answering = answering.then(step).catch(() => void socket.destroy())
    }
    socket.setEncoding('utf8').on('data', (part: string) => {
      asked += part
      for (let end = asked.indexOf('\n'); end !== -1; end = asked.indexOf('\n')) {
        const line = asked.slice(0, end)
        asked = asked.slice(end + 1)
        settle(() => answer(line))
      }
      if (asked.length > textMax) socket.destroy()
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      this.#sockets.delete(socket)
      settle(release)
    })
  }

  /** Hangs up on everybody, so that nobody takes for still what is still no longer. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }
}
