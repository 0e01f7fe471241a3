/**
 * Where the terminal chat keeps what `--resume` needs: one small file per chat, readable by its owner only, because
 * whoever has the key in it has the chat.
 */
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SavedVisitor } from '../visitor-client/saved-visitor.js'
import { readSavedVisitor } from '../visitor-client/saved-visitor.js'

const KEPT_FOR_MS = 24 * 60 * 60 * 1000

/** A folder that could be somebody else's is not used; the message says why in one sentence. */
export class StateFolderError extends Error {
  override name = 'StateFolderError'
}

/** The folder for this user: below `XDG_STATE_HOME` when that is set, otherwise in the folder for temporary files. */
export const stateFolder = (env: NodeJS.ProcessEnv, temporary: string, uid: number): string => {
  const home = env['XDG_STATE_HOME'] ?? ''
  return home.startsWith('/') ? join(home, 'parley', 'chats') : join(temporary, `parley-chats-${uid}`)
}

/** The chats kept in one folder. */
export class StateFolder {
  readonly #folder: string

  /**
   * Makes the folder when it is missing and removes what is older than a day.
   *
   * @throws StateFolderError when others may write there.
   */
  constructor(folder: string, uid: number, now: number) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const found = lstatSync(folder)
    if (!found.isDirectory() || (uid >= 0 && found.uid !== uid) || (found.mode & 0o022) !== 0) {
      throw new StateFolderError(`${folder} is not a folder of yours alone.`)
    }
    for (const { name, changedAt } of this.#list()) {
      if (changedAt < now - KEPT_FOR_MS) rmSync(join(folder, name), { force: true })
    }
  }

  /** The chat that changed last, and the name it is kept under. */
  newest(): { readonly name: string; readonly saved: SavedVisitor } | undefined {
    const newestFirst = this.#list().sort((a, b) => b.changedAt - a.changedAt)
    for (const { name } of newestFirst) {
      const saved = this.#read(name)
      if (saved !== undefined) return { name, saved }
    }
    return undefined
  }

  /** Keeps a chat, or forgets it when there is nothing to keep. The file is there whole or not at all. */
  keep(name: string, saved: SavedVisitor | undefined): void {
    const path = join(this.#folder, name)
    if (saved === undefined) {
      rmSync(path, { force: true })
      return
    }
    const unfinished = `${path}.${process.pid}.new`
    writeFileSync(unfinished, JSON.stringify(saved), { mode: 0o600 })
    renameSync(unfinished, path)
  }

  #list(): { name: string; changedAt: number }[] {
    return readdirSync(this.#folder).flatMap((name) => {
      const found = lstatSync(join(this.#folder, name), { throwIfNoEntry: false })
      return found?.isFile() === true ? [{ name, changedAt: found.mtimeMs }] : []
    })
  }

  #read(name: string): SavedVisitor | undefined {
    if (!name.endsWith('.json')) return undefined
    try {
      return readSavedVisitor(JSON.parse(readFileSync(join(this.#folder, name), 'utf8')))
    } catch {
      // Another chat may have ended and removed its file just now, and a file that cannot be read is of no use.
      return undefined
    }
  }
}
