/** Opens the two ends of a copy, by their addresses. */
import { basename, dirname } from 'node:path'
import type { Logger } from 'pino'
import type { CopySource, CopyTarget } from '../storage/copy-ends.js'
import { PostgresCopySource } from '../storage/postgres/copy-source.js'
import { PostgresCopyTarget } from '../storage/postgres/copy-target.js'
import { SqliteCopySource } from '../storage/sqlite/copy-source.js'
import { SqliteCopyTarget } from '../storage/sqlite/copy-target.js'
import { undurableOptions } from './open-store.js'
import type { Settings } from './settings.js'

export { CopyDiffersError, copyStore, type CopyProgress } from '../storage/copy-store.js'

const fileName = 'parley.db'

/** The data directory that `sqlite:PATH` names, where PATH is the directory or the file in it. */
const directoryIn = (address: string): string => {
  const path = address.slice('sqlite:'.length)
  return basename(path) === fileName ? dirname(path) : path
}

const isSqlite = (address: string): boolean => /^sqlite:./.test(address)
const isPostgres = (address: string): boolean => /^postgres(ql)?:\/\//.test(address) && URL.canParse(address)

/** What keeps the two addresses of a copy from making sense. */
export const copyProblem = (from: string, to: string): string | undefined => {
  const sqlite = 'sqlite:PATH, where PATH is a data directory or the parley.db in it'
  const postgres = 'an address such as postgres://user:password@host:5432/name'
  for (const [option, address] of [
    ['--from', from],
    ['--to', to],
  ] as const)
    if (!isSqlite(address) && !isPostgres(address)) return `${option} must be ${sqlite}, or ${postgres}.`
  if (isSqlite(from) === isSqlite(to))
    return 'One of --from and --to must be a data directory, and the other a database.'
  return undefined
}

type CopySettings = Pick<Settings, 'databaseUndurable'>

/** Opens the store to copy from; see {@link copyProblem}. Rejects with what the store refuses with. */
export const openCopySource = (address: string, settings: CopySettings, logger: Logger): Promise<CopySource> =>
  isSqlite(address)
    ? SqliteCopySource.open(directoryIn(address))
    : PostgresCopySource.open({ url: address, ...undurableOptions(settings, logger) })

/** Opens the store to copy to; see {@link copyProblem}. Rejects with what the store refuses with. */
export const openCopyTarget = (address: string, settings: CopySettings, logger: Logger): Promise<CopyTarget> =>
  isSqlite(address)
    ? SqliteCopyTarget.open(directoryIn(address))
    : PostgresCopyTarget.open({ url: address, ...undurableOptions(settings, logger) })
