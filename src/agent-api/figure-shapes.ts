/** The shapes of `GET /figures`. Lengths of time are in seconds. docs/metrics.md says in words what each figure means. */
import { Type, type Static } from 'typebox'
import type { LiveAgents, LiveQueue } from '../figures/live.js'
import type { Report, ReportLine } from '../figures/report.js'
import type { ChatFigures, DurationFigures, TimeFigures } from '../figures/summary.js'
import { asTime } from './as-time.js'
import { Time } from './entries.js'

const count = (description: string) => Type.Integer({ description })
const seconds = (description: string) => Type.Number({ description })

const Duration = Type.Object({
  count: count('How often it was measured'),
  meanS: Type.Optional(seconds('Exact; absent when it was never measured, as are the others')),
  p50S: Type.Optional(seconds('Half took no longer; at most 4.8 % off. Absent in a series, as are the others')),
  p90S: Type.Optional(seconds('Nine of ten took no longer')),
  p99S: Type.Optional(seconds('99 of 100 took no longer')),
})

const reasons = (description: string) => Type.Record(Type.String(), Type.Integer(), { description })

const Chats = Type.Object({
  requested: count('Requests that were let in'),
  refused: reasons('Requests that were refused at once, by reason'),
  offered: count('Offers made to agents'),
  listed: count('Times a chat was shown to an agent to choose'),
  accepted: count('Chats that an agent took and nobody had before'),
  acceptedAgain: count('Chats that an agent took and somebody had before'),
  declined: count('Offers, and chats shown, that agents let pass'),
  timedOut: count('Offers that ran out'),
  withdrawn: count('Offers that ended because the visitor or the agent went'),
  abandoned: count('Chats that the visitor left before anybody took them'),
  missed: count('Chats that ended because no agent was left, before anybody took them'),
  dropped: count('Chats that ended while they waited again'),
  transferred: count('Chats that an agent handed over'),
  requeued: count('Chats whose agent was lost'),
  flagged: count('Times an agent asked for help'),
  flagsLoweredByAgent: count('Times they did not need it any more'),
  flagsLoweredBySupervisor: count('Times a supervisor took the flag down'),
  ended: reasons('Chats that ended, by reason'),
  timeToAnswer: Duration,
  firstResponse: Duration,
  handleTime: Duration,
})

const Times = Type.Object({
  onlineS: seconds('Time online'),
  awayS: seconds('Time away'),
  busyS: seconds('Time online or away with a chat or an offer'),
  occupancy: Type.Optional(
    Type.Number({ description: 'Busy time by present time, 0 to 1; absent for nobody present' }),
  ),
  meanLoad: Type.Optional(Type.Number({ description: 'Chats and offers at once, over the present time' })),
})

const Queue = Type.Object({
  waiting: count('Chats that wait and are offered to nobody'),
  offered: count('Chats that an agent is being asked to take'),
  longestWaitS: seconds('How long the one of them waits that waits longest; 0 for none'),
})

const Agents = Type.Object({
  online: count('Agents online'),
  away: count('Agents away'),
  load: count('Places that chats and offers take'),
  capacity: count('Places that agents online have'),
})

const Line = Type.Object({
  id: Type.String({ description: 'The button, agent, skill or queue; empty for requests without a button' }),
  name: Type.String({ description: 'Empty for what is not set up any more' }),
  chats: Chats,
  time: Type.Optional(Times),
  queue: Type.Optional(Queue),
  agents: Type.Optional(Agents),
})

export const FiguresAnswer = Type.Object(
  {
    from: Time,
    until: Time,
    slotS: count('How long each slot of the series is; the last one is not over'),
    chats: Chats,
    time: Times,
    live: Type.Object({ queue: Queue, agents: Agents, established: count('Chats with an agent') }),
    lines: Type.Array(Line, { description: 'By name' }),
    series: Type.Array(Type.Object({ from: Time, chats: Chats, time: Times }), { description: 'Oldest first' }),
  },
  { $id: 'Figures' },
)
export type FiguresAnswer = Static<typeof FiguresAnswer>

const inSeconds = (ms: number): number => ms / 1000

const asDuration = ({ count, meanMs, p50Ms, p90Ms, p99Ms }: DurationFigures): Static<typeof Duration> => ({
  count,
  ...(meanMs !== undefined && { meanS: inSeconds(meanMs) }),
  ...(p50Ms !== undefined && { p50S: inSeconds(p50Ms) }),
  ...(p90Ms !== undefined && { p90S: inSeconds(p90Ms) }),
  ...(p99Ms !== undefined && { p99S: inSeconds(p99Ms) }),
})

const asChats = ({ occurrences, refused, ended, durations }: ChatFigures): Static<typeof Chats> => {
  const {
    'accepted-again': acceptedAgain,
    'timed-out': timedOut,
    'flag-lowered-by-agent': flagsLoweredByAgent,
    'flag-lowered-by-supervisor': flagsLoweredBySupervisor,
    ...others
  } = occurrences
  return {
    ...{ ...others, acceptedAgain, timedOut, flagsLoweredByAgent, flagsLoweredBySupervisor, refused, ended },
    timeToAnswer: asDuration(durations.answer),
    firstResponse: asDuration(durations.response),
    handleTime: asDuration(durations.handle),
  }
}

const asTimes = ({ onlineMs, awayMs, busyMs, ...shares }: TimeFigures): Static<typeof Times> => ({
  ...{ onlineS: inSeconds(onlineMs), awayS: inSeconds(awayMs), busyS: inSeconds(busyMs) },
  ...shares,
})

const asQueue = ({ waiting, offered, longestWaitMs }: LiveQueue): Static<typeof Queue> => ({
  ...{ waiting, offered, longestWaitS: inSeconds(longestWaitMs) },
})

const asAgents = (agents: LiveAgents): Static<typeof Agents> => ({ ...agents })

const asLine = ({ id, name, chats, time, queue, agents }: ReportLine): Static<typeof Line> => ({
  ...{ id, name, chats: asChats(chats) },
  ...(time && { time: asTimes(time) }),
  ...(queue && { queue: asQueue(queue) }),
  ...(agents && { agents: asAgents(agents) }),
})

/** A report as the API tells it. */
export const asFigures = ({ span, chats, time, queue, agents, established, lines, series }: Report): FiguresAnswer => ({
  ...{ from: asTime(span.from), until: asTime(span.until), slotS: inSeconds(span.slotMs) },
  ...{ chats: asChats(chats), time: asTimes(time) },
  live: { queue: asQueue(queue), agents: asAgents(agents), established },
  lines: lines.map(asLine),
  series: series.map((slot) => ({ from: asTime(slot.from), chats: asChats(slot.chats), time: asTimes(slot.time) })),
})
