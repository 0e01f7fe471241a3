import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { saveVisitor } from '../visitor-client/saved-visitor.js'
import { newVisitor } from '../visitor-client/visitor-state.js'
import { StateFolder, StateFolderError, stateFolder } from './chat-state-file.js'

const uid = process.getuid?.() ?? -1
const now = Date.now()
const saved = (visitorName: string) =>
  saveVisitor('http://here/', newVisitor({ organizationId: 'o', deploymentId: 'd', buttonId: 'b', visitorName }))
let above: string
let path: string

beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'chat-state-'))
  path = join(above, 'parley', 'chats')
})
afterEach(() => rmSync(above, { recursive: true }))

test('it is below XDG_STATE_HOME, or in the folder for temporary files', () => {
  expect(stateFolder({ XDG_STATE_HOME: '/home/ana/.local/state' }, '/tmp', 1000)).toBe(
    '/home/ana/.local/state/parley/chats',
  )
  expect(stateFolder({}, '/tmp', 1000)).toBe('/tmp/parley-chats-1000')
  expect(stateFolder({ XDG_STATE_HOME: 'not/absolute' }, '/tmp', 1000)).toBe('/tmp/parley-chats-1000')
})

test('only the owner can read it', () => {
  new StateFolder(path, uid, now).keep('a.json', saved('Ana'))
  expect(statSync(path).mode & 0o777).toBe(0o700)
  expect(statSync(join(path, 'a.json')).mode & 0o777).toBe(0o600)
})

test('the last chat comes back, whole', () => {
  const folder = new StateFolder(path, uid, now)
  expect(folder.newest()).toBeUndefined()
  folder.keep('a.json', saved('Ana'))
  folder.keep('b.json', saved('Bo'))
  utimesSync(join(path, 'a.json'), now / 1000, now / 1000)
  utimesSync(join(path, 'b.json'), now / 1000 - 60, now / 1000 - 60)
  expect(folder.newest()).toEqual({ name: 'a.json', saved: saved('Ana') })
  folder.keep('a.json', undefined)
  expect(folder.newest()?.name).toBe('b.json')
  expect(readdirSync(path)).toEqual(['b.json'])
})

test('a file that cannot be read is passed over', () => {
  const folder = new StateFolder(path, uid, now)
  folder.keep('a.json', saved('Ana'))
  writeFileSync(join(path, 'b.json'), '{"version":1')
  utimesSync(join(path, 'a.json'), now / 1000 - 60, now / 1000 - 60)
  expect(folder.newest()?.name).toBe('a.json')
})

test('what is older than a day is removed', () => {
  new StateFolder(path, uid, now).keep('a.json', saved('Ana'))
  new StateFolder(path, uid, now + 23 * 3_600_000)
  expect(existsSync(join(path, 'a.json'))).toBe(true)
  new StateFolder(path, uid, now + 25 * 3_600_000)
  expect(existsSync(join(path, 'a.json'))).toBe(false)
})

test('a folder that others can write to, or that is none, is not used', () => {
  mkdirSync(path, { recursive: true })
  chmodSync(path, 0o777)
  expect(() => new StateFolder(path, uid, now)).toThrow(StateFolderError)
  const link = join(above, 'link')
  mkdirSync(join(above, 'elsewhere'), { mode: 0o700 })
  symlinkSync(join(above, 'elsewhere'), link)
  expect(() => new StateFolder(link, uid, now)).toThrow(StateFolderError)
  expect(() => new StateFolder(join(above, 'elsewhere'), uid + 1, now)).toThrow(StateFolderError)
})
