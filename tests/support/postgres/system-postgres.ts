/** PostgreSQL as the machine's own packages bring it: all its programs, where the npm package has those of a server. */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Where Debian and its kin put each version they have. */
const versions = '/usr/lib/postgresql'

/** The folder with the programs of the newest version that is installed; undefined when there is none. */
export const systemPostgres = async (): Promise<string | undefined> => {
  const names = await readdir(versions).catch(() => [])
  return names
    .toSorted((a, b) => Number(b) - Number(a))
    .map((name) => join(versions, name, 'bin'))
    .find((folder) => ['initdb', 'postgres', 'pg_basebackup'].every((name) => existsSync(join(folder, name))))
}
