/** Opens the two ends of a copy, by their addresses. */
import { basename, dirname } from 'node:path'
import type { Logger } from 'pino'
import type { CopySource, CopyTarget } from '../storage/copy-ends.js'
import { PostgresCopyTarget } from '../storage/postgres/copy-target.js'
import { SqliteCopySource } from '../storage/sqlite/copy-source.js'
import { undurableOptions } from './open-store.js'
import type { Settings } from './settings.js'
import { StartError } from './start-error.js'

export { CopyDiffersError, copyStore, type CopyProgress } from '../storage/copy-store.js'

const fileName = 'parley.db'

/** The data directory that `sqlite:PATH` names, where PATH is the directory or the file in it. */
const directoryIn = (address: string): string => {
  const path = address.slice('sqlite:'.length)
  return basename(path) === fileName ? dirname(path) : path
}

const isPostgres = (address: string): boolean => /^postgres(ql)?:\/\//.test(address) && URL.canParse(address)

/** Opens the store to copy from. Rejects with {@link StartError}, and with what the store refuses with. */
export const openCopySource = async (address: string): Promise<CopySource> => {
  if (!/^sqlite:./.test(address))
    throw new StartError('--from must be sqlite:PATH, where PATH is a data directory or the parley.db in it.')
  return await SqliteCopySource.open(directoryIn(address))
}

/** Opens the store to copy to. Rejects with {@link StartError}, and with what the store refuses with. */
export const openCopyTarget = (
  address: string,
  settings: Pick<Settings, 'databaseUndurable'>,
  logger: Logger,
): Promise<CopyTarget> => {
  if (!isPostgres(address))
    throw new StartError('--to must be an address such as postgres://user:password@host:5432/name.')
  return PostgresCopyTarget.open({ url: address, ...undurableOptions(settings, logger) })
}
