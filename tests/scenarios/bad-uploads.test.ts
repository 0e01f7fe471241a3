/** Forms that go beyond a limit, break off or never end. Those that are none are in the conformance suite. */
import { beforeAll, expect, test } from 'vitest'
import { formBytesMax, formLimits, uploadMs } from '../../src/visitor-api/upload/read-upload.js'
import { discardedBytesMax } from '../../src/visitor-api/upload/discard-rest.js'
import { FileChat } from '../support/file-chat.js'
import { shareInProcess, startInProcess, turn, until } from '../support/in-process-server.js'
import type { RawAnswer } from '../support/raw-http.js'
import { makeOrganization } from '../support/test-organization.js'
import { boundary, field, filePart, form, formType } from '../support/upload.js'
import { expectRefusal } from '../support/wire-refusal.js'

const server = shareInProcess()
let chat: FileChat
let asked: Awaited<ReturnType<FileChat['ask']>>
beforeAll(async () => {
  chat = await FileChat.begin(await makeOrganization(server))
  asked = await chat.ask()
})

const expectFailure = (answer: RawAnswer, status: number): void => {
  expectRefusal(answer, status)
  expect(answer.text).toMatch(/^Failure: /)
}

/** Nobody was told of anything, nothing is kept, and what was asked for can still be sent. */
const expectUntouched = async (): Promise<void> => {
  expect(await chat.ada.events.untaken()).toEqual([])
  expect(await chat.files()).toEqual([])
  expect((await chat.ada.request('GET', `/chats/${chat.chatId}`)).json()).toMatchObject({
    fileRequest: { fileId: asked.fileId },
  })
}

const longHeaders = Buffer.from(
  `--${boundary}\r\nX: ${'y'.repeat(formLimits.headerSize)}\r\n` +
    `Content-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--${boundary}--\r\n`,
)

test('[F-2] headers of a part that are too long are refused, and nothing has happened', async () => {
  expectFailure(await chat.send(asked, longHeaders), 400)
  await expectUntouched()
})

test('[F-2] a form may have so many fields, of such a length', async () => {
  const own = await FileChat.begin(await makeOrganization(server))
  const fields = Array.from({ length: formLimits.fields }, (_, n) => field(`f${n}`, 'x'.repeat(n === 0 ? 4096 : 1)))
  expect((await own.send(await own.ask(), form(...fields, filePart('x')))).text).toBe('Success')
})

test('[F-6] an empty file uses the request up', async () => {
  const own = await FileChat.begin(await makeOrganization(server))
  expect(await own.send(await own.ask(), form(filePart('')))).toMatchObject({ status: 200, text: 'Failure' })
  expect(await own.told()).toEqual({ type: 'Failure' })
  expect((await own.ada.events.next('file-failed')).data.reason).toBe('empty')
})

test('[F-6] a form that ends before its file does is no file', async () => {
  const own = await FileChat.begin(await makeOrganization(server))
  expectFailure(await own.send(await own.ask(), form(filePart('x'.repeat(1000))).subarray(0, 500)), 400)
  expect((await own.ada.events.next('file-failed')).data.reason).toBe('broken-off')
  expect(await own.files()).toEqual([])
})

test('[F-6] a connection that breaks leaves no file', async () => {
  const own = await FileChat.begin(await makeOrganization(server))
  const ask = await own.ask()
  const broken = own.send(ask, form(filePart('x'.repeat(1000))).subarray(0, 500), {
    headers: { ...formType, 'Content-Length': '5000' },
    started: (request) =>
      void turn()
        .then(turn)
        .then(turn)
        .then(() => request.destroy()),
  })
  await expect(broken).rejects.toThrow()
  expect((await own.ada.events.next('file-failed')).data.reason).toBe('broken-off')
  expect(await own.files()).toEqual([])
})

test('[F-6] who says that too much will come is refused, and so is who does not say it', async () => {
  const small = await startInProcess({ environment: { PARLEY_FILE_BYTES_MAX: '1000' } })
  const own = await FileChat.begin(await makeOrganization(small))
  const body = form(filePart('x'.repeat(formBytesMax + 2000)))
  for (const headers of [formType, { ...formType, 'Transfer-Encoding': 'chunked' }]) {
    expect(await own.send(await own.ask(), body, { headers })).toMatchObject({ status: 200, text: 'Failure' })
    expect((await own.ada.events.next('file-failed')).data.reason).toBe('too-large')
    await own.told()
  }
  expect(await own.files()).toEqual([])
})

test('[F-6] a client that sends far too much is cut off', async () => {
  const own = await FileChat.begin(await makeOrganization(server))
  const ask = await own.ask()
  const endless = own.send(ask, form(filePart(Buffer.alloc(3 * discardedBytesMax, 1))))
  const outcome = await endless.then(
    ({ status, headers }) => `${status} ${headers.connection}`,
    () => 'cut off',
  )
  expect(['200 close', 'cut off']).toContain(outcome)
  expect((await own.ada.events.next('file-failed')).data.reason).toBe('too-large')
})

test('[F-6] a form that does not get on is given up', async () => {
  const own = await FileChat.begin(await makeOrganization(server))
  const ask = await own.ask()
  const { files } = server.running.parts
  const slow = own.send(ask, form(filePart('x'.repeat(1000))).subarray(0, 500), {
    headers: { ...formType, 'Content-Length': '5000' },
  })
  await until(() => files.coming > 0, 'the upload to begin')
  await server.pass(uploadMs + 15_000)
  expectFailure(await slow, 400)
  await own.ada.events.next('visitor-away')
  expect((await own.ada.events.next('file-failed')).data.reason).toBe('broken-off')
})
