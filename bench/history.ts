/**
 * Scenario H: how long the console's calls take where years of chats are stored, one after the other: on SQLite on the
 * disk that is measured, and on a PostgreSQL beside.
 */
import { fileURLToPath } from 'node:url'
import { openEventStream } from './event-stream.js'
import { fillPostgres } from './filled-postgres.js'
import { changingCalls, chatCalls, readingCalls, type Askers, type Call } from './history-calls.js'
import { HttpConnection } from './http-connection.js'
import { getRequest, postRequest } from './http-request.js'
import type { Options } from './options.js'
import { requestChat } from './parley-visitor.js'
import { addAgents, logIn, prepareParley, type AgentLogIn, type Entrance, type PreparedParley } from './parley.js'
import { chatIdOf } from './past-history.js'
import { percentile } from './percentiles.js'
import { runToEnd } from './server-process.js'
import { PostgresServer } from '../tests/support/postgres/postgres-server.js'

const filler = fileURLToPath(new URL('./fill-history.js', import.meta.url))

export type HistoryStore = 'SQLite' | 'PostgreSQL'

export interface HistoryRow {
  readonly store: HistoryStore
  readonly call: string
  readonly count: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly maxMs: number
}

export interface HistoryResult {
  readonly messages: number
  readonly chats: number
  readonly rows: readonly HistoryRow[]
}

/** How often each is asked. */
const samples = 100
/** How often it is looked whether all chats are in the index, and for how long. */
const lookEveryMs = 250
const indexedWithinMs = 600_000

type Tell = (what: string) => void

/** A server with all its chats, asked over one connection. */
class AskedServer {
  readonly rows: HistoryRow[] = []
  readonly #store: HistoryStore
  readonly #tell: Tell
  readonly #connection: HttpConnection

  private constructor(store: HistoryStore, tell: Tell, connection: HttpConnection) {
    this.#store = store
    this.#tell = tell
    this.#connection = connection
  }

  static async open(store: HistoryStore, tell: Tell, port: number): Promise<AskedServer> {
    const connection = await HttpConnection.open(port, (why) => {
      throw new Error(`H: ${why}`)
    })
    return new AskedServer(store, tell, connection)
  }

  ask(request: string): Promise<string> {
    return this.#connection.ask(request)
  }

  async measure(call: string, requestOf: Call): Promise<void> {
    this.#tell(`H: ${call}, on ${this.#store}`)
    const tookMs = new Float64Array(samples)
    for (let number = 0; number < samples; number += 1) {
      const request = requestOf(number)
      const began = performance.now()
      await this.#connection.ask(request)
      tookMs[number] = performance.now() - began
    }
    const [p50Ms, p95Ms, maxMs] = [percentile(tookMs, 0.5), percentile(tookMs, 0.95), percentile(tookMs, 1)]
    this.rows.push({ store: this.#store, call, count: samples, p50Ms, p95Ms, maxMs })
  }

  async measureAll(calls: Readonly<Record<string, Call>>): Promise<void> {
    for (const [call, requestOf] of Object.entries(calls)) await this.measure(call, requestOf)
  }

  close(): void {
    this.#connection.close()
  }
}

/** Has so many visitors ask for a chat; settles with the chats once all are offered to the agent. */
const offeredChats = async (asked: AskedServer, port: number, token: string, entrance: Entrance, count: number) => {
  const chatIds: string[] = []
  let allThere: () => void = () => undefined
  const all = new Promise<void>((resolve) => (allThere = resolve))
  const hear = (name: string, data: string): void => {
    if (name !== 'offer') return
    chatIds.push((JSON.parse(data) as { chatId: string }).chatId)
    if (chatIds.length === count) allThere()
  }
  const leave = await openEventStream(port, token, hear, (why) => {
    throw new Error(`H: ${why}`)
  })
  for (let number = 0; number < count; number += 1)
    await requestChat((request) => asked.ask(request), entrance, `Visitor of today ${number}`)
  await all
  return { chatIds, leave }
}

/** Settles when the oldest chat is found, which is taken into the index last. */
const allIndexed = async (asked: AskedServer, { administrator }: Askers): Promise<void> => {
  const until = performance.now() + indexedWithinMs
  for (;;) {
    const answer = await asked.ask(getRequest('/api/v1/past-chats?visitor=%220%22', administrator))
    if (answer.includes(chatIdOf(0))) return
    if (performance.now() > until) throw new Error('H: chats are still missing in the index.')
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}

const measureServer = async (
  store: HistoryStore,
  parley: PreparedParley,
  agent: AgentLogIn,
  chats: number,
  tell: Tell,
): Promise<readonly HistoryRow[]> => {
  const { server, port } = await parley.start()
  const asked = await AskedServer.open(store, tell, port)
  const { username, password } = parley.administrator
  const token = await logIn(port, agent.username, agent.password)
  const as = (bearer: string): string => `Authorization: Bearer ${bearer}\r\n`
  const askers: Askers = { agent: as(token), administrator: as(await logIn(port, username, password)) }
  await asked.ask(postRequest('/api/v1/presence', '{"status":"online"}', askers.agent, 'PUT'))
  const { chatIds, leave } = await offeredChats(asked, port, token, parley.entrance, samples)
  const { accept, message, end } = chatCalls(chatIds, askers)
  await asked.measure('a chat accepted', accept)
  await asked.measure('a message sent, while older chats come into the index', message)
  tell('H: until all chats are in the index')
  await allIndexed(asked, askers)
  await asked.measure('a message sent', message)
  await asked.measureAll(readingCalls(chats, askers))
  await asked.measure('a log-in', () => postRequest('/api/v1/login', JSON.stringify(agent)))
  await asked.measure('a chat ended', end)
  await asked.measureAll(changingCalls(askers))
  leave()
  asked.close()
  await server.stop()
  return asked.rows
}

export const measureHistory = async ({ messages }: Options, directory: string, tell: Tell): Promise<HistoryResult> => {
  const now = Date.now()
  const rows: HistoryRow[] = []
  const onFile = await prepareParley(directory)
  const [ofFile] = await addAgents(onFile, 1)
  tell(`H: storing ${messages} messages in SQLite`)
  const what = [onFile.data, String(messages), JSON.stringify(onFile.entrance), String(now)]
  const chats = Number(await runToEnd(process.execPath, [filler, ...what], {}))
  if (ofFile) rows.push(...(await measureServer('SQLite', onFile, ofFile, chats, tell)))
  onFile.clean()

  await using postgres = await PostgresServer.start()
  await postgres.query('CREATE DATABASE history')
  const onPostgres = await prepareParley(directory, { PARLEY_DATABASE_URL: postgres.url('history') })
  const [ofPostgres] = await addAgents(onPostgres, 1)
  tell(`H: storing ${messages} messages in PostgreSQL`)
  await fillPostgres(postgres.url('history'), messages, onPostgres.entrance, now)
  if (ofPostgres) rows.push(...(await measureServer('PostgreSQL', onPostgres, ofPostgres, chats, tell)))
  onPostgres.clean()
  return { messages, chats, rows }
}
