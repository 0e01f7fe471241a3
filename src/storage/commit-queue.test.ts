import { expect, test } from 'vitest'
import type { StreamWrite } from '../event-log/event-log.js'
import { LogOverloadedError, LogUnavailableError } from '../event-log/event-log.js'
import { CommitQueue, type CommitQueueLimits } from './commit-queue.js'
import type { Batch, Conflicts } from './batch.js'

const write = (id: string, expectedVersion: number, body: object = { type: 'said' }): StreamWrite => ({
  stream: { organizationId: 'org-1', kind: 'chat', id },
  expectedVersion,
  events: [{ id: `${id}-${expectedVersion}`, body: body as { type: 'said' } }],
  open: true,
})

/** A queue whose commits wait until the test lets them finish. */
function heldQueue(limits: Partial<CommitQueueLimits> = {}) {
  const held: { batch: Batch; finish: (conflicts?: Conflicts) => void; fail: (error: Error) => void }[] = []
  const queue = new CommitQueue(
    (batch) =>
      new Promise((resolve, reject) =>
        held.push({ batch, finish: (conflicts = []) => resolve(conflicts), fail: reject }),
      ),
    { waitingMax: 100, ...limits },
  )
  const commit = async (number: number) => {
    while (held.length < number) await new Promise((resolve) => setImmediate(resolve))
    return held[number - 1]!
  }
  return { queue, held, commit }
}

test('appends of one turn share a commit, those made meanwhile share the next', async () => {
  const { queue, held, commit } = heldQueue()
  const first = [queue.append([write('a', 0)], 1), queue.append([write('b', 0)], 1)]
  const one = await commit(1)
  expect(one.batch.appends).toBe(2)
  const second = ['c', 'd', 'e'].map((id) => queue.append([write(id, 0)], 1))
  expect(held).toHaveLength(1)
  expect(queue.statistics()).toMatchObject({ commits: 0, waiting: 5 })
  one.finish()
  await Promise.all(first)
  const two = await commit(2)
  expect(two.batch.appends).toBe(3)
  two.finish([1, 0])
  expect(await Promise.all(second)).toEqual([{ ok: true }, { ok: false, conflict: write('d', 0).stream }, { ok: true }])
  expect(queue.statistics()).toMatchObject({ commits: 2, appends: 4, conflicts: 1, events: 4, waiting: 0 })
})

test('a commit carries no more appends and hardly more text than it may, in the order of the calls', async () => {
  const { queue, commit } = heldQueue({ appendsPerCommitMax: 2, textPerCommitMax: 1000 })
  const long = write('b', 0, { type: 'said', text: 'x'.repeat(1000) })
  const appended = [write('a', 0), write('a', 1), long, write('c', 0)].map((one) => queue.append([one], 1))
  for (const [number, appends] of [2, 1, 1].entries()) {
    const held = await commit(number + 1)
    expect(held.batch.appends).toBe(appends)
    held.finish()
  }
  expect(await Promise.all(appended)).toEqual(Array(4).fill({ ok: true }))
})

test('while it refuses, what waits and what comes is refused at once, and the commit on its way is not', async () => {
  const { queue, commit } = heldQueue()
  const first = queue.append([write('a', 0)], 1)
  const one = await commit(1)
  const waiting = queue.append([write('b', 0)], 1)
  const refusal = new LogOverloadedError('away')
  queue.refuse(refusal)
  await expect(waiting).rejects.toBe(refusal)
  await expect(queue.append([write('c', 0)], 1)).rejects.toBe(refusal)
  queue.setBookmark('reader', '1')
  one.fail(refusal)
  await expect(first).rejects.toBe(refusal)
  queue.admit()
  const again = queue.append([write('a', 0)], 1)
  const two = await commit(2)
  expect(two.batch).toMatchObject({ appends: 1, bookmarks: ['reader', '1'] })
  two.finish()
  await again
  expect(queue.statistics()).toMatchObject({ commits: 1, commitsFailed: 1, waiting: 0 })
})

test('only the last place per bookmark is written, with the next commit', async () => {
  const { queue, commit } = heldQueue()
  queue.setBookmark('reader', '1')
  queue.setBookmark('other', '5')
  queue.setBookmark('reader', '2')
  const appended = queue.append([write('a', 0)], 1)
  const one = await commit(1)
  expect(one.batch.bookmarks).toEqual(['reader', '2', 'other', '5'])
  one.finish()
  await appended
  const again = queue.append([write('a', 1)], 1)
  const two = await commit(2)
  expect(two.batch.bookmarks).toEqual([])
  two.finish()
  await again
})

test('a commit that fails refuses its appends; its bookmarks stay, unless a newer place is known', async () => {
  const { queue, commit } = heldQueue()
  queue.setBookmark('reader', '1')
  queue.setBookmark('other', '1')
  const refused = queue.append([write('a', 0)], 1)
  const one = await commit(1)
  queue.setBookmark('reader', '2')
  one.fail(new Error('disk'))
  await expect(refused).rejects.toBeInstanceOf(LogUnavailableError)
  expect([queue.waitingBookmark('reader'), queue.waitingBookmark('other')]).toEqual(['2', '1'])
  const appended = queue.append([write('a', 0)], 1)
  const two = await commit(2)
  expect(new Map([two.batch.bookmarks.slice(0, 2), two.batch.bookmarks.slice(2)] as [string, string][])).toEqual(
    new Map([
      ['reader', '2'],
      ['other', '1'],
    ]),
  )
  two.finish()
  await appended
  expect(queue.waitingBookmark('reader')).toBeUndefined()
})

test('an event that is no JSON is refused alone and leaves nothing in the batch', async () => {
  const { queue, commit } = heldQueue()
  const neighbour = queue.append([write('a', 0)], 1)
  const bad = queue.append([write('b', 0), write('c', 0, { type: 'said', count: 1n })], 1)
  await expect(bad).rejects.toBeInstanceOf(TypeError)
  const one = await commit(1)
  expect(one.batch).toEqual({
    appends: 1,
    numbers: [1, 1, 0, 0, 1, 1],
    strings: ['org-1/chat/a', 'a-0', '{"type":"said"}'],
    bookmarks: [],
  })
  one.finish()
  await neighbour
})

test('closing commits the bookmarks that came during the last commit', async () => {
  const { queue, commit } = heldQueue()
  const appended = queue.append([write('a', 0)], 1)
  const one = await commit(1)
  queue.setBookmark('reader', '9')
  const closed = queue.close()
  one.finish()
  await appended
  const two = await commit(2)
  expect(two.batch).toMatchObject({ appends: 0, bookmarks: ['reader', '9'] })
  two.finish()
  await closed
})
