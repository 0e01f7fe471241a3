import { expect, test } from 'vitest'
import { ChatError } from '../chat/chat-error.js'
import type { ChatEvent } from '../chat/chat-events.js'
import { eventsUpTo } from '../chat/chat-fixtures.contract.js'
import type { RequestedChat } from '../chat/chat.js'
import { chatRef } from '../chat/chat-service.js'
import { LogUnavailableError, type EventLog } from '../event-log/event-log.js'
import { Ledger } from '../event-log/ledger.js'
import { PatientLedger } from '../event-log/patient-ledger.js'
import { ManualClock } from '../lib/manual-clock.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { FileService, type Arrival } from './file-service.js'
import type { FileStore } from './file-store.js'
import { uploadsAtOnceMax, uploadsPerRequestMax, UploadsBusyError } from './upload-places.js'

const ref = chatRef('org-1', 'chat-1')
const bytes = Uint8Array.from([1, 2, 3])
const arrived: Arrival = { type: 'file', name: 'C:\\pictures\\cat.png', bytes }
const brokenOff: Arrival = { type: 'failure', reason: 'broken-off' }
const comes = (arrival: Arrival) => () => Promise.resolve(arrival)

/** An upload that comes in when the test says so. */
const held = () => {
  let arrive: (arrival: Arrival) => void = () => undefined
  const coming = new Promise<Arrival>((resolve) => (arrive = resolve))
  return { receive: () => coming, arrive }
}

interface Faults {
  readonly log?: (log: EventLog) => Partial<EventLog>
  readonly store?: (store: FileStore) => Partial<FileStore>
}

/** The faulty parts in place of the sound ones. */
const withFaults = <Port extends object>(sound: Port, faulty: Partial<Port> | undefined): Port =>
  new Proxy(sound, {
    get: (target, name: string & keyof Port) => {
      const member = faulty?.[name] ?? target[name]
      return typeof member === 'function' ? (member.bind(target) as unknown) : member
    },
  })

/** An established chat in which Ada has asked for a file. */
const asked = async (faults: Faults = {}) => {
  const memory = openMemoryStore()
  let made = 0
  const ids = { uuid: () => `id-${(made += 1)}` }
  const clock = new ManualClock()
  const log = withFaults(memory.log, faults.log?.(memory.log))
  const ledger = new Ledger({ log, clock, ids, onCommit: () => undefined })
  const store = withFaults(memory.files, faults.store?.(memory.files))
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  const patient = new PatientLedger({ ledger, clock, patienceMs: 0, chance: () => 0 })
  const files = new FileService({
    ledger,
    patient,
    store,
    ids,
    judge: () => 'image/png',
    masks: () => undefined,
    onError,
  })
  const happen = (...events: ChatEvent[]) => ledger.transact([ref], () => ({ events: [events], result: undefined }))
  await happen(...eventsUpTo.established)
  const { fileId } = await files.request(ref, 'ada')
  const chat = async () => (await ledger.read(ref)).state as RequestedChat
  const types = async () => (await memory.log.readAfter(ref.name, 3, 100)).map(({ body }) => body.type)
  return { files, fileId, chat, happen, types, errors, stored: memory.files }
}

const codeOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
    return 'allowed'
  } catch (error) {
    if (error instanceof ChatError) return error.code
    throw error
  }
}

const unavailable = () => Promise.reject(new LogUnavailableError('The disk is gone.'))

test('a file is stored, then told of, then acknowledged; and can be read', async () => {
  const order: string[] = []
  const { files, fileId, chat, stored } = await asked({
    store: (store) => ({ put: (name, content) => store.put(name, content).then(() => void order.push('stored')) }),
    log: (log) => ({
      append: async (writes, at) => {
        const outcome = await log.append(writes, at)
        for (const { body } of writes.flatMap(({ events }) => events)) order.push(body.type)
        return outcome
      },
    }),
  })
  expect(await files.take(ref, fileId, comes(arrived))).toBe('received')
  expect(order.slice(-2)).toEqual(['stored', 'file-received'])
  const state = await chat()
  expect(state.files).toMatchObject([{ fileId, name: 'cat.png', contentType: 'image/png', bytes: 3 }])
  const pieces: Uint8Array[] = []
  for await (const piece of (await files.open(state, state.files![0]!))!) pieces.push(piece)
  expect(Buffer.concat(pieces)).toEqual(Buffer.from(bytes))
  expect(await stored.unconfirmed()).toEqual([])
})

test('a request is for one file', async () => {
  const { files, fileId } = await asked()
  await files.take(ref, fileId, comes(arrived))
  expect(await codeOf(files.take(ref, fileId, comes(arrived)))).toBe('no-file-request')
})

test('nothing is read for a request that is not open', async () => {
  const { files, fileId, types } = await asked()
  await files.cancel(ref, 'ada', fileId)
  const mustNot = () => Promise.reject(new Error('It was read.'))
  expect(await codeOf(files.take(ref, fileId, mustNot))).toBe('no-file-request')
  expect(await codeOf(files.take(ref, 'another', mustNot))).toBe('no-file-request')
  expect(await types()).toEqual(['file-requested', 'file-cancelled'])
})

