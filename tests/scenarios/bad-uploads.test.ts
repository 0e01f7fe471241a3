/** Forms that are none, lie, or never end: each is refused in the same plain way, and nothing of it is kept. */
import { beforeAll, expect, test } from 'vitest'
import { formBytesMax, formLimits, uploadMs } from '../../src/visitor-api/upload/read-upload.js'
import { discardedBytesMax } from '../../src/visitor-api/upload/discard-rest.js'
import { FileChat } from '../support/file-chat.js'
import { shareInProcess, startInProcess, turn, until } from '../support/in-process-server.js'
import type { RawAnswer, RawRequest } from '../support/raw-http.js'
import { makeOrganization } from '../support/test-organization.js'
import { boundary, field, filePart, form, formType, uploadPath } from '../support/upload.js'
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

const whole = form(filePart('x'))
const longHeaders = Buffer.from(
  `--${boundary}\r\nX: ${'y'.repeat(formLimits.headerSize)}\r\n` +
    `Content-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--${boundary}--\r\n`,
)
const many = (count: number) => form(...Array.from({ length: count }, (_, n) => field(`f${n}`, 'x')), filePart('x'))

test.each<[what: string, body: Uint8Array, headers: Record<string, string>]>([
  ['another type', whole, { 'Content-Type': 'application/json' }],
  ['no type', whole, {}],
  ['a type that is none', whole, { 'Content-Type': ';;' }],
  ['no boundary', whole, { 'Content-Type': 'multipart/form-data' }],
  ['an empty boundary', whole, { 'Content-Type': 'multipart/form-data; boundary=' }],
  ['a boundary that is too long', whole, { 'Content-Type': `multipart/form-data; boundary=${'b'.repeat(71)}` }],
  ['multipart of another kind', whole, { 'Content-Type': `multipart/mixed; boundary=${boundary}` }],
  ['another boundary than it says', whole, { 'Content-Type': 'multipart/form-data; boundary=other' }],
  ['no body', new Uint8Array(), formType],
  ['no form', Buffer.from('Hello'), formType],
  ['a form without parts', Buffer.from(`--${boundary}--\r\n`), formType],
  ['a form without a file', form(field('filename', 'a.txt')), formType],
  ['the file as a field', form(field('file', 'x')), formType],
  ['the file in another part', form({ disposition: 'name="upload"; filename="a.txt"', content: 'x' }), formType],
  ['a part without a name', form({ disposition: 'filename="a.txt"', content: 'x' }), formType],
  ['two files', form(filePart('x'), filePart('y')), formType],
  ['a file that is multipart', form(filePart('x', 'a.txt', 'Content-Type: multipart/mixed; boundary=b')), formType],
  ['a file in base64', form(filePart('eA==', 'a.txt', 'Content-Transfer-Encoding: base64')), formType],
  ['too many fields', many(formLimits.fields + 1), formType],
  ['too many parts', many(200), formType],
  ['a field that is too long', form(field('a', 'x'.repeat(formLimits.fieldSize + 1)), filePart('x')), formType],
  ['headers that do not end', Buffer.from(`--${boundary}\r\nX: ${'y'.repeat(60_000)}`), formType],
  ['headers that are too long', longHeaders, formType],
])('[F-2] %s is refused, and nothing has happened', async (_what, body, headers) => {
  expectFailure(await chat.send(asked, body, { headers }), 400)
  await expectUntouched()
})

test('[F-2] a form may have so many fields, of such a length', async () => {
  const own = await FileChat.begin(await makeOrganization(server))
  const fields = Array.from({ length: formLimits.fields }, (_, n) => field(`f${n}`, 'x'.repeat(n === 0 ? 4096 : 1)))
  expect((await own.send(await own.ask(), form(...fields, filePart('x')))).text).toBe('Success')
})

test.each<[what: string, change: (query: URLSearchParams) => void, status: number]>([
  ['no token', (query) => query.delete('fileToken'), 400],
  ['two tokens', (query) => query.append('fileToken', 'another'), 400],
  ['no session', (query) => query.delete('chatKey'), 400],
  ['no organization', (query) => query.delete('orgId'), 400],
  ['an organization that is none', (query) => query.set('orgId', 'x'), 403],
  ['another organization', (query) => query.set('orgId', '00DP00000099999'), 403],
  ['another session', (query) => query.set('chatKey', '6f1d2c84-9b0e-4a57-8c3d-2e7a41b96f05'), 403],
  ['a token cut short', (query) => query.set('fileToken', query.get('fileToken')!.slice(0, -1)), 403],
  ['a token made up', (query) => query.set('fileToken', '6f1d2c84-9b0e-4a57-8c3d-2e7a41b96f05.AAAA'), 403],
  ['the id of the file alone', (query) => query.set('fileToken', query.get('fileToken')!.split('.')[0]!), 403],
])('[F-4] %s opens nothing', async (_what, change, status) => {
  const [path, search] = uploadPath(chat.organization, chat.visitor, asked).split('?')
  const query = new URLSearchParams(search)
  change(query)
  const request: RawRequest = { method: 'POST', path: `${path}?${query.toString()}`, headers: formType, body: whole }
  expectFailure(await server.request(request), status)
  await expectUntouched()
})

test('[F-2] only POST sends', async () => {
  for (const method of ['GET', 'PUT', 'DELETE']) {
    expectFailure(await server.request({ method, path: uploadPath(chat.organization, chat.visitor, asked) }), 405)
  }
  await expectUntouched()
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
