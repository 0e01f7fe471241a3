/** The words the log's contract is written in: chats in which something is said. */
import type { EventBody, Recorded, StreamName, StreamWrite } from './event-log.js'

export interface Said extends EventBody {
  readonly type: 'said'
  readonly text: string
}

/** Any instant. */
export const at = 1_767_268_800_000

export const chat = (id: string, organizationId = 'org-1'): StreamName => ({ organizationId, kind: 'chat', id })
export const said = (text: string): Said => ({ type: 'said', text })
export const texts = (events: readonly Recorded[]) => events.map(({ body }) => (body as Said).text)
export const versions = (events: readonly Recorded[]) => events.map(({ version }) => version)

let events = 0

/** A write of one event per word to a stream that lives on. */
export const write = (stream: StreamName, expectedVersion: number, ...words: string[]): StreamWrite => ({
  stream,
  expectedVersion,
  events: words.map((text) => ({ id: `event-${(events += 1)}`, body: said(text) })),
  open: true,
})
