import assert from 'node:assert/strict'
import { boundary, field, filePart, form, formType, uploadPath, type Asked } from '../../support/upload.js'
import type { RawAnswer } from '../../support/raw-http.js'
import { expectRefusal } from '../../support/wire-refusal.js'
import type { DrivenChat } from '../agent-driver.js'
import { checkWithAgent, eachCase, type Chapter } from '../check.js'
import type { CheckedVisitor } from '../checked-visitor.js'
import type { Stage } from '../stage.js'

/** What the visitor's poll says of a file; `read` is the number of the newest message they have. */
const told = async (visitor: CheckedVisitor, read: number): Promise<Readonly<Record<string, unknown>>> =>
  (await visitor.reads(['FileTransfer'], read)).messages[0]?.message ?? {}

const askedAfter = async (visitor: CheckedVisitor, chat: DrivenChat, read: number): Promise<Asked> => {
  await chat.askForFile()
  const { type, uploadServletUrl, cdmServletUrl, fileToken } = await told(visitor, read)
  assert.equal(type, 'Requested')
  return {
    uploadServletUrl: String(uploadServletUrl),
    cdmServletUrl: String(cdmServletUrl),
    fileToken: String(fileToken),
  }
}

/** A chat in which a file was asked for; its visitor has read the numbers 0 to 2. */
const begin = async (stage: Stage) => {
  const { visitor, chat } = await stage.meet()
  return { visitor, chat, asked: await askedAfter(visitor, chat, 1) }
}

const whole = form(filePart('x'))

const send = (stage: Stage, path: string, body: Uint8Array = whole, headers: Record<string, string> = formType) =>
  stage.send({ method: 'POST', path, headers, body })

const expectAnswer = ({ status, text }: RawAnswer, word: 'Success' | 'Failure'): void =>
  assert.deepEqual([status, text], [200, word])

const expectFailure = (answer: RawAnswer, status: number): void => {
  expectRefusal(answer, status)
  assert.match(answer.text, /^Failure: /)
}

const many = (count: number) => form(...Array.from({ length: count }, (_, n) => field(`f${n}`, 'x')), filePart('x'))

const noForms: [what: string, body: Uint8Array, headers: Record<string, string>][] = [
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
  ['too many fields', many(21), formType],
  ['too many parts', many(200), formType],
  ['a field that is too long', form(field('a', 'x'.repeat(4097)), filePart('x')), formType],
  ['headers that do not end', Buffer.from(`--${boundary}\r\nX: ${'y'.repeat(60_000)}`), formType],
]

const noPasses: [what: string, change: (query: URLSearchParams) => void, status: number][] = [
  ['no token', (query) => query.delete('fileToken'), 400],
  ['two tokens', (query) => query.append('fileToken', 'another'), 400],
  ['no session', (query) => query.delete('chatKey'), 400],
  ['no organization', (query) => query.delete('orgId'), 400],
  ['an organization that is none', (query) => query.set('orgId', 'x'), 403],
  ['another organization', (query) => query.set('orgId', '00DP00000099999'), 403],
  ['another session', (query) => query.set('chatKey', '6f1d2c84-9b0e-4a57-8c3d-2e7a41b96f05'), 403],
  ['a token cut short', (query) => query.set('fileToken', query.get('fileToken')?.slice(0, -1) ?? ''), 403],
  ['a token made up', (query) => query.set('fileToken', '6f1d2c84-9b0e-4a57-8c3d-2e7a41b96f05.AAAA'), 403],
  ['half a token', (query) => query.set('fileToken', query.get('fileToken')?.split('.')[0] ?? ''), 403],
]

