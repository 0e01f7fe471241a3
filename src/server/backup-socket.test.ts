import { once } from 'node:events'
import { stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { temporaryDirectory } from '../storage/sqlite/opened-store.contract.js'
import { BackupSocket, backupSocketPath } from './backup-socket.js'

/** A file that can be held once at a time, and whether it is. */
const file = () => {
  const state = { isHeld: false, isStill: true }
  const holdFile = () => {
    if (state.isHeld) return Promise.resolve(undefined)
    state.isHeld = true
    const release = () => {
      state.isHeld = false
      return Promise.resolve(state.isStill)
    }
    return Promise.resolve({ path: '/parley.db', release })
  }
  return { state, holdFile }
}

const logger = { info: () => undefined, warn: vi.fn() }

const listening = async (holdFile?: ReturnType<typeof file>['holdFile']) => {
  const directory = await temporaryDirectory()
  const path = backupSocketPath(directory)!
  await writeFile(path, 'left by a killed server')
  const socket = await BackupSocket.open(directory, holdFile ? { holdFile } : {}, logger)
  onTestFinished(() => socket?.close())
  return { socket, path }
}

/** Somebody who asks. */
const asker = async (path: string) => {
  const socket = connect(path).setEncoding('utf8')
  await once(socket, 'connect')
  onTestFinished(() => void socket.destroy())
  let heard = ''
  let isOver = false
  socket.on('data', (part: string) => (heard += part))
  // Who writes to somebody who has hung up is told by an error.
  socket.on('error', () => undefined)
  socket.on('close', () => (isOver = true))
  const ask = async (text: string): Promise<string> => {
    heard = ''
    if (!isOver) socket.write(text)
    await vi.waitFor(() => expect(isOver || heard.endsWith('\n')).toBe(true))
    return isOver ? 'hung up' : heard.trim()
  }
  return { ask, hangUp: () => socket.destroy() }
}

test('whoever holds the file has it until they release it, and is told whether it was still', async () => {
  const { state, holdFile } = file()
  const { path } = await listening(holdFile)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  const [one, other] = [await asker(path), await asker(path)]
  expect(await one.ask('hold\n')).toBe('held')
  expect(await other.ask('hold\n')).toBe('busy')
  expect(await one.ask('release\n')).toBe('still')
  state.isStill = false
  expect(await other.ask('hold\n')).toBe('held')
  expect(await other.ask('release\n')).toBe('changed')
})

test('whoever hangs up has released it', async () => {
  const { state, holdFile } = file()
  const { path } = await listening(holdFile)
  const one = await asker(path)
  expect(await one.ask('hold\n')).toBe('held')
  one.hangUp()
  await vi.waitFor(() => expect(state.isHeld).toBe(false))
})

test('a server that stops says nothing of a file any more', async () => {
  const { state, holdFile } = file()
  const { path, socket } = await listening(holdFile)
  const one = await asker(path)
  expect(await one.ask('hold\n')).toBe('held')
  await socket?.close()
  expect(await one.ask('release\n')).toBe('hung up')
  await vi.waitFor(() => expect(state.isHeld).toBe(false))
})

test.each(['release\n', 'HOLD\n', 'x'.repeat(101)])('%j is hung up on', async (text) => {
  const { path } = await listening(file().holdFile)
  expect(await (await asker(path)).ask(text)).toBe('hung up')
})

test('whoever holds the file and asks for it again is hung up on and has released it', async () => {
  const { state, holdFile } = file()
  const { path } = await listening(holdFile)
  const one = await asker(path)
  expect(await one.ask('hold\n')).toBe('held')
  expect(await one.ask('hold\n')).toBe('hung up')
  await vi.waitFor(() => expect(state.isHeld).toBe(false))
})

test('nobody listens where there is no file, or where the name would be too long', async () => {
  expect((await listening()).socket).toBeUndefined()
  const long = `/${'d'.repeat(100)}`
  expect(await BackupSocket.open(long, { holdFile: file().holdFile }, logger)).toBeUndefined()
  expect(logger.warn).toHaveBeenCalledWith(expect.stringMatching(/too long for a socket/))
})
