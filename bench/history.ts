/** Scenario H: how long the console's questions take where years of chats are stored, one after the other. */
import { fileURLToPath } from 'node:url'
import { HttpConnection } from './http-connection.js'
import { agentIdOf, agentsOfHistory, chatIdOf, vocabulary, wordOf } from './filled-history.js'
import { getRequest } from './http-request.js'
import type { Options } from './options.js'
import { logIn, prepareParley } from './parley.js'
import { percentile } from './percentiles.js'
import { runToEnd } from './server-process.js'

const filler = fileURLToPath(new URL('./fill-history.js', import.meta.url))

export interface HistoryRow {
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

/** What the console asks, by what it is called; each time a little different, so that no answer is at hand. */
const callsOf = (chats: number): Readonly<Record<string, (number: number) => string>> => {
  const rank = (from: number, number: number): string => wordOf(from + (number % 200))
  const some = (number: number): string => chatIdOf((number * 7919) % chats)
  const search = (query: string): string => `/past-chats?${query}`
  return {
    me: () => '/me',
    'presence statuses': () => '/presence/statuses',
    colleagues: () => '/colleagues',
    floor: () => '/supervision',
    'figures of a day': () => '/figures',
    'agents in setup': () => '/setup/agents',
    'newest past chats': () => search(''),
    'a word said all the time': (number) => search(`q=${wordOf(number % 5)}`),
    'a usual word': (number) => search(`q=${rank(200, number)}`),
    'a rare word': (number) => search(`q=${rank(vocabulary - 250, number)}`),
    'two usual words': (number) => search(`q=${rank(50, number)}%20${rank(90, number)}`),
    'two rare words that never meet': (number) => search(`q=${rank(15_000, number)}%20${rank(19_000, number)}`),
    'three words, one rare': (number) => search(`q=${wordOf(1)}%20${rank(300, number)}%20${rank(9000, number)}`),
    'a phrase of frequent words': (number) => search(`q=%22${wordOf(number % 9)}%20${rank(20, number)}%22`),
    'a visitor’s name': (number) => search(`visitor=${(number * 7919) % chats}`),
    'an agent and a word': (number) => search(`agentId=${agentIdOf(number % agentsOfHistory)}&q=${rank(500, number)}`),
    'nothing of an unknown agent': () => search('agentId=005000000000000'),
    'a usual word, by relevance': (number) => search(`order=relevance&q=${rank(200, number)}`),
    'a frequent word, by relevance': (number) => search(`order=relevance&q=${wordOf(number % 5)}`),
    'a past chat': (number) => `/past-chats/${some(number)}`,
    'its entries': (number) => `/chats/${some(number)}/entries?limit=200`,
    'earlier chats': (number) => `/chats/${chatIdOf((number * 10 + Math.floor(chats / 20) * 10) % chats)}/earlier`,
    'its quick texts': (number) => `/chats/${some(number)}/quick-texts`,
  }
}

export const measureHistory = async (
  { messages }: Options,
  directory: string,
  tell: (what: string) => void,
): Promise<HistoryResult> => {
  const parley = await prepareParley(directory)
  tell(`H: storing ${messages} messages`)
  const what = [parley.data, String(messages), JSON.stringify(parley.entrance), String(Date.now())]
  const chats = Number(await runToEnd(process.execPath, [filler, ...what], {}))
  const { server, port } = await parley.start()
  const { username, password } = parley.administrator
  const authorization = `Authorization: Bearer ${await logIn(port, username, password)}\r\n`
  const connection = await HttpConnection.open(port, (why) => {
    throw new Error(`H: ${why}`)
  })
  const rows: HistoryRow[] = []
  for (const [call, pathOf] of Object.entries(callsOf(chats))) {
    tell(`H: ${call}`)
    const tookMs = new Float64Array(samples)
    for (let number = 0; number < samples; number += 1) {
      const request = getRequest(`/api/v1${pathOf(number)}`, authorization)
      const began = performance.now()
      await connection.ask(request)
      tookMs[number] = performance.now() - began
    }
    rows.push({
      ...{ call, count: samples, p50Ms: percentile(tookMs, 0.5), p95Ms: percentile(tookMs, 0.95) },
      maxMs: percentile(tookMs, 1),
    })
  }
  connection.close()
  await server.stop()
  parley.clean()
  return { messages, chats, rows }
}
