/** What holds on a floor at this moment, told by button, by agent and as a whole. Nothing here is the truth or kept. */
import { chatRef } from '../chat/chat-service.js'
import { waitsAt } from '../chat/queued.js'
import type { Ledger } from '../event-log/ledger.js'
import type { Instant, Millis } from '../lib/clock.js'
import { placesTaken, type AgentState } from '../routing/agent.js'
import { lineOfTarget, type Floor } from '../routing/floor.js'

/** Who waits, at a button or at several together. */
export interface LiveQueue {
  readonly waiting: number
  readonly offered: number
  /** 0 when nobody waits. */
  readonly longestWaitMs: Millis
}

/** What agents do, one or several together. */
export interface LiveAgents {
  readonly online: number
  readonly away: number
  /** Places that chats and offers take, of those who are not offline. */
  readonly load: number
  /** Places that those who are online have. */
  readonly capacity: number
}

export interface LiveFloor {
  readonly established: number
  /** Of the named buttons, of skills and queues as {@link lineOfTarget} names them, or of all. */
  queue(lines?: ReadonlySet<string>): LiveQueue
  /** Of the named agents, or of all. */
  agents(ids?: ReadonlySet<string>): LiveAgents
}

interface Queued {
  /** The button it waits at, or the skill or queue it was sent to. */
  readonly line: string
  readonly isOffered: boolean
  readonly waitingSince: Instant
}

/** Looks at a floor as it is now. Its cost grows with those who wait and those who are there. */
export const liveFloor = (
  floor: Floor,
  ledger: Pick<Ledger, 'peek'>,
  capacityOf: (agentId: string) => number,
  now: Instant,
): LiveFloor => {
  const queued: Queued[] = []
  for (const id of floor.queued) {
    const chat = ledger.peek(chatRef(floor.organizationId, id))
    if (chat?.state !== 'waiting' && chat?.state !== 'offered') continue
    const { buttonId, state, waitingSince } = chat
    const target = waitsAt(chat)
    const line = target === undefined ? buttonId : lineOfTarget(target)
    queued.push({ line, isOffered: state === 'offered', waitingSince })
  }
  const present = [...floor.agents].filter(({ status }) => status !== 'offline')
  return {
    established: floor.counts.established,
    queue: (ids) => queueOf(ids ? queued.filter(({ line }) => ids.has(line)) : queued, now),
    agents: (ids) => agentsOf(ids ? present.filter(({ id }) => ids.has(id)) : present, capacityOf),
  }
}

const queueOf = (queued: readonly Queued[], now: Instant): LiveQueue => {
  const offered = queued.filter(({ isOffered }) => isOffered).length
  const oldest = queued.reduce((since, { waitingSince }) => Math.min(since, waitingSince), now)
  return { waiting: queued.length - offered, offered, longestWaitMs: now - oldest }
}

const agentsOf = (present: readonly AgentState[], capacityOf: (agentId: string) => number): LiveAgents => {
  const online = present.filter(({ status }) => status === 'online')
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
  return {
    online: online.length,
    away: present.length - online.length,
    load: sum(present.map(placesTaken)),
    capacity: sum(online.map(({ id }) => capacityOf(id))),
  }
}
