/** What the server is asked about past chats. */
import type { PastChat, PastPage } from '../../../src/agent-api/past-chats.js'
import type { Answer } from '../api/answer.js'
import type { Server } from '../api/server.js'
import { exportCounter, type ExportProgress } from './export-progress.js'
import { askedOf, type PastQuery } from './query.js'

export type ExportFormat = 'csv' | 'json'

export interface PastApi {
  search(query: PastQuery, cursor?: string): Promise<Answer<PastPage>>
  /** A chat with its newest entries, or with those before the one with a number. */
  chat(chatId: string, before?: number): Promise<Answer<PastChat>>
  /** Everything that a query finds, and meanwhile how much there is of it; rejects when it is aborted. */
  export(
    query: PastQuery,
    format: ExportFormat,
    onProgress: (progress: ExportProgress) => void,
    signal: AbortSignal,
  ): Promise<Answer<Blob>>
}

export function createPastApi(server: Pick<Server, 'ask' | 'download'>): PastApi {
  return {
    search(query, cursor) {
      const asked = askedOf(query, new Date())
      if (cursor !== undefined) asked.set('cursor', cursor)
      return server.ask('GET', `/past-chats?${asked.toString()}`)
    },
    chat: (chatId, before) =>
      server.ask(
        'GET',
        `/past-chats/${encodeURIComponent(chatId)}${before === undefined ? '' : `?before=${before}&limit=200`}`,
      ),
    export(query, format, onProgress, signal) {
      const asked = askedOf({ ...query, order: 'newest' }, new Date())
      asked.set('format', format)
      const count = exportCounter(format)
      return server.download(`/past-chats/export?${asked.toString()}`, (piece) => onProgress(count(piece)), signal)
    },
  }
}
