/** Sends fuzzed requests over several connections and collects what must not have come back. */
import { Chance } from '../support/crash/chance.js'
import { FuzzConnection, type FuzzAnswer } from './fuzz-connection.js'
import type { FuzzKeeper } from './fuzz-keeper.js'
import { fuzzRequest, type FuzzRequest } from './fuzz-request.js'
import type { FuzzRoute } from './fuzz-routes.js'

export interface FuzzPlan {
  readonly port: number
  readonly seed: number
  /** The number of the first request; with the same seed it is always the same request. */
  readonly from: number
  readonly count: number
  /** No request is begun after this instant of `performance.now()`. */
  readonly untilMs: number
  readonly routes: readonly FuzzRoute[]
  readonly keeper: FuzzKeeper
}

export interface FuzzResult {
  /** How many requests were sent. */
  readonly sent: number
  /** How often each status came; 0 stands for no answer at all. */
  readonly statuses: ReadonlyMap<number, number>
  /** What was wrong, with the number of its request. */
  readonly failures: readonly string[]
}

const connections = 8
/** After so many requests of all connections the chats are renewed. */
const renewEach = 400
/** More of them say nothing new. */
const failuresMax = 20

const inside = /\n\s+at \S+ \(|node_modules|\bFST_[A-Z]/

/** The chance of one request, whatever was sent before. */
const chanceOf = (seed: number, number: number): Chance => new Chance((seed ^ Math.imul(number + 1, 0x9e3779b1)) >>> 0)

/** What a tree without the console's page answers for it, in all other cases a fault. */
const consoleIsMissing = /^The console has not been built\./

const wrongWith = ({ status, body }: FuzzAnswer): string | undefined => {
  if (Number.isNaN(status)) return 'The answer has no status.'
  if (status >= 500 && !consoleIsMissing.test(body)) return `It was answered ${status}: ${body.slice(0, 200)}`
  return status >= 400 && inside.test(body) ? `The answer shows the inside: ${body.slice(0, 300)}` : undefined
}

export const fuzzRun = async ({ port, seed, from, count, untilMs, routes, keeper }: FuzzPlan): Promise<FuzzResult> => {
  const statuses = new Map<number, number>()
  const failures: string[] = []
  let next = from
  let renewing = keeper.renew()
  await renewing

  const fail = (number: number, { route, bytes }: FuzzRequest, what: string): void => {
    const replay = `SEED=${seed} FROM=${number} COUNT=1`
    failures.push(`${what}\n  ${route}, replay with ${replay}\n  ${JSON.stringify(bytes.toString('latin1', 0, 400))}`)
  }

  const work = async (): Promise<void> => {
    let connection: FuzzConnection | undefined
    while (next < from + count && performance.now() < untilMs && failures.length < failuresMax) {
      const number = next
      next += 1
      if ((number - from) % renewEach === renewEach - 1) {
        renewing = renewing.then(() => keeper.renew()).catch((error: unknown) => void failures.push(String(error)))
      }
      const { keys, chatIds, token, administrator } = keeper
      const setup = { ids: administrator.ids, token: administrator.token }
      const request = fuzzRequest({ routes, keys, chatIds, token, setup }, chanceOf(seed, number))
      try {
        if (!request.isClean || connection?.isOpen !== true) {
          connection?.close()
          connection = await FuzzConnection.open(port)
        }
        const answers = request.isClean
          ? [await connection.ask(request.bytes, request.isHead)]
          : await connection.askLast(request.bytes)
        if (answers.length === 0) answers.push(undefined)
        for (const answer of answers) {
          const status = answer?.status ?? 0
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
          const wrong = answer && wrongWith(answer)
          if (wrong !== undefined) fail(number, request, wrong)
        }
      } catch (error) {
        fail(number, request, String(error))
      }
    }
    connection?.close()
  }
  await Promise.all(Array.from({ length: connections }, work))
  await renewing
  return { sent: next - from, statuses, failures }
}
