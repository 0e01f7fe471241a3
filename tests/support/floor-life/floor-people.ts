import type { Instant } from '../../../src/lib/clock.js'
import type { Target } from '../../../src/routing/availability.js'
import type { Truth } from '../truth/truth.js'
import type { TrueChat } from '../truth/true-chat.js'
import { capacities, leaseMs } from './floor-setup.js'

export interface Visitor {
  readonly key: string
  /** When the server heard of them, or was started. */
  readonly seenAt: Instant[]
  readonly target: Target
  chatId?: string
}

export interface Agent {
  readonly id: string
  streams: number
  goneSince: Instant
  /** Their lease has run out since they said last that they are here. */
  ranOut: boolean
}

/** What the simulation knows of people besides what the log says: who was heard of when, and who was there for whom. */
export class FloorPeople {
  readonly visitors: Visitor[] = []
  readonly agents: readonly Agent[]
  /** When the disk failed last, and when it last kept somebody waiting. */
  troubleAt = -Infinity
  restlessAt = -Infinity
  /** When the process was started that runs now. */
  startedAt: Instant
  readonly #truth: Truth
  /** When somebody was there last who may have a chat that waits, and for whom it was handed to. */
  readonly #attendedAt = new Map<string, Instant>()
  readonly #awaitedAt = new Map<string, Instant>()

  constructor(truth: Truth, now: Instant) {
    this.#truth = truth
    this.startedAt = now
    this.agents = capacities.map((_, n) => ({ id: `a${n}`, streams: 0, goneSince: now, ranOut: false }))
  }

  /** The process that answers is another one. */
  restarted(now: Instant): void {
    this.startedAt = now
    for (const agent of this.agents) Object.assign(agent, { streams: 0, goneSince: now, ranOut: false })
    for (const { seenAt } of this.visitors) seenAt.push(now)
  }

  /** An agent may be taken for lost once their lease ran out, and not before they said anew that they are here. */
  noteLeases(now: Instant): void {
    for (const agent of this.agents) if (agent.streams === 0 && agent.goneSince + leaseMs <= now) agent.ranOut = true
  }

  /** Who is there for the chats that wait. Call it before every append, for it looks back. */
  noteAttendance(now: Instant): void {
    for (const chat of this.#truth.queue) {
      if (this.agents.some(({ id }) => this.#truth.mayAsk(chat, id))) this.#attendedAt.set(chat.id, now)
      const { back } = chat
      if (back && this.#truth.anybodyFor(back.target, back.agentId)) this.#awaitedAt.set(chat.id, now)
    }
  }

  /** Since when nobody is there who may have a waiting chat, as it looked before the newest append. */
  unattendedSince(chat: TrueChat): Instant {
    return Math.max(chat.waitingSince, this.#attendedAt.get(chat.id) ?? 0, this.startedAt)
  }

  /** The same of those to whom it was handed. */
  unawaitedSince(chat: TrueChat): Instant {
    return Math.max(chat.waitingSince, this.#awaitedAt.get(chat.id) ?? 0, this.startedAt)
  }
}
