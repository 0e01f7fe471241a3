/** A visitor on paper: what a file must hold so that the chat goes on in another process. It contains the key. */
import type { Command, CommandQueue, NumberedCommand } from './command-queue.js'
import { isFleeting } from './command-queue.js'
import type { AgentFacts, AskedFile } from './visitor-events.js'
import type { Connecting, Live, VisitorState } from './visitor-state.js'
import type { ChatRequest, CommandNoun } from './wire-types.js'
import { commandNouns, isRecord, numberOf, recordOf, textOf } from './wire-types.js'

type Json = Readonly<Record<string, unknown>>

/** What is kept of a visitor, ready for `JSON.stringify`. */
export interface SavedVisitor {
  readonly version: 1
  /** The endpoint's whole address. */
  readonly endpoint: string
  readonly state: Connecting | Live
}

/** What to keep, or undefined when it is over and there is nothing to go on with. What is fleeting is left out. */
export const saveVisitor = (endpoint: string, state: VisitorState): SavedVisitor | undefined => {
  if (state.phase === 'over') return undefined
  const { commands } = state
  const waiting = commands.waiting.filter((command) => !isFleeting(command))
  return { version: 1, endpoint, state: { ...state, commands: { ...commands, waiting } } }
}

/** Reads what {@link saveVisitor} kept; undefined when it is anything else. The connection counts as up until tried. */
export const readSavedVisitor = (json: unknown): SavedVisitor | undefined => {
  if (!isRecord(json) || json['version'] !== 1) return undefined
  const endpoint = textOf(json, 'endpoint')
  const record = recordOf(json, 'state')
  const state = record && readState(record)
  return endpoint === undefined || state === undefined ? undefined : { version: 1, endpoint, state }
}

const phases = ['requesting', 'requested', 'waiting', 'chatting'] as const
const leavings = ['no', 'asked', 'agreed'] as const

const readState = (json: Json): Connecting | Live | undefined => {
  const request = readRequest(recordOf(json, 'request'))
  const commands = readQueue(recordOf(json, 'commands'))
  if (request === undefined || commands === undefined) return undefined
  if (json['phase'] === 'connecting') return { phase: 'connecting', request, commands, connection: 'up' }
  const session = readSession(recordOf(json, 'session'))
  const phase = phases.find((known) => known === json['phase'])
  const leaving = leavings.find((known) => known === json['leaving'])
  const pollTimeoutMs = numberOf(json, 'pollTimeoutMs')
  const ack = numberOf(json, 'ack')
  const offset = numberOf(json, 'offset')
  const { open, resyncing } = json
  if (session === undefined || phase === undefined || leaving === undefined) return undefined
  if (pollTimeoutMs === undefined || ack === undefined || offset === undefined) return undefined
  if (typeof open !== 'boolean' || typeof resyncing !== 'boolean') return undefined
  const agent = readAgent(recordOf(json, 'agent'))
  const file = readFile(recordOf(json, 'file'))
  const progress = { phase, leaving, pollTimeoutMs, ack, offset, open, resyncing }
  return { ...progress, request, commands, session, agent, file, connection: 'up' }
}

// Without it the chat goes on all the same, only less is known about the agent.
const readAgent = (json: Json | undefined): AgentFacts | undefined => {
  const name = json && textOf(json, 'name')
  if (json === undefined || name === undefined) return undefined
  const idle = recordOf(json, 'idle') ?? {}
  const warningS = numberOf(idle, 'warningS')
  const timeoutS = numberOf(idle, 'timeoutS')
  const limits = warningS === undefined || timeoutS === undefined ? undefined : { warningS, timeoutS }
  return { name, sneakPeek: json['sneakPeek'] === true, idle: limits }
}

// Without it the agent can ask again.
const readFile = (json: Json | undefined): AskedFile | undefined => {
  const url = json && textOf(json, 'url')
  const token = json && textOf(json, 'token')
  return url === undefined || token === undefined ? undefined : { url, token }
}

const readRequest = (json: Json | undefined): ChatRequest | undefined => {
  if (json === undefined) return undefined
  const ids = [json['organizationId'], json['deploymentId'], json['buttonId']]
  // The rest of a request is only ever sent, and the server checks it.
  return ids.every((id) => typeof id === 'string') ? (json as unknown as ChatRequest) : undefined
}

const readSession = (json: Json | undefined) => {
  const id = json && textOf(json, 'id')
  const key = json && textOf(json, 'key')
  const affinityToken = json && textOf(json, 'affinityToken')
  return id === undefined || key === undefined || affinityToken === undefined ? undefined : { id, key, affinityToken }
}

const readQueue = (json: Json | undefined): CommandQueue | undefined => {
  const lastNumber = json && numberOf(json, 'lastNumber')
  if (json === undefined || lastNumber === undefined || !Array.isArray(json['waiting'])) return undefined
  const waiting = (json['waiting'] as unknown[]).map(readCommand)
  const sending = json['sending'] === undefined ? undefined : readNumbered(json['sending'])
  if (json['sending'] !== undefined && sending === undefined) return undefined
  const known = waiting.filter((command) => command !== undefined)
  return known.length === waiting.length ? { lastNumber, sending, waiting: known } : undefined
}

const readCommand = (json: unknown): Command | undefined => {
  if (!isRecord(json)) return undefined
  const noun = commandNouns.find((known): known is CommandNoun => known === json['noun'])
  const body = recordOf(json, 'body')
  return noun === undefined || body === undefined ? undefined : { noun, body }
}

const readNumbered = (json: unknown): NumberedCommand | undefined => {
  const command = readCommand(json)
  if (command === undefined || !isRecord(json)) return undefined
  const number = numberOf(json, 'number')
  const renumbered = numberOf(json, 'renumbered')
  return number === undefined || renumbered === undefined ? undefined : { ...command, number, renumbered }
}
