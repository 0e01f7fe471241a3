import type { Readable } from 'node:stream'
import { Type, type Static } from 'typebox'
import { membersOf } from '../../chat/chat.js'
import { Places } from '../../lib/places.js'
import { emailsOf } from '../../past/past-document.js'
import type { PastSearch } from '../../past/past-chats.js'
import type { PastSight } from '../../past/past-sight.js'
import type { ExportedSearch } from '../../setup/readings.js'
import type { SetupObject } from '../../setup/setup.js'
import { refusals, type AgentApp } from '../agent-app.js'
import { askedTime } from '../asked-time.js'
import { authenticate } from '../authenticate.js'
import { beforeNumber } from '../before-number.js'
import { attachment } from '../content-disposition.js'
import { entryPageMax } from '../chats.js'
import { EarlierChats, PastChat, PastEndReason, PastPage, pastPageMax, pastSearchMax } from '../past-chats.js'
import { boundedFile } from '../past/bounded-file.js'
import { exportCsv, exportJson } from '../past/past-export.js'
import { pastSightOf } from '../past/past-rights.js'
import { asPastChat, asPastSummary } from '../past/past-views.js'
import { ProblemError } from '../problems.js'
import type { AgentServices } from '../services.js'
import { ChatPath, readableChat } from './chat-of-request.js'

const id = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 18, description }))
const time = (description: string) => Type.Optional(Type.String({ maxLength: 40, description }))

const search = {
  q: Type.Optional(
    Type.String({
      maxLength: pastSearchMax,
      description:
        'Words that must all be in the chat, in whatever order: in messages, the visitor’s name, or answers given before ' +
        'the chat. A word of three letters or more finds those that begin with it. Words between quotation marks must ' +
        'stand together, as they are, but for the last one with `*` behind it. What has `-` before it must not be there. ' +
        'Case and accents do not count. At most 20 words.',
    }),
  ),
  visitor: Type.Optional(
    Type.String({ maxLength: pastSearchMax, description: 'The same, in the visitor’s name only' }),
  ),
  agentId: id('Who was in charge at its end, or talked along'),
  buttonId: id('The button it was at'),
  reason: Type.Optional(PastEndReason),
  since: time('Ended then or later: a day in UTC, or a time with its zone, such as 2026-01-31 or 2026-01-31T08:00:00Z'),
  until: time('Ended before then'),
}

const SearchQuery = Type.Object({
  ...search,
  order: Type.Optional(
    Type.Enum(['newest', 'relevance'], {
      default: 'newest',
      description: '`relevance` ranks the newest 1000 that match; without words it is `newest`',
    }),
  ),
  cursor: Type.Optional(Type.String({ maxLength: 40, description: 'Where the page before ended' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: pastPageMax, default: 25 })),
})
const ExportQuery = Type.Object({
  ...search,
  format: Type.Optional(Type.Enum(['json', 'csv'], { default: 'json' })),
})
const EntryQuery = Type.Object({
  before: beforeNumber('Only entries with a smaller number'),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: entryPageMax, default: 100 })),
})

/** How many exports of one organization are written at a time. */
export const exportsMax = 2
/** How many of all: each may keep a connection to the database busy, of which a server has few, and everybody needs one. */
export const exportsInAllMax = 4

const ExportFile = {
  description: 'The file',
  content: {
    'application/json': { schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }) },
    'text/csv': { schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }) },
  },
}

const exportedSearch = ({ text, visitor, reasons, ...asked }: PastSearch, format: string): ExportedSearch => ({
  ...{ format, hasWords: isAsked(text), hasVisitor: isAsked(visitor), reason: reasons?.[0] },
  ...{ agentId: asked.agentId, buttonId: asked.buttonId, since: asked.since, until: asked.until },
})

const isAsked = (text: string | undefined): boolean => text !== undefined && text.trim() !== ''

