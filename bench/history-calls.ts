/** What the console asks and does in scenario H, as requests; each time a little different, so that no answer is at hand. */
import { getRequest, postRequest } from './http-request.js'
import { agentIdOf, agentsOfHistory, chatIdOf, vocabulary, wordOf } from './past-history.js'

/** A request, by how often it was sent before. */
export type Call = (number: number) => string

/** Header lines that say who asks. */
export interface Askers {
  readonly administrator: string
  readonly agent: string
}

const rank = (from: number, number: number): string => wordOf(from + (number % 200))

/** Searches among past chats, by what they are called. */
const searches = (chats: number): Readonly<Record<string, Call>> => ({
  'newest past chats': () => '',
  'a word said all the time': (number) => `q="${wordOf(number % 5)}"`,
  'the beginning of usual words': (number) => `q=${wordOf(36 + (number % 200))}`,
  'the beginning of rare words': (number) => `q=${rank(vocabulary - 250, number)}`,
  'two usual words': (number) => `q="${rank(50, number)}" "${rank(90, number)}"`,
  'two beginnings of words': (number) => `q=${rank(50, number)} ${rank(90, number)}`,
  'two rare words that never meet': (number) => `q=${rank(15_000, number)} ${rank(19_000, number)}`,
  'three words, one rare': (number) => `q=${wordOf(1)} ${rank(300, number)} ${rank(9000, number)}`,
  'a phrase of frequent words': (number) => `q="${wordOf(number % 9)} ${rank(20, number)}"`,
  'a usual word, and not another': (number) => `q=${rank(200, number)} -${rank(40, number)}`,
  'a visitor’s name': (number) => `visitor=${(number * 7919) % chats}`,
  'an agent and a word': (number) => `agentId=${agentIdOf(number % agentsOfHistory)}&q=${rank(500, number)}`,
  'nothing of an unknown agent': () => 'agentId=005000000000000',
  'a usual word, by relevance': (number) => `order=relevance&q=${rank(200, number)}`,
  'a frequent word, by relevance': (number) => `order=relevance&q="${wordOf(number % 5)}"`,
})

/** What only asks. */
export const readingCalls = (chats: number, { administrator }: Askers): Readonly<Record<string, Call>> => {
  const some = (number: number): string => chatIdOf((number * 7919) % chats)
  const paths: Readonly<Record<string, (number: number) => string>> = {
    me: () => '/me',
    'presence statuses': () => '/presence/statuses',
    colleagues: () => '/colleagues',
    'the floor': () => '/supervision',
    'figures of a day': () => '/figures',
    'agents in setup': () => '/setup/agents',
    'changes of setup': () => '/setup/audit',
    'readings of past chats': () => '/setup/readings',
    'a past chat': (number) => `/past-chats/${some(number)}`,
    'its entries': (number) => `/chats/${some(number)}/entries?limit=200`,
    'earlier chats': (number) => `/chats/${chatIdOf((number * 10 + Math.floor(chats / 20) * 10) % chats)}/earlier`,
    'its quick texts': (number) => `/chats/${some(number)}/quick-texts`,
  }
  const asked = Object.entries(searches(chats)).map(([call, queryOf]): [string, (number: number) => string] => [
    `search: ${call}`,
    (number) => `/past-chats?${encodeURI(queryOf(number))}`,
  ])
  const all = [...Object.entries(paths), ...asked]
  return Object.fromEntries(
    all.map(([call, pathOf]) => [call, (number) => getRequest(`/api/v1${pathOf(number)}`, administrator)]),
  )
}

/** What an agent and an administrator do beside answering visitors. */
export const changingCalls = ({ administrator, agent }: Askers): Readonly<Record<string, Call>> => ({
  'a status chosen': (number) =>
    postRequest('/api/v1/presence', `{"status":"${number % 2 === 0 ? 'away' : 'online'}"}`, agent, 'PUT'),
  'a skill made in setup': (number) => postRequest('/api/v1/setup/skills', `{"name":"Skill ${number}"}`, administrator),
})

/** What an agent does in a chat of theirs. */
export const chatCalls = (chatIds: readonly string[], { agent }: Askers) => {
  const to = (what: string, body: string): Call => {
    return (number) => postRequest(`/api/v1/chats/${chatIds[number % chatIds.length] ?? ''}/${what}`, body, agent)
  }
  return { accept: to('accept', ''), message: to('messages', '{"text":"Hello there"}'), end: to('end', '') }
}
