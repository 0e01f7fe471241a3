import type { PoolClient } from 'pg'
import { balanceSlot, type Tally } from '../../event-log/tally.js'
import {
  tidyStepMax,
  type FiguresQuery,
  type FiguresRead,
  type FiguresStore,
  type SlotSum,
  type SubjectSum,
} from '../../figures/figures-store.js'
import { dayMs, hourMs, type Cuts } from '../../figures/slots.js'
import type { Queries } from './queries.js'
import { restored, storable } from './storable-text.js'

/** The key of the advisory lock of whoever tidies up sums, of which one at a time is enough: the letters "Parley-f". */
const figuresLock = 0x5061726c65792d66n

const key = 'organization, slot, kind, subject, measure'

/** Adds rows of tallies; `$1` to `$6` are arrays. In the order of their keys, as every commit does. */
const add = `
  INSERT INTO parley.figures AS f (${key}, amount)
    SELECT ${key}, sum(amount) FROM (
      SELECT unnest($1::text[]) COLLATE "C" AS organization, unnest($2::bigint[]) AS slot,
             unnest($3::text[]) COLLATE "C" AS kind, unnest($4::text[]) COLLATE "C" AS subject,
             unnest($5::text[]) COLLATE "C" AS measure, unnest($6::bigint[]) AS amount
    ) AS t GROUP BY ${key} ORDER BY ${key}
    ON CONFLICT (${key}) DO UPDATE SET amount = f.amount + excluded.amount`

/** Moves up to so many of the sums that `which` names to the start of a wider slot. */
const move = (which: string, widthMs: number): string => `
  WITH moved AS (
    DELETE FROM parley.figures WHERE (${key}) IN (
      SELECT ${key} FROM parley.figures WHERE organization = $1 AND slot < $2 AND ${which} LIMIT ${tidyStepMax}
      FOR UPDATE
    ) RETURNING *
  ), added AS (
    INSERT INTO parley.figures AS f (${key}, amount)
      SELECT organization, slot - slot % ${widthMs}, kind, subject, measure, sum(amount) FROM moved
      GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
      ON CONFLICT (${key}) DO UPDATE SET amount = f.amount + excluded.amount
  )
  SELECT count(*) AS count FROM moved`

const forget = `
  WITH gone AS (
    DELETE FROM parley.figures WHERE (${key}) IN (
      SELECT ${key} FROM parley.figures
      WHERE organization = $1 AND slot > ${balanceSlot} AND slot < $2 LIMIT ${tidyStepMax}
    ) RETURNING 1
  )
  SELECT count(*) AS count FROM gone`

const hours = move(`slot % ${dayMs} <> 0 AND slot % ${hourMs} = 0`, dayMs)
const minutes = move(`slot % ${hourMs} <> 0`, hourMs)

/** The sums in PostgreSQL; appends add to them in the log's own transactions. */
export class PostgresFiguresStore implements FiguresStore {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  async read({ organizationId, from, slotMs }: FiguresQuery): Promise<FiguresRead> {
    const organization = storable(organizationId)
    return this.#queries.transaction(async (client) => {
      await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
      const { rows: sums } = await client.query<SubjectSum>(
        `SELECT kind, subject, measure, sum(amount)::bigint AS amount FROM parley.figures
         WHERE organization = $1 AND slot >= $2 GROUP BY kind, subject, measure`,
        [organization, from],
      )
      const { rows: balances } = await client.query<SubjectSum>(
        'SELECT kind, subject, measure, amount FROM parley.figures WHERE organization = $1 AND slot = $2',
        [organization, balanceSlot],
      )
      const { rows: series } = await client.query<SlotSum>(
        `SELECT kind, slot - slot % $3 AS slot, measure, sum(amount)::bigint AS amount FROM parley.figures
         WHERE organization = $1 AND slot >= $2 AND position('~' in measure) = 0 GROUP BY 1, 2, 3`,
        [organization, from, slotMs],
      )
      return { sums: sums.map(readable), balances: balances.map(readable), series: series.map(readable) }
    })
  }

  async begin(tallies: readonly Tally[]): Promise<void> {
    const column = (of: (tally: Tally) => string | number) => tallies.map(of)
    const columns = [
      column(({ organizationId }) => storable(organizationId)),
      column(({ slot }) => slot),
      column(({ kind }) => storable(kind)),
      column(({ subject }) => storable(subject)),
      column(({ measure }) => storable(measure)),
      column(({ amount }) => amount),
    ]
    await this.#queries.transaction(async (client) => {
      const begun = await client.query('INSERT INTO parley.figures_begun (only_row) VALUES (1) ON CONFLICT DO NOTHING')
      if (begun.rowCount !== 0) await client.query(add, columns)
    })
  }

  /** One step: forgets the oldest first, then moves what is still told too finely. */
  async tidy(organizationId: string, cuts: Cuts): Promise<boolean> {
    const organization = storable(organizationId)
    return this.#queries.transaction(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [String(figuresLock)])
      if ((await changed(client, forget, organization, cuts.end)) > 0) return true
      const days = await changed(client, hours, organization, cuts.days)
      return (await changed(client, minutes, organization, cuts.hours)) + days > 0
    })
  }
}

async function changed(client: PoolClient, text: string, organization: string, before: number): Promise<number> {
  const { rows } = await client.query<{ count: number }>(text, [organization, before])
  return rows[0]?.count ?? 0
}

const readable = <Sum extends SubjectSum | SlotSum>(sum: Sum): Sum => ({
  ...sum,
  kind: restored(sum.kind),
  measure: restored(sum.measure),
  ...('subject' in sum && { subject: restored(sum.subject) }),
})
