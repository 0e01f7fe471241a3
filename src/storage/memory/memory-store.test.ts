import { expect, test } from 'vitest'
import { tokenStoreContract } from '../../accounts/token-store.contract.js'
import { eventLogContract } from '../../event-log/event-log.contract.js'
import { LogUnavailableError } from '../../event-log/event-log.js'
import { sharedLogContract } from '../../event-log/shared-log.contract.js'
import { figuresStoreContract } from '../../figures/figures-store.contract.js'
import { fileStoreContract } from '../../files/file-store.contract.js'
import { pastStoreContract } from '../../past/past-store.contract.js'
import { setupStoreContract } from '../../setup/setup-store.contract.js'
import { MemoryEventLog } from './event-log.js'
import { openMemoryStore, type MemoryStoreOptions } from './memory-store.js'

const open = (options?: MemoryStoreOptions) => {
  const store = openMemoryStore(options)
  return Promise.resolve({ ...store, dispose: () => store.close() })
}

eventLogContract('the event log in memory', open, { persists: false })
setupStoreContract('the setup store in memory', open, { persists: false })
tokenStoreContract('the token store in memory', open, { persists: false })
fileStoreContract('the file store in memory', open, { persists: false })
figuresStoreContract('the figures store in memory', open, { persists: false })
pastStoreContract('the past store in memory', open, { persists: false })

sharedLogContract('the event log in memory', () => {
  const log = new MemoryEventLog()
  const view = { log, shared: log }
  return Promise.resolve({ processes: [view, view], dispose: () => log.close() })
})

const stream = { organizationId: 'org-1', kind: 'chat', id: 'a' }
const write = (expectedVersion: number) => ({
  stream,
  expectedVersion,
  events: [{ id: `e-${expectedVersion}`, body: { type: 'said' } }],
  open: true,
})

test('a commit that stands still shows nothing, and appends made meanwhile share the next one', async () => {
  const gates: (() => void)[] = []
  const log = new MemoryEventLog({ beforeCommit: () => new Promise((resolve) => gates.push(resolve)) })
  const first = log.append([write(0)], 1)
  const standing = async (count: number) => {
    while (gates.length < count) await Promise.resolve()
  }
  await standing(1)
  const others = [log.append([write(1)], 1), log.append([write(2)], 1)]
  expect(await log.load(stream)).toEqual({ events: [] })
  expect(log.commitStatistics()).toMatchObject({ commits: 0, waiting: 3 })
  gates[0]!()
  expect(await first).toEqual({ ok: true })
  await standing(2)
  expect((await log.load(stream)).events).toHaveLength(1)
  gates[1]!()
  expect(await Promise.all(others)).toEqual([{ ok: true }, { ok: true }])
  expect(log.commitStatistics()).toMatchObject({ commits: 2, appends: 3, events: 3, waiting: 0 })
})

test('a commit that fails refuses its appends, writes nothing, and the log goes on', async () => {
  let failing = true
  const log = new MemoryEventLog({
    beforeCommit: () => (failing ? Promise.reject(new Error('disk')) : Promise.resolve()),
  })
  await expect(log.append([write(0)], 1)).rejects.toBeInstanceOf(LogUnavailableError)
  expect(await log.load(stream)).toEqual({ events: [] })
  failing = false
  expect(await log.append([write(0)], 1)).toEqual({ ok: true })
  expect(log.commitStatistics()).toMatchObject({ commits: 1, commitsFailed: 1, waiting: 0 })
})
