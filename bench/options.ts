/** What is measured and for how long: from the command line, with sizes for a full and for a quick run. */
import { parseArgs } from 'node:util'

/** A scenario, by its letter in docs/performance.md. */
export type Scenario = 'A' | 'C' | 'D' | 'R' | 'B' | 'N' | 'H' | 'F'

export const scenarioNames: readonly Scenario[] = ['A', 'C', 'D', 'R', 'B', 'N', 'H', 'F']

/** The servers that can be measured. */
export type Subject = 'bare' | 'nchan' | 'parley'

export interface Options {
  readonly scenarios: ReadonlySet<Scenario>
  readonly subjects: ReadonlySet<Subject>
  /** Pairs of a writer and a reader that go round as fast as they can. */
  readonly pairs: number
  readonly rounds: number
  readonly roundMs: number
  /** Chats, or polls, that are held. */
  readonly held: number
  /** Messages per second while they are held. */
  readonly rate: number
  readonly loadMs: number
  /** Agents of a floor, all of them with all the chats they can have. */
  readonly agents: number
  /** Chats that wait for them. */
  readonly waiting: number
  /** Chats that are over before it begins. */
  readonly ended: number
  /** Chats that their agents end per second. */
  readonly endRate: number
  /** Messages that are stored in H. */
  readonly messages: number
  /** How long each rate of B lasts, and each measurement of N. */
  readonly stepMs: number
  /** Print the results as JSON instead of as a table. */
  readonly json: boolean
  /** Say which functions take the time in scenario A, instead of comparing. */
  readonly profile: boolean
  /** Say which objects a held chat consists of, instead of comparing. */
  readonly heap: boolean
}

export const usage = `Usage: npm run bench -- [options]

  --quick             about four minutes in all, for a first impression
  --only A,C,D,R,B,N,H,F
                      A: as fast as it goes; C: latency at a fixed rate; D: memory of held chats;
                      R: how soon a free place goes to the next who waits; B: what nodes tell each
                      other, by LISTEN/NOTIFY and by NATS; N: A on several nodes;
                      H: how long the console’s calls take where years of chats are stored;
                      F: how long one waits when a server is killed, and when the database fails over
  --servers LIST      of bare, nchan, parley (all)
  --pairs N           pairs that write and wait in A (64)
  --rounds N          rounds of A, each with every server in turn, and of R, each with every floor; in
                      F, how often a server is killed, and how often the database (5)
  --round-seconds N   length of a round (6)
  --held N            chats held in C and D (10000)
  --rate N            messages per second in C (2000)
  --seconds N         length of C (60)
  --agents N          agents in R, all of them busy (500)
  --waiting N         chats that wait for them (5000)
  --ended N           chats that are over before it begins, on one of the floors of R (100000)
  --end-rate N        chats that end per second in R (50)
  --messages N        messages that are stored in H (5000000)
  --step-seconds N    length of each rate in B and of each measurement in N (3)
  --profile           where the CPU time of Parley's main thread goes in A
  --heap              what a held chat is made of in Parley's heap
  --json              print JSON instead of a table
`

/** The command line is wrong; the message says how. */
export class OptionsError extends Error {
  override name = 'OptionsError'
}

const declared = {
  quick: { type: 'boolean', default: false },
  only: { type: 'string', default: scenarioNames.join(',') },
  servers: { type: 'string', default: 'bare,nchan,parley' },
  pairs: { type: 'string' },
  rounds: { type: 'string' },
  'round-seconds': { type: 'string' },
  held: { type: 'string' },
  rate: { type: 'string' },
  seconds: { type: 'string' },
  agents: { type: 'string' },
  waiting: { type: 'string' },
  ended: { type: 'string' },
  'end-rate': { type: 'string' },
  messages: { type: 'string' },
  'step-seconds': { type: 'string' },
  profile: { type: 'boolean', default: false },
  heap: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const full = {
  ...{ pairs: 64, rounds: 5, roundSeconds: 6, held: 10_000, rate: 2000, seconds: 60 },
  ...{ agents: 500, waiting: 5000, ended: 100_000, endRate: 50, stepSeconds: 3, messages: 5_000_000 },
}
const quick = {
  ...{ pairs: 64, rounds: 3, roundSeconds: 2, held: 2000, rate: 1000, seconds: 6 },
  ...{ agents: 100, waiting: 1000, ended: 10_000, endRate: 20, stepSeconds: 1, messages: 100_000 },
}

const numberFrom = (name: string, text: string | undefined, otherwise: number, max: number): number => {
  if (text === undefined) return otherwise
  const value = Number(text)
  if (Number.isFinite(value) && value > 0 && value <= max) return value
  throw new OptionsError(`--${name} must be a number above 0, at most ${max}.`)
}

const choicesFrom = <T extends string>(name: string, text: string, known: readonly T[]): ReadonlySet<T> => {
  const chosen = new Set<T>()
  for (const word of text.split(',')) {
    const found = known.find((one) => one.toLowerCase() === word.trim().toLowerCase())
    if (found === undefined) throw new OptionsError(`--${name} takes of ${known.join(', ')}, not ${word}.`)
    chosen.add(found)
  }
  return chosen
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: declared }).values
  } catch (error) {
    throw new OptionsError(error instanceof Error ? error.message : String(error))
  }
}

/** Reads the command line; `undefined` when only help is asked for. Throws {@link OptionsError}. */
export const readOptions = (args: readonly string[]): Options | undefined => {
  const given = parse(args)
  if (given.help) return undefined
  const size = given.quick ? quick : full
  return {
    scenarios: choicesFrom('only', given.only, scenarioNames),
    subjects: choicesFrom<Subject>('servers', given.servers, ['bare', 'nchan', 'parley']),
    pairs: Math.floor(numberFrom('pairs', given.pairs, size.pairs, 2000)),
    rounds: Math.floor(numberFrom('rounds', given.rounds, size.rounds, 100)),
    roundMs: 1000 * numberFrom('round-seconds', given['round-seconds'], size.roundSeconds, 600),
    held: Math.floor(numberFrom('held', given.held, size.held, 18_000)),
    rate: numberFrom('rate', given.rate, size.rate, 100_000),
    loadMs: 1000 * numberFrom('seconds', given.seconds, size.seconds, 3600),
    agents: Math.floor(numberFrom('agents', given.agents, size.agents, 2000)),
    waiting: Math.floor(numberFrom('waiting', given.waiting, size.waiting, 50_000)),
    ended: Math.floor(numberFrom('ended', given.ended, size.ended, 10_000_000)),
    endRate: numberFrom('end-rate', given['end-rate'], size.endRate, 1000),
    messages: Math.floor(numberFrom('messages', given.messages, size.messages, 100_000_000)),
    stepMs: 1000 * numberFrom('step-seconds', given['step-seconds'], size.stepSeconds, 60),
    json: given.json,
    profile: given.profile,
    heap: given.heap,
  }
}
