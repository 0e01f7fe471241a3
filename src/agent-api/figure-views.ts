/** Puts figures into the shapes of the agents' API. */
import type { LiveAgents, LiveQueue } from '../figures/live.js'
import type { Report, ReportLine } from '../figures/report.js'
import { serviceLevel, type AnswerTargetS } from '../figures/service-level.js'
import type { ChatFigures, DurationFigures, TimeFigures } from '../figures/summary.js'
import { asTime } from './as-time.js'
import type { FiguresAnswer } from './figure-messages.js'

type Line = FiguresAnswer['lines'][number]

const inSeconds = (ms: number): number => ms / 1000

const asDuration = ({ count, meanMs, p50Ms, p90Ms, p99Ms }: DurationFigures): Line['chats']['handleTime'] => ({
  count,
  ...(meanMs !== undefined && { meanS: inSeconds(meanMs) }),
  ...(p50Ms !== undefined && { p50S: inSeconds(p50Ms) }),
  ...(p90Ms !== undefined && { p90S: inSeconds(p90Ms) }),
  ...(p99Ms !== undefined && { p99S: inSeconds(p99Ms) }),
})

const asChats = (
  { occurrences, waits, refused, ended, durations }: ChatFigures,
  withinS: AnswerTargetS,
): Line['chats'] => {
  const {
    'accepted-again': acceptedAgain,
    'timed-out': timedOut,
    'flag-lowered-by-agent': flagsLoweredByAgent,
    'flag-lowered-by-supervisor': flagsLoweredBySupervisor,
    ...others
  } = occurrences
  return {
    ...{ ...others, acceptedAgain, timedOut, flagsLoweredByAgent, flagsLoweredBySupervisor, refused, ended },
    serviceLevel: serviceLevel(waits, withinS),
    timeToAnswer: asDuration(durations.answer),
    firstResponse: asDuration(durations.response),
    handleTime: asDuration(durations.handle),
  }
}

const asTimes = ({ onlineMs, awayMs, busyMs, ...shares }: TimeFigures): NonNullable<Line['time']> => ({
  ...{ onlineS: inSeconds(onlineMs), awayS: inSeconds(awayMs), busyS: inSeconds(busyMs) },
  ...shares,
})

const asQueue = ({ waiting, offered, longestWaitMs }: LiveQueue): NonNullable<Line['queue']> => ({
  ...{ waiting, offered, longestWaitS: inSeconds(longestWaitMs) },
})

const asAgents = (agents: LiveAgents): NonNullable<Line['agents']> => ({ ...agents })

const asLine = ({ id, name, chats, time, queue, agents }: ReportLine, withinS: AnswerTargetS): Line => ({
  ...{ id, name, chats: asChats(chats, withinS) },
  ...(time && { time: asTimes(time) }),
  ...(queue && { queue: asQueue(queue) }),
  ...(agents && { agents: asAgents(agents) }),
})

/** A report as the API tells it, with the service level for answers within so many seconds. */
export const asFigures = (
  { span, chats, time, queue, agents, established, lines, series }: Report,
  withinS: AnswerTargetS,
): FiguresAnswer => ({
  ...{ from: asTime(span.from), until: asTime(span.until), slotS: inSeconds(span.slotMs) },
  ...{ chats: asChats(chats, withinS), time: asTimes(time) },
  live: { queue: asQueue(queue), agents: asAgents(agents), established },
  lines: lines.map((line) => asLine(line, withinS)),
  series: series.map((slot) => ({
    ...{ from: asTime(slot.from), chats: asChats(slot.chats, withinS), time: asTimes(slot.time) },
  })),
})
