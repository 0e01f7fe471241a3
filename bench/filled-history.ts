/** Fills the database of a stopped server with chats that are over and can be searched. */
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { PastEntry } from '../src/past/past-store.js'
import { StoredPast } from '../src/storage/sqlite/stored-past.js'
import type { Entrance } from './parley.js'
import { chatsOf, historicChats, inSteps, type HistoricChat } from './past-history.js'

/** How many chats one transaction writes. */
const chatsPerStep = 1_000

/** Adds as many chats as have so many messages in all; answers how many those are. The server must not run. */
export const fillHistory = (directory: string, messages: number, entrance: Entrance, now: number): number => {
  const { organizationId } = entrance
  const database = new DatabaseSync(join(directory, 'parley.db'))
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -262144')
  const last = (what: string, table: string): number =>
    (database.prepare(`SELECT coalesce(max(${what}), 0) AS last FROM ${table}`).get() as { last: number }).last
  let [stream, position] = [last('stream', 'streams'), last('position', 'events')]
  const insertStream = database.prepare(
    "INSERT INTO streams (stream, organization, kind, id, open) VALUES (?, ?, 'chat', ?, 0)",
  )
  const insertEvent = database.prepare(
    'INSERT INTO events (position, stream, version, at, id, body) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const insertPlace = database.prepare('INSERT INTO event_places (stream, version, position) VALUES (?, ?, ?)')
  const past = new StoredPast(database)

  const add = ({ chatId, endedAt, events, document, isIndexed }: HistoricChat): PastEntry[] => {
    stream += 1
    insertStream.run(stream, organizationId, chatId)
    for (const [index, body] of events.entries()) {
      position += 1
      insertEvent.run(position, stream, index + 1, endedAt, `${stream}-${index}`, JSON.stringify(body))
      insertPlace.run(stream, index + 1, position)
    }
    return isIndexed ? [{ chat: { organizationId, kind: 'chat', id: chatId }, document }] : []
  }

  for (const step of inSteps(historicChats(messages, entrance, now), chatsPerStep)) {
    database.exec('BEGIN')
    past.put(step.flatMap(add))
    database.exec(`UPDATE event_places_reach SET position = ${position}; COMMIT`)
  }
  // On the disk before a server starts, whose first commit would otherwise have to wait for all of it.
  database.exec('PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  return chatsOf(messages)
}
