/** Parley, set up and started as an operator would: a fresh data directory, agents from the command line, settings. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HttpConnection } from './http-connection.js'
import { postRequest } from './http-request.js'
import { probed, runToEnd, ServerProcess } from './server-process.js'

const program = fileURLToPath(new URL('../src/cli/main.js', import.meta.url))

/** How many agents there are; the chats are spread evenly over them. */
const agentsMax = 4
/** How many chats an agent can have at once. */
const capacity = 5000

/** What a visitor's client must know to ask for a chat. */
export interface Entrance {
  readonly organizationId: string
  readonly deploymentId: string
  readonly buttonId: string
}

export interface StartedParley {
  readonly server: ServerProcess
  readonly port: number
  readonly entrance: Entrance
  /** The agents' bearer tokens. */
  readonly tokens: readonly string[]
  /** Removes the data directory; call it after the server has stopped. */
  readonly clean: () => void
}

const found = (pattern: RegExp, text: string): string => {
  const [, group] = pattern.exec(text) ?? []
  if (group === undefined) throw new Error(`${String(pattern)} is not in:\n${text}`)
  return group
}

/** Logs in and returns the bearer token. */
export const logIn = async (port: number, username: string, password: string): Promise<string> => {
  const connection = await HttpConnection.open(port, () => undefined)
  const answer = await connection.ask(postRequest('/api/v1/login', JSON.stringify({ username, password })))
  connection.close()
  return (JSON.parse(answer) as { token: string }).token
}

/** A new data directory with an organization in it, on which no server runs yet. */
export interface PreparedParley {
  readonly data: string
  readonly entrance: Entrance
  readonly administrator: { readonly username: string; readonly password: string }
  /** Runs a command of Parley's command line to its end; settles with what it printed. */
  readonly command: (...args: string[]) => Promise<string>
  readonly start: () => Promise<{ server: ServerProcess; port: number }>
  /** Removes the data directory; call it after the server has stopped. */
  readonly clean: () => void
}

/** Makes a data directory below `directory`, which should be on the disk that is to be measured. */
export const prepareParley = async (
  directory: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<PreparedParley> => {
  mkdirSync(directory, { recursive: true })
  const data = mkdtempSync(join(directory, 'bench-data-'))
  const clean = (): void => rmSync(data, { recursive: true, force: true })
  // Whoever interrupts the bench does not want gigabytes to stay behind.
  process.once('exit', clean)
  const environment = {
    PARLEY_DATA_DIR: data,
    PARLEY_LOG_LEVEL: 'warn',
    PARLEY_OFFER_TIMEOUT_MS: '600000',
    HOST: '127.0.0.1',
    PORT: '0',
    ...settings,
  }
  const command = (...args: string[]) => runToEnd(process.execPath, [program, ...args], environment)
  const made = await command('init')
  return {
    ...{ data, command, clean },
    entrance: {
      organizationId: found(/organizationId\s+(\w+)/, made),
      deploymentId: found(/deploymentId\s+(\w+)/, made),
      buttonId: found(/buttonId\s+(\w+)/, made),
    },
    administrator: {
      username: found(/Administrator\s+(\S+)/, made),
      password: found(/Password\s+(\S+)/, made),
    },
    start: async () => {
      const server = await ServerProcess.start(process.execPath, [program, 'serve'], { ...environment, ...probed })
      return { server, port: Number(await server.printed(/Endpoint\s+http:\/\/127\.0\.0\.1:(\d+)\//)) }
    },
  }
}

/** Starts Parley on a new data directory below `directory`, with agents from the command line. */
export const startParley = async (directory: string): Promise<StartedParley> => {
  const { command, entrance, start, clean } = await prepareParley(directory)
  const agents: { username: string; password: string }[] = []
  for (let number = 1; number <= agentsMax; number += 1) {
    const username = `agent${number}@example.com`
    const added = await command('agent', 'add', username, '--capacity', String(capacity))
    agents.push({ username, password: found(/Password\s+(\S+)/, added) })
  }
  const { server, port } = await start()
  const tokens: string[] = []
  for (const { username, password } of agents) tokens.push(await logIn(port, username, password))
  return { server, port, entrance, tokens, clean }
}
