/** Files of this machine that the person at the terminal wants to send. */
import { readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import type { OutgoingFile } from '../visitor-client/wire.js'

/** A file is read whole; no server of this wire takes one that is nearly as large. In bytes. */
export const SENT_BYTES_MAX = 25 * 1024 * 1024

/** From this size on it is worth saying how far a file is, in bytes. */
export const PROGRESS_BYTES_MIN = 256 * 1024

const units = ['bytes', 'kB', 'MB'] as const

/** A size in words, such as `85 bytes` or `2.3 MB`. */
export const sizeWords = (bytes: number): string => {
  const step = bytes < 1000 ? 0 : bytes < 999_500 ? 1 : 2
  const amount = bytes / 1000 ** step
  return `${step === 2 ? amount.toFixed(1) : Math.round(amount)} ${units[step]}`
}

/** What was typed or dropped after the command, as a path: without quotes, with the home folder put in. */
const pathOf = (typed: string): string => {
  const [, inQuotes] = /^(["'])(.*)\1$/.exec(typed)?.slice(1) ?? []
  const path = inQuotes ?? typed
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path
}

/** Reads a file to send, or says in a sentence why it cannot be sent. */
export const readFileToSend = async (
  typed: string,
): Promise<{ readonly file: OutgoingFile } | { readonly problem: string }> => {
  const path = pathOf(typed)
  try {
    const found = await stat(path)
    if (!found.isFile()) return { problem: `${path} is no file.` }
    if (found.size === 0) return { problem: `${path} is empty.` }
    if (found.size > SENT_BYTES_MAX) {
      return { problem: `${path} has ${sizeWords(found.size)}; at most ${sizeWords(SENT_BYTES_MAX)} can be sent.` }
    }
    return { file: { name: basename(path), bytes: await readFile(path) } }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    const reasons: Record<string, string> = {
      ENOENT: 'is not there',
      ENOTDIR: 'is not there',
      EACCES: 'may not be read',
    }
    return { problem: `${path} ${reasons[code] ?? `cannot be read (${code})`}.` }
  }
}
