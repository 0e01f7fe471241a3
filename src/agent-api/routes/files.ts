import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { rightsOf } from '../../routing/handover-targets.js'
import { refusals, type AgentApp } from '../agent-app.js'
import { authenticate } from '../authenticate.js'
import { attachment } from '../content-disposition.js'
import { asFile } from '../file-views.js'
import { FileList, FileRequest } from '../files.js'
import { Done } from '../messages.js'
import { ProblemError } from '../problems.js'
import type { AgentServices } from '../services.js'
import { chatNamed, ChatPath, readableChat } from './chat-of-request.js'

const FilePath = Type.Object({ ...ChatPath.properties, fileId: Type.String({ maxLength: 64 }) })

const FileBytes = {
  description: 'The file, under its own media type',
  content: { 'application/octet-stream': { schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }) } },
}

/** For whoever opens a file's address as a page: nothing in it runs, loads or is of this origin. */
const filePolicy = "default-src 'none'; sandbox"

/** What visitors send: asking for it, withdrawing that, and what came. */
export const fileRoutes = (app: AgentApp, services: AgentServices): void => {
  const { chats, files, setup } = services

  app.post(
    '/chats/:chatId/file-requests',
    {
      schema: {
        summary: 'Ask the visitor for a file',
        description:
          'One at a time: 409 `file-request-open` while another is asked for, 409 `too-many-files` when the chat has 50. ' +
          '403 `files-off` without the permission.',
        params: ChatPath,
        response: { 201: FileRequest, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      if (!rightsOf(setup, agent.organizationId, agent.id).fileTransfer) {
        throw new ProblemError(403, 'files-off', 'Your configuration does not let you ask visitors for files.')
      }
      const { fileId } = await files.request(ref, agent.id)
      return reply.code(201).send({ chatId: ref.name.id, fileId })
    },
  )

  app.delete(
    '/chats/:chatId/file-requests/:fileId',
    {
      schema: {
        summary: 'Withdraw the request for a file',
        description: 'From then on what the visitor sends for it is refused. One that is over is left as it is.',
        params: FilePath,
        response: { 200: Done, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      await files.cancel(ref, agent.id, request.params.fileId)
      return {}
    },
  )

  app.get(
    '/chats/:chatId/files',
    {
      schema: {
        summary: 'The files the visitor sent, oldest first',
        params: ChatPath,
        response: { 200: FileList, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const { chat } = await readableChat(services, await authenticate(services, request), request.params.chatId)
      return { files: (chat.files ?? []).map((file) => asFile(chat, file)) }
    },
  )

  app.get(
    '/chats/:chatId/files/:fileId',
    {
      schema: {
        summary: 'One of them: its bytes',
        description: 'Its type is judged by its content. To be saved, not shown as a page of this site.',
        params: FilePath,
        response: { 200: FileBytes, ...refusals(401, 403, 404) },
      },
    },
    async (request, reply) => {
      const { chat } = await readableChat(services, await authenticate(services, request), request.params.chatId)
      const file = chat.files?.find(({ fileId }) => fileId === request.params.fileId)
      const pieces = file && (await files.open(chat, file))
      if (file === undefined || pieces === undefined) {
        throw new ProblemError(404, 'no-such-file', 'There is no such file.')
      }
      const { name, contentType, bytes } = file
      return reply
        .headers({
          'content-type': contentType === 'text/plain' ? 'text/plain; charset=utf-8' : contentType,
          'content-length': bytes,
          'content-disposition': attachment(name),
          'content-security-policy': filePolicy,
          'cache-control': 'private, no-store',
          'cross-origin-resource-policy': 'same-origin',
        })
        .send(Readable.from(pieces, { objectMode: false }))
    },
  )
}
