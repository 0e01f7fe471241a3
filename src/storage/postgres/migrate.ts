/** Brings a database's tables up to date. */
import type { ClientBase } from 'pg'
import { StoreTooNewError, StoreUnusableError } from '../errors.js'
import { migrations } from './migrations/migrations.js'

/** The key of the advisory lock that whoever changes tables holds: the letters "Parley-m". */
const migrationLock = 0x5061726c65792d6dn

export interface Migrated {
  /** The versions of the tables before and after. */
  readonly from: number
  readonly to: number
}

/**
 * Takes the steps that the database has not taken, each whole or not at all. Whoever does so at the same time waits, and
 * finds nothing left to do. Throws {@link StoreTooNewError} when the tables are newer than this program, and changes
 * nothing then, and {@link StoreUnusableError} when a step fails. A step leaves everything in place that the version
 * before uses: its servers go on while those of this one start.
 */
export async function migrate(client: ClientBase, steps: readonly string[] = migrations): Promise<Migrated> {
  await client.query('SELECT pg_advisory_lock($1)', [String(migrationLock)])
  try {
    const from = await versionOf(client)
    if (from > steps.length)
      throw new StoreTooNewError(
        `The database was written by a newer Parley (its tables have version ${from}, this one knows ${steps.length}).`,
      )
    for (const [index, step] of steps.entries()) {
      if (index >= from)
        await take(client, step, index + 1).catch((error: unknown) => {
          const why = error instanceof Error ? error.message : String(error)
          throw new StoreUnusableError(`The tables cannot be brought up to date: ${why}`, { cause: error })
        })
    }
    return { from, to: steps.length }
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [String(migrationLock)])
  }
}

async function versionOf(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('parley.migrations') IS NOT NULL AS there",
  )
  if (rows[0]?.there !== true) return 0
  const versions = await client.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM parley.migrations',
  )
  return versions.rows[0]?.version ?? 0
}

async function take(client: ClientBase, step: string, version: number): Promise<void> {
  await client.query('BEGIN')
  try {
    if (version === 1)
      await client.query(`
        CREATE SCHEMA IF NOT EXISTS parley;
        CREATE TABLE parley.migrations (
          version integer PRIMARY KEY,
          taken_at timestamptz NOT NULL DEFAULT now()
        )`)
    await client.query(step)
    await client.query('INSERT INTO parley.migrations (version) VALUES ($1)', [version])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}
