/**
 * Scenario R: how fast an agent who has a place again is offered the next chat; on a floor where few wait, on one where
 * many do, and on one where many do and far more have come and gone. The floors are measured in turn.
 */
import { BusyFloor } from './busy-floor.js'
import { startBusyOrganization, type BusyOrganization } from './busy-organization.js'
import { handOn, type HandingOn } from './handing-on.js'
import type { Options } from './options.js'
import { Trouble } from './pairs.js'
import { median, percentile } from './percentiles.js'

export interface RoutedRow {
  readonly waiting: number
  /** How many chats had ended before it began. */
  readonly ended: number
  readonly agents: number
  /** Chats that ended in a second. */
  readonly perSecond: number
  /** How many there were in all. */
  readonly count: number
  /** From the time a chat was due to be ended until its agent's window was told of the next. */
  readonly p50Ms: number
  readonly p99Ms: number
  readonly p999Ms: number
  readonly maxMs: number
  /** From then until the end of the first was on disk. */
  readonly endedP50Ms: number
  readonly endedP99Ms: number
  /** The yardstick: from the time a message was due until its agent's window was told of it. */
  readonly toldP50Ms: number
  readonly toldP99Ms: number
  /** CPU time of the server for each chat that ended; the median of the rounds. */
  readonly cpuUs: number
  readonly lagP99Ms: number
}

/** How many wait where few do: enough that there is always a next one for whoever has a place. */
const fewWaiting = 100
const warmUpMs = 3000

interface Contender {
  readonly organization: BusyOrganization
  readonly floor: BusyFloor
  readonly waiting: number
  readonly ended: number
  readonly rounds: HandingOn[]
  handedOn: number
}

const joined = (rounds: readonly HandingOn[], of: (round: HandingOn) => Float64Array): Float64Array =>
  Float64Array.from(rounds.flatMap((round) => [...of(round)]))

const rowOf = ({ rounds, floor, waiting, ended }: Contender, rate: number): RoutedRow => {
  const offered = joined(rounds, ({ offeredMs }) => offeredMs)
  const ends = joined(rounds, ({ endedMs }) => endedMs)
  const told = joined(rounds, ({ toldMs }) => toldMs)
  return {
    ...{ waiting, ended, agents: floor.agents, perSecond: rate, count: offered.length },
    p50Ms: percentile(offered, 0.5),
    p99Ms: percentile(offered, 0.99),
    p999Ms: percentile(offered, 0.999),
    maxMs: percentile(offered, 1),
    endedP50Ms: percentile(ends, 0.5),
    endedP99Ms: percentile(ends, 0.99),
    toldP50Ms: percentile(told, 0.5),
    toldP99Ms: percentile(told, 0.99),
    cpuUs: median(rounds.map(({ cpuUs }) => cpuUs)),
    lagP99Ms: percentile(
      joined(rounds, ({ lagsMs }) => lagsMs),
      0.99,
    ),
  }
}

const runRound = async (contender: Contender, rate: number, lengthMs: number, trouble: Trouble): Promise<HandingOn> => {
  const { floor, organization, handedOn } = contender
  await floor.connect()
  const round = await handOn(floor, { rate, lengthMs, first: handedOn }, organization.server, trouble)
  await floor.disconnect()
  contender.handedOn += round.offeredMs.length
  return round
}

/** Measures each floor in turn, `rounds` times. */
export const measureRouted = async (
  options: Options,
  directory: string,
  tell: (what: string) => void,
): Promise<RoutedRow[]> => {
  const { agents, waiting, ended, endRate: rate, rounds, roundMs } = options
  const trouble = new Trouble()
  const contenders: Contender[] = []
  const floors = [
    { waiting: fewWaiting, ended: 0 },
    { waiting, ended: 0 },
    { waiting, ended },
  ]
  try {
    for (const floor of floors) {
      tell(`R: ${agents} agents, ${floor.waiting} chats wait, ${floor.ended} have ended`)
      const organization = await startBusyOrganization(directory, agents, floor.ended)
      const busy = await BusyFloor.fill(organization, floor.waiting, trouble)
      contenders.push({ ...floor, organization, floor: busy, rounds: [], handedOn: 0 })
    }
    for (const contender of contenders) await runRound(contender, rate, warmUpMs, trouble)
    for (let round = 1; round <= rounds; round += 1) {
      for (const contender of contenders) {
        tell(`R: round ${round} of ${rounds}, ${contender.waiting} wait, ${contender.ended} have ended`)
        contender.rounds.push(await runRound(contender, rate, roundMs, trouble))
      }
    }
    return contenders.map((contender) => rowOf(contender, rate))
  } finally {
    for (const { floor, organization } of contenders) {
      floor.close()
      await organization.stop()
    }
  }
}