export const files: Chapter = {
  title: 'Files',
  checks: [
    checkWithAgent(
      'F-1 F-3 P-44',
      'what is asked for and sent reaches the agent, and the poll says so',
      async (stage) => {
        const { visitor, chat, asked } = await begin(stage)
        expectAnswer(await send(stage, uploadPath(stage.target, visitor, asked)), 'Success')
        assert.deepEqual(await told(visitor, 2), { type: 'Success' })
        assert.deepEqual(await chat.files(), ['cat.txt'])
      },
    ),
    checkWithAgent('F-4', 'a request is for one file', async (stage) => {
      const { visitor, chat, asked } = await begin(stage)
      const path = uploadPath(stage.target, visitor, asked)
      const both = await Promise.all([send(stage, path), send(stage, path)])
      assert.deepEqual(both.map(({ status }) => status).sort(), [200, 403])
      expectFailure(await send(stage, path), 403)
      assert.deepEqual(await chat.files(), ['cat.txt'])
    }),
    checkWithAgent('F-5 F-4', 'what was withdrawn is refused, and can be asked for anew', async (stage) => {
      const { visitor, chat, asked } = await begin(stage)
      await chat.withdrawFile()
      assert.deepEqual(await told(visitor, 2), { type: 'Canceled' })
      const old = uploadPath(stage.target, visitor, asked)
      expectFailure(await send(stage, old), 403)
      const again = await askedAfter(visitor, chat, 3)
      expectFailure(await send(stage, old), 403)
      expectAnswer(await send(stage, uploadPath(stage.target, visitor, again)), 'Success')
    }),
    checkWithAgent('F-4', 'a token is worth nothing after the end of the chat', async (stage) => {
      const { visitor, chat, asked } = await begin(stage)
      await chat.end()
      expectFailure(await send(stage, uploadPath(stage.target, visitor, asked)), 403)
    }),
    checkWithAgent('F-3 F-6', 'an empty file uses the request up', async (stage) => {
      const { visitor, chat, asked } = await begin(stage)
      const path = uploadPath(stage.target, visitor, asked)
      expectAnswer(await send(stage, path, form(filePart(''))), 'Failure')
      assert.deepEqual(await told(visitor, 2), { type: 'Failure' })
      expectFailure(await send(stage, path), 403)
      assert.deepEqual(await chat.files(), [])
    }),
    ...eachCase(
      noForms.map(([what, body, headers]) => [what, { body, headers }] as const),
      (name, { body, headers }) =>
        checkWithAgent('F-2', `${name} is refused, and the file can still be sent`, async (stage) => {
          const { visitor, chat, asked } = await begin(stage)
          const path = uploadPath(stage.target, visitor, asked)
          expectFailure(await send(stage, path, body, headers), 400)
          assert.deepEqual(await chat.files(), [])
          await (await visitor.held(2)).expectHeld()
          expectAnswer(await send(stage, path), 'Success')
        }),
    ),
    ...eachCase(
      noPasses.map(([what, change, status]) => [what, { change, status }] as const),
      (name, { change, status }) =>
        checkWithAgent('F-4', `${name} opens nothing`, async (stage) => {
          const { visitor, chat, asked } = await begin(stage)
          const path = uploadPath(stage.target, visitor, asked)
          const [resource, search] = path.split('?')
          const query = new URLSearchParams(search)
          change(query)
          expectFailure(await send(stage, `${resource}?${query.toString()}`), status)
          assert.deepEqual(await chat.files(), [])
          expectAnswer(await send(stage, path), 'Success')
        }),
    ),
    checkWithAgent('F-2', 'only POST sends', async (stage) => {
      const { visitor, asked } = await begin(stage)
      const path = uploadPath(stage.target, visitor, asked)
      for (const method of ['GET', 'PUT', 'DELETE']) expectFailure(await stage.send({ method, path }), 405)
      expectAnswer(await send(stage, path), 'Success')
    }),
    checkWithAgent('F-7', 'the page that clients name as where they come from is there', async (stage) => {
      const { asked } = await begin(stage)
      const answer = await stage.send({ path: new URL(asked.cdmServletUrl).pathname })
      assert.equal(answer.status, 200)
    }),
  ],
}
