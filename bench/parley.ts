/** Parley, set up and started as an operator would: a fresh data directory, agents from the command line, settings. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HttpConnection } from './http-connection.js'
import { postRequest } from './http-request.js'
import { probed, runToEnd, ServerProcess } from './server-process.js'

const program = fileURLToPath(new URL('../src/cli/main.js', import.meta.url))

/** How many agents there are at least; the chats are spread evenly over them. */
const agentsMin = 4
/** How many chats an agent can have at once: as many as setup lets anybody have. */
const capacity = 1000

/** What a visitor's client must know to ask for a chat. */
export interface Entrance {
  readonly organizationId: string
  readonly deploymentId: string
  readonly buttonId: string
}

/** Where chats can be had: one server, or several on one database. */
export interface ParleyFront {
  /** The port of each server. */
  readonly ports: readonly [number, ...number[]]
  readonly entrance: Entrance
  /** The agents' bearer tokens. */
  readonly tokens: readonly string[]
}

export interface StartedParley extends ParleyFront {
  readonly server: ServerProcess
  /** Removes the data directory; call it after the server has stopped. */
  readonly clean: () => void
}

/** An agent who can log in. */
export interface AgentLogIn {
  readonly username: string
  readonly password: string
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
  readonly administrator: AgentLogIn
  /** Runs a command of Parley's command line to its end; settles with what it printed. */
  readonly command: (...args: string[]) => Promise<string>
  /** Starts a server, with further settings if there are any. */
  readonly start: (further?: Readonly<Record<string, string>>) => Promise<{ server: ServerProcess; port: number }>
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
    start: async (further = {}) => {
      const variables = { ...environment, ...probed, ...further }
      const server = await ServerProcess.start(process.execPath, [program, 'serve'], variables)
      return { server, port: Number(await server.printed(/Endpoint\s+http:\/\/127\.0\.0\.1:(\d+)\//)) }
    },
  }
}

/** Adds the agents for so many chats by the command line, before a server runs. */
export const addAgents = async ({ command }: PreparedParley, chats: number): Promise<AgentLogIn[]> => {
  const count = Math.max(agentsMin, Math.ceil(chats / capacity))
  const agents: AgentLogIn[] = []
  for (let number = 1; number <= count; number += 1) {
    const username = `agent${number}@example.com`
    const added = await command('agent', 'add', username, '--capacity', String(capacity))
    agents.push({ username, password: found(/Password\s+(\S+)/, added) })
  }
  return agents
}

/** Logs agents in, one after the other; returns their bearer tokens. */
export const logAllIn = async (port: number, agents: readonly AgentLogIn[]): Promise<string[]> => {
  const tokens: string[] = []
  for (const { username, password } of agents) tokens.push(await logIn(port, username, password))
  return tokens
}

/** Starts Parley on a new data directory below `directory`, with agents for so many chats. */
export const startParley = async (directory: string, chats: number): Promise<StartedParley> => {
  const prepared = await prepareParley(directory)
  const agents = await addAgents(prepared, chats)
  const { server, port } = await prepared.start()
  const { entrance, clean } = prepared
  return { server, ports: [port], entrance, tokens: await logAllIn(port, agents), clean }
}
