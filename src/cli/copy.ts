import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { createLogger } from '../server/logger.js'
import {
  CopyDiffersError,
  copyStore,
  copyProblem,
  openCopySource,
  openCopyTarget,
  type CopyProgress,
} from '../server/open-copy-ends.js'
import { StoreInUseError, StoreTooNewError, StoreUnusableError } from '../server/open-store.js'
import { readSettings } from '../server/settings.js'
import { StartError } from '../server/start-error.js'
import { ProgressLine } from './progress-line.js'

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  anew: { type: 'boolean', default: false },
} as const

const number = new Intl.NumberFormat('en')

const tellOn =
  (line: ProgressLine) =>
  ({ step, part, done, total, share }: CopyProgress): void => {
    const words = `${step === 'copy' ? 'Copying' : 'Comparing'} ${part.words}`
    line.tell(share, words, `${number.format(done)} of ${number.format(total)}`)
  }

/** What went wrong on the way, in a sentence; the copy goes on from there. */
const stopped = (error: unknown): Error => {
  if ([StartError, StoreUnusableError, StoreTooNewError, StoreInUseError].some((kind) => error instanceof kind))
    return error as Error
  if (error instanceof CopyDiffersError)
    return new StartError(`${error.message} Begin again with --anew.`, { cause: error })
  const why = error instanceof Error ? error.message : String(error)
  return new StartError(`The copy stopped: ${why}. Run it again; it goes on from there.`, { cause: error })
}

/** How the server is to be started on what a copy was made to. */
const startWith = (to: string): string =>
  to.startsWith('sqlite:')
    ? 'with PARLEY_DATA_DIR set to it and without PARLEY_DATABASE_URL'
    : 'with PARLEY_DATABASE_URL set to the new one'

/** `parley copy --from sqlite:PATH --to postgres://… [--anew]`, or the other way round. Settles with the exit code. */
export const copy = async (args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> => {
  const { values } = parseArgs({ args: [...args], options })
  const settings = readSettings(environment)
  const { from = `sqlite:${settings.dataDirectory}`, to = settings.databaseUrl, anew } = values
  if (to === '') throw new StartError('Say where to copy to: --to postgres://…, or in PARLEY_DATABASE_URL.')
  const problem = copyProblem(from, to)
  if (problem !== undefined) throw new StartError(problem)
  const logger = createLogger(settings)
  const source = await openCopySource(from, settings, logger)
  const line = new ProgressLine(process.stdout, () => performance.now())
  try {
    const target = await openCopyTarget(to, settings, logger)
    try {
      const onProgress = tellOn(line)
      const { wasComplete, parts } = await copyStore({ source, target }, { newId: randomUUID(), anew, onProgress })
      line.end()
      if (wasComplete) console.log('The copy was complete already.')
      for (const { part, source } of parts)
        console.log(
          `${number.format(source.count).padStart(15)} ${part.words.padEnd(20)} ${source.digest.slice(0, 16)}`,
        )
      console.log(`Both stores hold the same. Start the server ${startWith(to)}.`)
      return 0
    } finally {
      await target.close()
    }
  } catch (error) {
    throw stopped(error)
  } finally {
    line.end()
    await source.close()
  }
}
