/**
 * The shapes of `GET /figures`. Lengths of time are in seconds. docs/metrics.md says in words what each figure means.
 * Shared with the console.
 */
import { Type, type Static } from 'typebox'
import { Time } from './entries.js'

const count = (description: string) => Type.Integer({ description })
const seconds = (description: string) => Type.Number({ description })

const DurationFigure = Type.Object({
  count: count('How often it was measured'),
  meanS: Type.Optional(seconds('Exact; absent when it was never measured, as are the others')),
  p50S: Type.Optional(seconds('Half took no longer; at most 4.8 % off. Absent in a series, as are the others')),
  p90S: Type.Optional(seconds('Nine of ten took no longer')),
  p99S: Type.Optional(seconds('99 of 100 took no longer')),
})

const ServiceLevel = Type.Object(
  {
    withinS: seconds('The time within which an answer counts as in time'),
    inTime: count('Chats that an agent took within that time'),
    answered: count('Chats that an agent took, in time or not'),
    lost: count('Chats that ended before anybody took them, but for visitors who left within that time'),
    share: Type.Optional(
      Type.Number({ description: 'In time by answered and lost together, 0 to 1; absent when nothing counts' }),
    ),
  },
  { description: 'How many visitors were answered soon enough; of agents nothing is counted' },
)

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
  serviceLevel: ServiceLevel,
  timeToAnswer: DurationFigure,
  firstResponse: DurationFigure,
  handleTime: DurationFigure,
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
