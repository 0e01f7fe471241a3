/** Scenario A: how much a server does when everybody goes as fast as they can, and what a message costs. */
import { ClosedLoop, type RoundResult } from './closed-loop.js'
import type { Options, Subject } from './options.js'
import { Trouble } from './pairs.js'
import type { Direction } from './parley-chats.js'
import { median, percentile } from './percentiles.js'
import { startSubject, type RunningSubject } from './subjects.js'

export interface SaturationRow {
  readonly server: Subject
  /** `to-visitor`: the other side's held poll is answered. `to-agent`: it reads an event stream. */
  readonly direction: Direction
  readonly perSecond: number
  readonly cpuUs: number
  readonly loadCpuUs: number
  readonly p50Ms: number
  readonly p99Ms: number
}

interface Contender {
  readonly subject: RunningSubject
  readonly direction: Direction
  readonly loop: ClosedLoop
  readonly rounds: RoundResult[]
}

const warmUpMs = 2500

/** Runs one contender for a while. */
export const runRound = ({ subject, direction, loop }: Contender, lengthMs: number): Promise<RoundResult> => {
  if (subject.chats) subject.chats.direction = direction
  return loop.run(subject.server, lengthMs)
}

/** The ways in which a server can be driven, with pairs that wait. */
export const contendersOf = async (subject: RunningSubject, pairs: number, trouble: Trouble): Promise<Contender[]> => {
  await trouble.guard(subject.pairs.grow(pairs))
  // Both directions of a chat share one loop, so that no message number is used twice.
  const loop = new ClosedLoop(subject.pairs, pairs, trouble)
  const directions: Direction[] = subject.chats ? ['to-visitor', 'to-agent'] : ['to-visitor']
  return directions.map((direction) => ({ subject, direction, loop, rounds: [] }))
}

const rowOf = ({ subject, direction, rounds }: Contender): SaturationRow => {
  const over = (value: (round: RoundResult) => number): number => median(rounds.map(value))
  return {
    server: subject.name,
    direction,
    perSecond: over(({ perSecond }) => perSecond),
    cpuUs: over(({ cpuUs }) => cpuUs),
    loadCpuUs: over(({ loadCpuUs }) => loadCpuUs),
    p50Ms: over(({ latenciesMs }) => percentile(latenciesMs, 0.5)),
    p99Ms: over(({ latenciesMs }) => percentile(latenciesMs, 0.99)),
  }
}

/** Lets all servers run in turn, round by round, so that what the machine does meanwhile falls on all of them. */
export const measureSaturation = async (
  options: Options,
  directory: string,
  tell: (what: string) => void,
): Promise<SaturationRow[]> => {
  const trouble = new Trouble()
  const subjects: RunningSubject[] = []
  try {
    const contenders: Contender[] = []
    for (const name of options.subjects) {
      tell(`A: starting ${name}`)
      const subject = await startSubject(name, directory, { commands: options.pairs, chats: options.pairs }, trouble)
      subjects.push(subject)
      contenders.push(...(await contendersOf(subject, options.pairs, trouble)))
    }
    for (const contender of contenders) await runRound(contender, warmUpMs)
    for (let round = 1; round <= options.rounds; round += 1) {
      for (const contender of contenders) {
        tell(`A: round ${round} of ${options.rounds}, ${contender.subject.name} ${contender.direction}`)
        contender.rounds.push(await runRound(contender, options.roundMs))
      }
    }
    return contenders.map(rowOf)
  } finally {
    for (const subject of subjects) await subject.stop()
  }
}
