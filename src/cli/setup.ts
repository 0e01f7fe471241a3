import { readFile, stat, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { StartError } from '../server/start-error.js'
import type { Difference } from '../setup/setup-document.js'
import { SetupError } from '../setup/setup-error.js'
import { readSetupText, setupFileBytesMax, setupText } from './setup-file.js'
import { withSetup, type SetupTarget } from './setup-target.js'
import { UsageError } from './usage-error.js'

const options = {
  server: { type: 'string' },
  org: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const

const lines = ({ action, kind, id, name, changes }: Difference): string[] => [
  `${action === 'create' ? '+' : '~'} ${kind} ${name} (${id})`,
  ...(action === 'create'
    ? []
    : changes.map(
        ({ member, before, after }) => `    ${member}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`,
      )),
]

const exportTo = async (target: SetupTarget, file: string | undefined): Promise<number> => {
  const text = setupText(await target.read())
  if (file === undefined) {
    process.stdout.write(text)
    return 0
  }
  await writeFile(file, text)
  console.log(`Wrote ${file}.`)
  return 0
}

const importFrom = async (target: SetupTarget, document: unknown, dryRun: boolean): Promise<number> => {
  const differences = await target.takeIn(document, dryRun)
  for (const difference of differences) console.log(lines(difference).join('\n'))
  const count = `${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}`
  console.log(
    differences.length === 0 ? 'Nothing differs.' : dryRun ? `${count}; nothing was changed.` : `${count} taken in.`,
  )
  const people = differences.filter(({ action, kind }) => action === 'create' && kind === 'agent')
  if (people.length > 0 && !dryRun)
    console.log('New agents have no password yet: agent password USERNAME gives them one.')
  return 0
}

const readDocument = async (file: string): Promise<unknown> => {
  const { size } = await stat(file).catch((error: unknown) => {
    throw new StartError(`${file} cannot be read.`, { cause: error })
  })
  if (size > setupFileBytesMax) throw new UsageError(`${file} is larger than ${setupFileBytesMax} bytes.`)
  return readSetupText(await readFile(file, 'utf8'))
}

/** `parley setup export [FILE]` and `parley setup import FILE`. Settles with the exit code. */
export const setup = async (args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [action, file, ...more] = positionals
  // A document that is taken in says itself what organization it is of.
  const understood = action === 'export' || (action === 'import' && file !== undefined && values.org === undefined)
  if (!understood || more.length > 0) {
    throw new UsageError(
      'Use: setup export [FILE] [--org ID] [--server URL], or: setup import FILE [--dry-run] [--server URL]',
    )
  }
  const document = action === 'import' && file !== undefined ? await readDocument(file) : undefined
  try {
    return await withSetup(environment, { server: values.server, organization: values.org }, (target) =>
      action === 'export' ? exportTo(target, file) : importFrom(target, document, values['dry-run']),
    )
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    const told = error.errors.map(({ member, message }) => `\n  ${member}: ${message}`)
    throw new StartError(`Nothing was changed. ${error.message}${error.errors.length > 1 ? told.join('') : ''}`)
  }
}