/** Chats that ended: finding them, reading one, and taking them away as a file. */
export const pastChatRoutes = (app: AgentApp, services: AgentServices): void => {
  const { chats, clock, past, readings } = services
  const places = new Places(exportsInAllMax, exportsMax)

  const searchOf = (
    asker: SetupObject<'agent'>,
    { q, visitor, agentId, buttonId, reason, since, until }: Static<typeof ExportQuery>,
    order: PastSearch['order'],
  ): PastSearch => ({
    ...{ organizationId: asker.organizationId, sight: pastSightOf(services, asker), order },
    ...{ text: q, visitor, agentId, buttonId, reasons: reason === undefined ? undefined : [reason] },
    ...{ since: askedTime('since', since), until: askedTime('until', until) },
  })

  app.get(
    '/past-chats',
    {
      schema: {
        summary: 'Search the chats that ended',
        description:
          'Agents find their own, who looks after agents also those of these agents and those that no agent had. A chat ' +
          'is found about half a second after its end. 400 `no-words`, `too-many-words` or `no-such-cursor` for what ' +
          'cannot be searched for; 422 `search-too-slow` when it took too long: narrow the time then.',
        querystring: SearchQuery,
        response: { 200: PastPage, ...refusals(400, 401, 422, 503) },
      },
    },
    async (request) => {
      const asker = await authenticate(services, request)
      const { order = 'newest', limit = 25, cursor } = request.query
      const page = await past.search(searchOf(asker, request.query, order), limit, cursor)
      return {
        chats: page.hits.map((hit) => asPastSummary(services, asker.organizationId, hit)),
        ...(page.cursor !== undefined && { cursor: page.cursor }),
      }
    },
  )

  app.get(
    '/past-chats/export',
    {
      schema: {
        summary: 'Everything that a search finds, as a file',
        description:
          'The latest chats first, with what was said in them, however many; as JSON, where `isComplete` comes last, or as ' +
          'CSV with a line per message. It is written as fast as it is read. A file that breaks off is not whole: that ' +
          'happens when nothing of it is taken for a minute, or it takes more than an hour. It is recorded who exports. ' +
          '429 `exports-busy` while two others of the organization, or four of all, are written.',
        querystring: ExportQuery,
        response: { 200: ExportFile, ...refusals(400, 401, 422, 429, 503) },
      },
    },
    async (request, reply) => {
      const asker = await authenticate(services, request)
      const { organizationId } = asker
      const { format = 'json' } = request.query
      const asked = searchOf(asker, request.query, 'newest')
      // What cannot be searched for is refused before a file begins.
      await past.search(asked, 1)
      const leave = places.take(organizationId)
      if (leave === undefined)
        throw new ProblemError(429, 'exports-busy', 'Other exports are being written. Try again in a minute.', {
          'retry-after': '30',
        })
      try {
        await readings.exported(asker, exportedSearch(asked, format))
      } catch (error) {
        leave()
        throw error
      }
      const write = format === 'csv' ? exportCsv : exportJson
      const file = boundedFile(clock, write(services, organizationId, past.all(asked)))
      // Whoever has the whole file may ask for the next one at once, and whoever breaks off leaves as well.
      file.once('end', leave).once('close', leave)
      return reply
        .headers({
          'content-type': format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json',
          'content-disposition': attachment(`chats.${format}`),
          'cache-control': 'private, no-store',
        })
        .send(file)
    },
  )

  app.get(
    '/past-chats/:chatId',
    {
      schema: {
        summary: 'One chat that ended, with its transcript',
        description:
          'The newest page of entries first; ask for the page before with `before` set to the smallest number of this one. ' +
          'For whoever finds it, and for an agent who talks to the same visitor (see `/chats/{chatId}/earlier`). Its files ' +
          'are at `/chats/{chatId}/files`. 409 `chat-open` while it lasts.',
        params: ChatPath,
        querystring: EntryQuery,
        response: { 200: PastChat, ...refusals(400, 401, 403, 404, 409) },
      },
    },
    async (request) => {
      const { chat } = await readableChat(services, await authenticate(services, request), request.params.chatId)
      if (chat.state !== 'ended') throw new ProblemError(409, 'chat-open', 'This chat is not over.')
      const { before = chat.version + 1, limit = 100 } = request.query
      return asPastChat(services, chat, before, limit)
    },
  )

  app.get(
    '/chats/:chatId/earlier',
    {
      schema: {
        summary: 'Chats that the same visitor had before',
        description:
          'Those in which an e-mail address was given before the chat that was given before this one, too. An agent may ' +
          'read them while they talk to the visitor, whoever had them; else only those are here that the asker finds. ' +
          'Nobody has checked whose address it is.',
        params: ChatPath,
        response: { 200: EarlierChats, ...refusals(401, 403, 404, 422, 503) },
      },
    },
    async (request) => {
      const asker = await authenticate(services, request)
      const { ref, chat } = await readableChat(services, asker, request.params.chatId)
      const asked = await chats.request(ref)
      const emails = asked ? emailsOf(asked) : []
      const { organizationId } = asker
      const isTalking = chat.state === 'established' && membersOf(chat).includes(asker.id)
      const sight: PastSight = isTalking ? { of: 'all' } : pastSightOf(services, asker)
      const hits = await past.ofEmails({ organizationId, sight, until: chat.requestedAt + 1 }, emails)
      const others = hits.filter(({ chatId }) => chatId !== chat.id)
      return { emails: [...emails], chats: others.map((hit) => asPastSummary(services, organizationId, hit)) }
    },
  )
}
