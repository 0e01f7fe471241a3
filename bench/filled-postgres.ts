/** Fills a PostgreSQL database that a server has made its tables in with chats that are over and can be searched. */
import pg from 'pg'
import { vectorOf } from '../src/storage/postgres/past-text.js'
import type { Entrance } from './parley.js'
import { chatsOf, historicChats, inSteps, type HistoricChat } from './past-history.js'

/** How many chats one transaction writes. */
const chatsPerStep = 500

/** Adds as many chats as have so many messages in all; answers how many those are. No server may run. */
export const fillPostgres = async (url: string, messages: number, entrance: Entrance, now: number): Promise<number> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'")
    // An index that is made at the end is made at once.
    await client.query('DROP INDEX parley.past_chats_words')
    const { rows } = await client.query<{ last: number }>(
      'SELECT coalesce(max(stream), 0)::int AS last FROM parley.streams',
    )
    let last = rows[0]?.last ?? 0
    for (const step of inSteps(historicChats(messages, entrance, now), chatsPerStep)) {
      await add(client, entrance.organizationId, last, step)
      last += step.length
    }
    await client.query("SELECT setval(pg_get_serial_sequence('parley.streams', 'stream'), $1)", [last])
    await client.query('CREATE INDEX past_chats_words ON parley.past_chats USING gin (words)')
    await client.query('VACUUM ANALYZE')
    await client.query('CHECKPOINT')
  } finally {
    await client.end()
  }
  return chatsOf(messages)
}

const add = async (client: pg.Client, organizationId: string, last: number, chats: readonly HistoricChat[]) => {
  await client.query('BEGIN')
  await client.query(
    `INSERT INTO parley.streams (stream, organization, kind, id, version, open, indexed) OVERRIDING SYSTEM VALUE
     SELECT stream, $1, 'chat', id, version, false, indexed
     FROM unnest($2::bigint[], $3::text[], $4::bigint[], $5::boolean[]) AS added (stream, id, version, indexed)`,
    [
      organizationId,
      chats.map((_, index) => last + 1 + index),
      chats.map(({ chatId }) => chatId),
      chats.map(({ events }) => events.length),
      chats.map(({ isIndexed }) => isIndexed),
    ],
  )
  const events = chats.flatMap(({ events: bodies, endedAt }, index) =>
    bodies.map((body, place) => ({ stream: last + 1 + index, version: place + 1, at: endedAt, body })),
  )
  await client.query(
    `INSERT INTO parley.events (stream, version, at, id, body)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])`,
    [
      events.map(({ stream }) => stream),
      events.map(({ version }) => version),
      events.map(({ at }) => at),
      events.map(({ stream, version }) => `${stream}-${version}`),
      events.map(({ body }) => JSON.stringify(body)),
    ],
  )
  const indexed = chats.filter(({ isIndexed }) => isIndexed)
  await client.query(
    `INSERT INTO parley.past_chats (place, organization, chat, agents, facts, words)
     SELECT place, $1, chat, ARRAY[agent], facts, words::tsvector
     FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[]) AS added (place, chat, agent, facts, words)`,
    [
      organizationId,
      indexed.map(({ endedAt }) => endedAt),
      indexed.map(({ chatId }) => chatId),
      indexed.map(({ document }) => document.agentIds[0] ?? ''),
      indexed.map(({ document }) => JSON.stringify(document.facts)),
      indexed.map(({ document }) => vectorOf(document)),
    ],
  )
  await client.query('COMMIT')
}
