import { expect } from 'vitest'
import type { FileList, ReceivedFile } from '../../src/agent-api/files.js'
import type { Chat } from '../../src/agent-api/chats.js'
import type { ChatEvent } from '../../src/chat/chat-events.js'
import type { StoredFileName } from '../../src/files/file-store.js'
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.js'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import type { WireMessage } from '../../src/visitor-client/wire-types.js'
import { bodyOf } from '../support/agent-client.js'
import { BegunRequest } from '../support/begun-request.js'
import { commitsMade } from '../support/disk-writes.js'
import { EstablishedChat } from '../support/established-chat.js'
import { rawRequest } from '../support/raw-http.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { testOfDirectories } from '../support/test-of-directories.js'
import { demoRequest } from '../support/wire-visitor.js'
import { filePart, form, formType, type Asked } from '../support/upload.js'

/** What every commit takes at least, in milliseconds: long enough to kill the server between two of them. */
const commitMs = 300
const { organizationId } = demoRequest

/** How far a file had come when its server was killed. */
type Moment = 'sending' | 'half stored' | 'stored' | 'told' | 'answered'

/** The commits of a small file: its beginning, its bytes, that they are whole, the chat's event. */
const commitsBefore: Partial<Record<Moment, number>> = { 'half stored': 2, stored: 3, told: 4 }

/** What a killed server left of files: those nobody confirmed, whole or not, and the uploads that its chat tells of. */
const leftBehind = async (directory: string, chatId: string) => {
  await using store = await openSqliteStore({ directory })
  const names = await store.files.unconfirmed()
  const unconfirmed: { name: StoredFileName; isWhole: boolean }[] = []
  for (const name of names) unconfirmed.push({ name, isWhole: (await store.files.read(name)) !== undefined })
  const events = await store.log.readAfter({ organizationId, kind: 'chat', id: chatId }, 0, 1000)
  const bodies = events.map(({ body }) => body as ChatEvent)
  const told = bodies.flatMap((body) => (body.type === 'file-received' ? [body.uploadId] : []))
  return { unconfirmed, told }
}

testOfDirectories(
  '[F-3] [F-4] kill -9 at any moment of an upload: no half file, nothing confirmed is lost, nothing is left',
  async () => {
    await using directory = await TemporaryDirectory.make()
    let server = await ServerProcess.start(directory.path)
    using chat = await EstablishedChat.begin(server)
    const { agent, chatId } = chat
    const slowly = { PORT: String(server.port), PARLEY_TEST_COMMIT_DELAY_MS: String(commitMs) }
    const files = async () => bodyOf(await agent.call<FileList>('GET', `/chats/${chatId}/files`)).files
    const openRequest = async () => bodyOf(await agent.call<Chat>('GET', `/chats/${chatId}`)).fileRequest?.fileId

    let asked: (Asked & { readonly fileId: string }) | undefined
    /** The request that is open, or a new one. */
    const ask = async () => {
      if (asked !== undefined) return asked
      const { fileId } = bodyOf(await agent.call<{ fileId: string }>('POST', `/chats/${chatId}/file-requests`))
      const client = new WireClient(server.endpoint)
      const visitor = chat.visitor.at(client)
      // What became of the requests before is told along with it.
      const isAsked = ({ message }: WireMessage) => String(message['fileToken']).startsWith(fileId)
      while (!visitor.received.some(isAsked)) await visitor.poll()
      client.close()
      asked = { ...(visitor.received.find(isAsked)?.message as unknown as Asked), fileId }
      return asked
    }
    const pathOf = ({ fileToken }: Asked) =>
      `/chat/upload?${new URLSearchParams({ orgId: organizationId, chatKey: chat.visitor.session.id, fileToken }).toString()}`

    /** Sends a file and kills the server at a moment; settles with whether the client was told `Success`. */
    const sendAndKill = async (moment: Moment, request: Asked, body: Buffer): Promise<boolean> => {
      if (moment === 'sending') {
        const begun = await BegunRequest.begin(`${server.address}${pathOf(request)}`, {
          ...formType,
          'Content-Length': String(body.length),
        })
        await begun.send(body.subarray(0, body.length / 2))
        await server.kill()
        begun.close()
        return false
      }
      const sent = rawRequest(server.address, { method: 'POST', path: pathOf(request), headers: formType, body })
      const answer = sent.then(
        ({ text }) => text,
        () => 'none',
      )
      const commits = commitsBefore[moment]
      if (commits === undefined) await answer
      else await commitsMade(directory.path, commits, commitMs)
      await server.kill()
      return (await answer) === 'Success'
    }

    /** The text of every file that the agent has to have, by its id. */
    const expected = new Map<string, string>()
    const dropped: StoredFileName[] = []
    try {
      await server.kill()
      server = await ServerProcess.start(directory.path, slowly)
      for (const moment of ['sending', 'half stored', 'stored', 'told', 'answered'] as const) {
        const request = await ask()
        const text = `what was sent when it was ${moment}`
        const isAcknowledged = await sendAndKill(moment, request, form(filePart(text)))
        expect(isAcknowledged, moment).toBe(moment === 'answered')
        const { unconfirmed, told } = await leftBehind(directory.path, chatId)
        const state = unconfirmed.map(({ name, isWhole }) => ({ isWhole, isTold: told.includes(name.uploadId) }))
        const states: Record<Moment, typeof state> = {
          sending: [],
          'half stored': [{ isWhole: false, isTold: false }],
          stored: [{ isWhole: true, isTold: false }],
          told: [{ isWhole: true, isTold: true }],
          answered: [],
        }
        expect(state, `the server was killed when the file was ${moment}`).toEqual(states[moment])
        dropped.push(...unconfirmed.flatMap(({ name }) => (told.includes(name.uploadId) ? [] : [name])))
        if (moment === 'told' || moment === 'answered') expected.set(request.fileId, text)

        server = await ServerProcess.start(directory.path, slowly)
        const got: readonly ReceivedFile[] = await files()
        expect(got.map(({ fileId }) => fileId)).toEqual([...expected.keys()])
        for (const { fileId } of got) {
          const headers = { Authorization: `Bearer ${agent.token}` }
          const path = `/api/v1/chats/${chatId}/files/${fileId}`
          expect((await rawRequest(server.address, { path, headers })).text).toBe(expected.get(fileId))
        }
        // Answered, or still open: never both, never neither.
        expect(await openRequest()).toBe(expected.has(request.fileId) ? undefined : request.fileId)
        if (expected.has(request.fileId)) asked = undefined
      }
      await server.kill()
      await using store = await openSqliteStore({ directory: directory.path })
      expect(await store.files.unconfirmed()).toEqual([])
      expect(dropped).toHaveLength(2)
      for (const name of dropped) expect(await store.files.read(name)).toBeUndefined()
    } finally {
      await server.kill()
    }
  },
  180_000,
)
