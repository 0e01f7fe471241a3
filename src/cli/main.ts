#!/usr/bin/env node
/** The command line: one file per command beside this one. */
import { pathToFileURL } from 'node:url'
import { describeSettings, SettingsError } from '../server/settings.js'
import { StartError } from '../server/start-error.js'
import { productVersion } from '../server/version.js'
import { StoreInUseError, StoreTooNewError, StoreUnusableError } from '../server/open-store.js'
import { SetupError } from '../setup/setup-error.js'
import { agent } from './agent.js'
import { backup } from './backup.js'
import { runChat } from './chat.js'
import { copy } from './copy.js'
import { init } from './init.js'
import { migrate } from './migrate.js'
import { org } from './org.js'
import { serve } from './serve.js'
import { setup } from './setup.js'
import { UsageError } from './usage-error.js'

const usage = `Parley ${productVersion}, a live-chat server that speaks the Chat REST API.

Usage: npm run parley -- <command>

  serve                        start the server (npm start does it as well)
  migrate                      bring the tables up to date, as every start does
  init [--name NAME] [--username NAME]
                               make an organization and its administrator; prints the password once
  org create --name NAME [--admin-username USERNAME]
                               make another organization beside those that are there; the same is printed
  org list                     the organizations that are here
  agent add USERNAME [--name NAME] [--capacity N] [--role ROLE] [--org ID]
                               add an agent; prints the password once
  agent password USERNAME      give an agent a new password; prints it once
  setup export [FILE] [--org ID] [--server URL]
                               write everything that is set up to a file, without secrets
  setup import FILE [--dry-run] [--server URL]
                               take such a file in; --dry-run only prints what would change
  backup TO.db                 copy the data directory's database, while its server runs or not, and check the copy
  copy [--from sqlite:PATH] [--to postgres://…] [--anew]
                               bring everything from a data directory to a database, or the other way round; goes on
                               where it was stopped
  chat [ENDPOINT]              chat as a visitor, in this terminal (npm run chat does it as well)
  help                         this text
  version                      the version

init, org, agent and migrate use the data directory, so stop the server first. setup goes through the running server, if
there is one, with an administrator's token in PARLEY_TOKEN. With PARLEY_DATABASE_URL all of them work on the database,
also while servers run, which take note within a second. Where there are several organizations, --org says which.

Settings, from the environment, with their defaults:

${describeSettings()}
`

const run = async (argv: readonly string[]): Promise<number> => {
  const [command = 'help', ...rest] = argv
  // The chat has a text of its own.
  const asksForHelp = command !== 'chat' && (rest.includes('--help') || rest.includes('-h'))
  switch (asksForHelp ? 'help' : command) {
    case 'serve':
      return serve(process.env)
    case 'migrate':
      return migrate(process.env)
    case 'init':
      return init(rest, process.env)
    case 'org':
      return org(rest, process.env)
    case 'agent':
      return agent(rest, process.env)
    case 'setup':
      return setup(rest, process.env)
    case 'backup':
      return backup(rest, process.env)
    case 'copy':
      return copy(rest, process.env)
    case 'chat':
      return runChat(rest)
    case 'version':
    case '--version':
      console.log(productVersion)
      return 0
    case 'help':
    case '--help':
    case '-h':
      break
    default:
      console.error(`There is no command ${command}.\n\n${usage}`)
      return 1
  }
  console.log(usage)
  return 0
}

/** Node's refusals of what it was asked to parse have codes such as ERR_PARSE_ARGS_UNKNOWN_OPTION. */
const isParseError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('ERR_PARSE_ARGS_')

const isExpected = (error: unknown): error is Error =>
  isParseError(error) ||
  [StartError, SettingsError, SetupError, StoreInUseError, StoreUnusableError, StoreTooNewError, UsageError].some(
    (kind) => error instanceof kind,
  )

/** Runs a command; settles with the exit code. What the user can do something about is said in one sentence. */
export const main = async (argv: readonly string[]): Promise<number> => {
  try {
    return await run(argv)
  } catch (error) {
    if (isExpected(error)) console.error(error.message)
    else console.error(error)
    return 1
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exit(await main(process.argv.slice(2)))
}