test('of two uploads at once one wins, and of the other nothing is left', async () => {
  const { files, fileId, chat, stored } = await asked()
  const uploads = [held(), held()]
  const outcomes = uploads.map(({ receive }) => codeOf(files.take(ref, fileId, receive)))
  for (const { arrive } of uploads) arrive(arrived)
  expect((await Promise.all(outcomes)).sort()).toEqual(['allowed', 'no-file-request'])
  expect((await chat()).files).toHaveLength(1)
  expect(await stored.unconfirmed()).toEqual([])
})

test('a chat that ends while a file comes in takes none, and keeps none', async () => {
  const { files, fileId, happen, stored, types } = await asked()
  const { receive, arrive } = held()
  const taken = codeOf(files.take(ref, fileId, receive))
  await happen({ type: 'ended', reason: 'agent', agentId: 'ada' })
  arrive(arrived)
  expect(await taken).toBe('no-file-request')
  expect(await stored.unconfirmed()).toEqual([])
  expect(await types()).toEqual(['file-requested', 'ended'])
})

test.each<[Arrival, string]>([
  [brokenOff, 'broken-off'],
  [{ type: 'failure', reason: 'too-large' }, 'too-large'],
  [{ type: 'file', name: 'empty.txt', bytes: new Uint8Array() }, 'empty'],
])('what is no file uses the request up: %j', async (arrival, reason) => {
  const { files, fileId, types } = await asked()
  expect(await files.take(ref, fileId, comes(arrival))).toBe(reason)
  expect(await types()).toEqual(['file-requested', 'file-failed'])
})

test('a connection that breaks does not fail the upload that was begun instead', async () => {
  const { files, fileId, types } = await asked()
  const second = held()
  const taken = files.take(ref, fileId, second.receive)
  expect(await files.take(ref, fileId, comes(brokenOff))).toBe('broken-off')
  second.arrive(arrived)
  expect(await taken).toBe('received')
  expect(await types()).toEqual(['file-requested', 'file-received'])
})

test('what cannot be read as an upload changes nothing', async () => {
  const { files, fileId, types } = await asked()
  await expect(files.take(ref, fileId, () => Promise.reject(new Error('No multipart.')))).rejects.toThrow(
    'No multipart.',
  )
  expect(await types()).toEqual(['file-requested'])
  expect(await files.take(ref, fileId, comes(arrived))).toBe('received')
})

test('a store that fails is told to both sides, and reported', async () => {
  const { files, fileId, types, errors } = await asked({ store: () => ({ put: unavailable }) })
  expect(await files.take(ref, fileId, comes(arrived))).toBe('not-kept')
  expect(await types()).toEqual(['file-requested', 'file-failed'])
  expect(errors).toHaveLength(1)
})

const failingAppend = (isWritten: boolean) => (log: EventLog) => ({
  append: async (...[writes, at]: Parameters<EventLog['append']>) => {
    const isFile = writes.some(({ events }) => events.some(({ body }) => body.type === 'file-received'))
    if (!isFile || isWritten) {
      const outcome = await log.append(writes, at)
      if (!isFile) return outcome
    }
    throw new LogUnavailableError('The answer was lost.')
  },
})

test('when the log failed after it was written, the file counts', async () => {
  const { files, fileId, chat, stored } = await asked({ log: failingAppend(true) })
  expect(await files.take(ref, fileId, comes(arrived))).toBe('received')
  expect((await chat()).files).toHaveLength(1)
  expect(await stored.unconfirmed()).toEqual([])
})

test('when the log failed before it was written, nothing is acknowledged and nothing kept', async () => {
  const { files, fileId, chat, stored } = await asked({ log: failingAppend(false) })
  await expect(files.take(ref, fileId, comes(arrived))).rejects.toBeInstanceOf(LogUnavailableError)
  expect((await chat()).files).toBeUndefined()
  expect(await stored.unconfirmed()).toEqual([])
})

test('what a crash left behind is kept where the log tells of it, and removed where not', async () => {
  const { files, fileId, chat, stored } = await asked({ store: () => ({ confirm: unavailable }) })
  const orphan = { organizationId: 'org-1', chatId: 'chat-1', uploadId: 'orphan' }
  await files.take(ref, fileId, comes(arrived))
  const state = await chat()
  await stored.put(orphan, bytes)
  await stored.put({ ...orphan, chatId: 'never-asked-for' }, bytes)
  await files.cleanUp(await files.unsettled())
  expect(await stored.read(orphan)).toBeUndefined()
  expect(await files.open(state, state.files![0]!)).toBeDefined()
  expect((await stored.unconfirmed()).map(({ uploadId }) => uploadId)).toEqual([state.files![0]!.uploadId])
})

test('only so many uploads run at once, for a request and in all', async () => {
  const { files, fileId } = await asked()
  const hanging = Array.from({ length: uploadsPerRequestMax }, held)
  const running = hanging.map(({ receive }) => files.take(ref, fileId, receive))
  await expect(files.take(ref, fileId, comes(arrived))).rejects.toBeInstanceOf(UploadsBusyError)
  for (const { arrive } of hanging) arrive(brokenOff)
  await Promise.all(running)
})

test('a place is left when its upload is over, however it ended', async () => {
  const { files, fileId } = await asked()
  for (let count = 0; count <= uploadsAtOnceMax; count += 1) {
    expect(await codeOf(files.take(ref, `other-${count}`, comes(arrived)))).toBe('no-file-request')
  }
  expect(await files.take(ref, fileId, comes(arrived))).toBe('received')
})
