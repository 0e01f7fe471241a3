import type { ChangedStream, Changes, SharedLog } from '../../event-log/shared-log.js'
import type { Instant } from '../../lib/clock.js'
import type { Queries } from './queries.js'
import { restored } from './storable-text.js'

/**
 * A mark is three numbers with slashes between: the transaction to look from, the stream after which this look goes on
 * (0 at its beginning), and the transaction to look from when this look is over (0 until its first page was read).
 */
const markForm = /^(\d{1,20})\/(\d{1,20})\/(\d{1,20})$/

interface ChangedRow {
  readonly stream: number
  readonly organization: string
  readonly kind: string
  readonly id: string
  readonly version: number
  readonly open: boolean
  readonly oldest: string
}

/** What other servers wrote, by the transactions they wrote it in. */
export class PostgresSharedLog implements SharedLog {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  async identity(): Promise<string> {
    // A dump that is restored makes another schema, and mostly another database in another cluster.
    const [row] = await this.#queries.rows<{ identity: string }>({
      text: `
        SELECT concat_ws('-', c.system_identifier, d.oid, 'parley'::regnamespace::oid) AS identity
        FROM pg_control_system() c, pg_database d
        WHERE d.datname = current_database()`,
    })
    if (row === undefined) throw new Error('The database does not know itself.')
    return row.identity
  }

  async now(): Promise<Instant> {
    const [row] = await this.#queries.rows<{ now: number }>({
      name: 'now',
      text: 'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now',
    })
    if (row === undefined) throw new Error('The time gave no row.')
    return row.now
  }

  async mark(): Promise<string> {
    return `${await this.#oldest()}/0/0`
  }

  async changesAfter(mark: string, limit: number): Promise<Changes> {
    const [, from = '', after = '', next = ''] = markForm.exec(mark) ?? []
    if (from === '') throw new TypeError('This is no mark of the log.')
    // What was written by transactions that have not begun came with a dump of another server.
    const rows = await this.#queries.rows<ChangedRow>(
      {
        name: 'changes-after',
        text: `
          SELECT s.stream, s.organization, s.kind, s.id, s.version, s.open,
                 pg_snapshot_xmin(pg_current_snapshot())::text AS oldest
          FROM parley.streams s
          WHERE s.stream IN (
            SELECT e.stream FROM parley.events e
            WHERE e.transaction >= $1::text::xid8 AND e.transaction < pg_snapshot_xmax(pg_current_snapshot()))
            AND s.stream > $2
          ORDER BY s.stream
          LIMIT $3`,
      },
      [from, after, limit],
    )
    // Nothing changed, or all of it was told on the pages before: either way nothing is missed from here.
    const upTo = next !== '0' ? next : (rows[0]?.oldest ?? from)
    const isAll = rows.length < limit
    return {
      mark: isAll ? `${upTo}/0/0` : `${from}/${rows.at(-1)?.stream ?? after}/${upTo}`,
      streams: rows.map(changedStream),
      isAll,
    }
  }

  async #oldest(): Promise<string> {
    const [row] = await this.#queries.rows<{ oldest: string }>({
      text: 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS oldest',
    })
    if (row === undefined) throw new Error('A snapshot gave no row.')
    return row.oldest
  }
}

const changedStream = ({ organization, kind, id, version, open }: ChangedRow): ChangedStream => ({
  stream: { organizationId: restored(organization), kind: restored(kind), id: restored(id) },
  version,
  open,
})
