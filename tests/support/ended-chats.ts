/** Fills the database of a stopped server with chats that are over, as years of work would leave them. */
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { demoRequest } from './wire-visitor.js'

/** Whose chats they are, and through which entrance they came. */
export interface ServedAt {
  readonly organizationId: string
  readonly deploymentId: string
  readonly buttonId: string
  readonly agentId: string
}

const demo: ServedAt = { ...demoRequest, agentId: '005P00000000001' }

/** How many of the agent's events lie after the newest snapshot, which is taken every 200. */
const sinceSnapshot = 150

/** A UUID made of a number; neighbours lie far apart, as random ones do. */
const uuidOf = (number: string): string =>
  `printf('%08x-0000-4000-8000-%012x', (${number}) * 2654435761 % 4294967296, ${number})`

/**
 * Adds chats that an agent, the demo's unless said otherwise, served: each with the streams of chat and session, and what it took
 * and freed in the agent's own stream. The agent is left online with nothing to do. The directory must be that of a
 * server that was started and stopped, and never served a chat.
 */
export const addEndedChats = (directory: string, count: number, servedAt: ServedAt = demo): void => {
  const { organizationId, deploymentId, buttonId, agentId } = servedAt
  const database = new DatabaseSync(join(directory, 'parley.db'))
  database.exec('PRAGMA synchronous = OFF; BEGIN')
  // A prepared statement would keep the file open, and locked, until it is collected.
  const [stream, position] = ['(SELECT stream FROM reach)', '(SELECT position FROM reach)']
  const agentStream = `${stream} + ${2 * count + 1}`
  // JSON with the chat's number put in where it stands for n.
  const json = (value: object): string =>
    `replace(replace('${JSON.stringify(value)}', '#chat', chat), '#session', session)`
  const requested = {
    ...{ type: 'requested', digest: 'digest' },
    request: {
      ...{ sessionId: '#session', deploymentId, buttonId, visitorName: 'Visitor', language: 'en-US', userAgent: '' },
      ...{ screenResolution: '', receiveQueueUpdates: true, details: [], entities: [] },
    },
  }
  database.exec(`
    CREATE TEMP TABLE reach AS
      SELECT
        (SELECT coalesce(max(stream), 0) FROM streams) AS stream,
        (SELECT coalesce(max(position), 0) FROM events) AS position;

    CREATE TEMP TABLE visits AS
      WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${count})
      SELECT n, ${uuidOf('n')} AS chat, ${uuidOf(`n + ${count}`)} AS session FROM n;

    INSERT INTO streams (stream, organization, kind, id, open) SELECT ${stream} + n, '${organizationId}', 'chat', chat, 0 FROM visits;
    INSERT INTO streams (stream, organization, kind, id, open) SELECT ${stream} + ${count} + n, '-', 'session', session, 0 FROM visits;
    INSERT INTO streams (stream, organization, kind, id, open) VALUES (${agentStream}, '${organizationId}', 'agent', '${agentId}', 1);

    INSERT INTO events VALUES (${position} + 1, ${agentStream}, 1, 1767268800000, 'online',
      '{"type":"presence-set","status":"online","cause":"chosen"}');
    WITH parts (part) AS (VALUES (1), (2), (3), (4), (5))
    INSERT INTO events
      SELECT
        ${position} - 3 + 5 * n + part - 1,
        CASE WHEN part = 1 THEN ${stream} + ${count} + n WHEN part IN (2, 5) THEN ${stream} + n ELSE ${agentStream} END,
        CASE part WHEN 1 THEN 1 WHEN 2 THEN 1 WHEN 5 THEN 2 ELSE 2 * n + part - 3 END,
        1767268800000 + n,
        printf('%d-%d', n, part),
        CASE part
          WHEN 1 THEN ${json({ type: 'chat-opened', organizationId, chatId: '#chat' })}
          WHEN 2 THEN ${json(requested)}
          WHEN 3 THEN ${json({ type: 'place-taken', chatId: '#chat' })}
          WHEN 4 THEN ${json({ type: 'place-freed', chatId: '#chat' })}
          ELSE ${json({ type: 'ended', reason: 'agent', agentId })}
        END
      FROM visits, parts ORDER BY n, part;
    INSERT INTO event_places SELECT stream, version, position FROM events WHERE position > ${position}
      ORDER BY stream, version;
    UPDATE event_places_reach SET position = (SELECT max(position) FROM events);
    INSERT INTO snapshots VALUES (${agentStream}, ${2 * count + 1 - sinceSnapshot},
      '{"id":"${agentId}","organizationId":"${organizationId}","status":"online","places":[],"lastTakenAt":1767268800000}');
    DROP TABLE visits;
    DROP TABLE reach;
    COMMIT;
  `)
  database.close()
}
