/** A file's way from the visitor to the agent, as clients send it, on every store. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { FileChat } from '../support/file-chat.js'
import { shareInProcess, startInProcess } from '../support/in-process-server.js'
import { storeKinds } from '../support/test-store.js'
import { makeOrganization } from '../support/test-organization.js'
import { field, filePart, form, formType, uploadPath } from '../support/upload.js'

describe.each(storeKinds)('in a store in %s', (store) => {
  const server = shareInProcess({ store })

  test('[F-1] [F-3] what is asked for and sent reaches the agent, byte for byte', async () => {
    const chat = await FileChat.begin(await makeOrganization(server))
    const asked = await chat.ask()
    expect(asked).toMatchObject({
      type: 'Requested',
      uploadServletUrl: `${server.address}/chat/upload`,
      cdmServletUrl: `${server.address}/chat/cdm`,
    })
    const bytes = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(700_000, 7)])
    const answer = await chat.send(asked, form(filePart(bytes, 'cat.png')))
    expect(answer).toMatchObject({ status: 200, text: 'Success' })
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    expect(await chat.told()).toEqual({ type: 'Success' })
    const { data: file } = await chat.ada.events.next('file-received')
    const { chatId } = chat
    expect(file).toMatchObject({ chatId, fileId: asked.fileId, name: 'cat.png', contentType: 'image/png' })
    expect(await chat.files()).toEqual([file])
    const { bytes: got, headers, status } = await chat.download(asked.fileId)
    expect(status).toBe(200)
    expect(got.equals(bytes)).toBe(true)
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="cat.png"; filename*=UTF-8''cat.png`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
  })

  test('[F-4] a request is for one file; of two at once one wins', async () => {
    const chat = await FileChat.begin(await makeOrganization(server))
    const asked = await chat.ask()
    const answers = await Promise.all(['one', 'two'].map((text) => chat.send(asked, form(filePart(text)))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403])
    expect(await chat.files()).toHaveLength(1)
    expect((await chat.send(asked, form(filePart('three')))).text).toMatch(/^Failure: /)
    expect(await chat.files()).toHaveLength(1)
  })
})

const server = shareInProcess()

describe('[F-2] clients send forms of their own', () => {
  const cases: [client: string, body: (asked: { fileToken: string }) => Buffer, name: string][] = [
    ['the bare part', () => form(filePart('x', 'cat.txt')), 'cat.txt'],
    ['a field filename before it', () => form(field('filename', 'cat.txt'), filePart('x', 'blob')), 'blob'],
    [
      'a field filename after a part without a name',
      () => form(filePart('x', ''), field('filename', 'me.txt')),
      'me.txt',
    ],
    [
      'everything again as fields, and a date as its name',
      ({ fileToken }) =>
        form(
          ...[field('orgId', '00D'), field('chatKey', 'k'), field('fileToken', fileToken), field('encoding', 'UTF-8')],
          filePart('x', 'Wed Nov 25 17:40:03 GMT+01:00 2026', 'Content-Type: image/jpeg'),
        ),
      'Wed Nov 25 17:40:03 GMT+01:00 2026',
    ],
    ['a name in UTF-8', () => form(filePart('x', 'résumé 履歴書 👋.txt')), 'résumé 履歴書 👋.txt'],
    [
      'a name in the form of RFC 5987',
      () => form({ disposition: `name="file"; filename*=UTF-8''r%C3%A9sum%C3%A9.txt`, content: 'x' }),
      'résumé.txt',
    ],
    ['a path as its name', () => form(filePart('x', '../../etc/passwd')), 'passwd'],
    ['a name that deceives', () => form(filePart('x', 'bill\u202egnp.exe')), 'billgnp.exe'],
    [
      'a part that says how it is sent',
      () => form(filePart('x', 'a.txt', 'Content-Transfer-Encoding: binary')),
      'a.txt',
    ],
  ]

  test.each(cases)('%s', async (_client, body, name) => {
    const chat = await FileChat.begin(await makeOrganization(server))
    const asked = await chat.ask()
    expect(await chat.send(asked, body(asked))).toMatchObject({ status: 200, text: 'Success' })
    expect(await chat.files()).toMatchObject([{ name, bytes: 1, contentType: 'text/plain' }])
  })
})

test('[F-2] the id of the organization may have its long form, and the path a slash at its end', async () => {
  const chat = await FileChat.begin(await makeOrganization(server))
  const path = uploadPath(chat.organization, chat.visitor, await chat.ask()).replace('/upload?', '/upload/?')
  const answer = await server.request({ method: 'POST', path, headers: formType, body: form(filePart('x')) })
  expect(answer.text).toBe('Success')
})

test('[F-5] what was withdrawn is refused, and can be asked for anew', async () => {
  const chat = await FileChat.begin(await makeOrganization(server))
  const asked = await chat.ask()
  expectProblem(await chat.ada.request('POST', `/chats/${chat.chatId}/file-requests`), 409, 'file-request-open')
  expect((await chat.cancel(asked.fileId)).status).toBe(200)
  expect((await chat.cancel(asked.fileId)).status).toBe(200)
  const { chatId } = chat
  const { data } = await chat.ada.events.next('file-cancelled')
  expect(data).toEqual({ chatId, fileId: asked.fileId, by: 'agent' })
  expect(await chat.told()).toEqual({ type: 'Canceled' })
  expect(await chat.send(asked, form(filePart('late')))).toMatchObject({ status: 403 })
  const again = await chat.ask()
  expect(await chat.send(asked, form(filePart('late')))).toMatchObject({ status: 403 })
  expect(await chat.send(again, form(filePart('right')))).toMatchObject({ status: 200, text: 'Success' })
  expect(await chat.files()).toMatchObject([{ fileId: again.fileId }])
})

test('[F-4] after the end of the chat nothing is taken, and the agent still has what came', async () => {
  const chat = await FileChat.begin(await makeOrganization(server))
  const first = await chat.ask()
  await chat.send(first, form(filePart('<script>alert(1)</script>', 'page.html')))
  await chat.ada.events.next('file-received')
  await chat.told()
  const second = await chat.ask()
  await chat.ada.end(chat.chatId)
  expect(await chat.send(second, form(filePart('late')))).toMatchObject({ status: 403 })
  expect(await chat.files()).toHaveLength(1)
  const { headers, text } = await chat.download(first.fileId)
  expect(text).toBe('<script>alert(1)</script>')
  expect(headers['content-type']).toBe('text/plain; charset=utf-8')
})

test('[F-8] a file is for whoever is or was in charge of its chat, and nobody else', async () => {
  const chat = await FileChat.begin(await makeOrganization(server))
  const asked = await chat.ask()
  await chat.send(asked, form(filePart('secret')))
  const ben = await AgentDesk.logIn(chat.organization, 'ben')
  const stranger = await AgentDesk.logIn(await makeOrganization(server), 'ada')
  const { chatId } = chat
  expectProblem(await chat.download(asked.fileId, ben), 403, 'not-your-chat')
  expectProblem(await chat.download(asked.fileId, stranger), 404, 'no-such-chat')
  expectProblem(await ben.request('GET', `/chats/${chatId}/files`), 403, 'not-your-chat')
  expectProblem(await ben.request('POST', `/chats/${chatId}/file-requests`), 403, 'not-your-chat')
  expectProblem(await ben.request('DELETE', `/chats/${chatId}/file-requests/${asked.fileId}`), 403, 'not-your-chat')
  expectProblem(await chat.download('none'), 404, 'no-such-file')
  expectProblem(await server.request({ path: `/api/v1/chats/${chatId}/files/${asked.fileId}` }), 401, 'not-logged-in')
})

test('[F-9] a console that connects finds the request and the files', async () => {
  const chat = await FileChat.begin(await makeOrganization(server))
  const asked = await chat.ask()
  const snapshot = async () => (await (await chat.ada.follow()).next('snapshot')).data.chats[0]
  expect(await snapshot()).toMatchObject({ fileRequest: { fileId: asked.fileId }, files: [] })
  await chat.send(asked, form(filePart('x')))
  const after = await snapshot()
  expect(after).toMatchObject({ files: [{ fileId: asked.fileId }] })
  expect(after).not.toHaveProperty('fileRequest')
})

test('[F-7] the page that clients name as where they come from is there, and can do nothing', async () => {
  const answer = await server.request({ path: '/chat/cdm' })
  expect(answer).toMatchObject({ status: 200 })
  expect(answer.headers).toMatchObject({
    'content-type': 'text/html;charset=UTF-8',
    'content-security-policy': "default-src 'none'; sandbox",
  })
})

test('[F-6] a file may have so many bytes and not one more', async () => {
  const small = await startInProcess({ environment: { PARLEY_FILE_BYTES_MAX: '1000' } })
  const chat = await FileChat.begin(await makeOrganization(small))
  const first = await chat.ask()
  expect((await chat.send(first, form(filePart('x'.repeat(1001))))).text).toBe('Failure')
  expect(await chat.told()).toEqual({ type: 'Failure' })
  expect((await chat.ada.events.next('file-failed')).data.reason).toBe('too-large')
  const second = await chat.ask()
  expect((await chat.send(second, form(filePart('x'.repeat(1000))))).text).toBe('Success')
  expect(await chat.files()).toMatchObject([{ bytes: 1000 }])
})
