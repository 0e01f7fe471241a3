/**
 * Sees to it that those who wait hear of their places. An end moves everybody behind it, so on a long queue that is
 * thousands of answers for each chat that is taken: who is served soon hears at once, the others in turn.
 */
import type { Clock, Millis, Timer } from '../lib/clock.js'
import type { Floor } from './floor.js'
import type { Floors } from './floors.js'

/** Nobody is told of their place more often than this. */
export const tellEveryMs: Millis = 250
/** How many of an organization's visitors are told at a time. */
export const toldAtOnceMax = 250
/** How many of them are those nearest the front, each time that it has moved. */
export const frontMax = 100

/** The chats of several lines: all that are first, then all that are second, and so on. */
function* inRankOrder(lines: readonly (readonly string[])[]): Generator<string> {
  const longest = Math.max(0, ...lines.map(({ length }) => length))
  for (let rank = 0; rank < longest; rank += 1) {
    for (const line of lines) {
      const chatId = line[rank]
      if (chatId !== undefined) yield chatId
    }
  }
}

export class QueueTidings {
  readonly #floors: Floors
  readonly #clock: Clock
  readonly #tell: (organizationId: string, chatId: string) => void
  /** By organization, who is to be told still; who waits for that longest comes first. */
  readonly #pending = new Map<string, Set<string>>()
  #timer: Timer | undefined
  #stopped = false

  constructor(options: {
    floors: Floors
    clock: Clock
    /** Tells whoever follows the chat that its place may be another. */
    tell: (organizationId: string, chatId: string) => void
  }) {
    this.#floors = options.floors
    this.#clock = options.clock
    this.#tell = options.tell
  }

  /** Places on the organization's floor have changed. */
  moved(organizationId: string): void {
    if (!this.#pending.has(organizationId)) this.#pending.set(organizationId, new Set())
    this.#schedule()
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  #schedule(): void {
    if (this.#stopped) return
    this.#timer ??= this.#clock.after(tellEveryMs, () => {
      this.#timer = undefined
      for (const [organizationId, pending] of this.#pending) {
        for (const chatId of this.#next(this.#floors.of(organizationId), pending)) this.#tell(organizationId, chatId)
        if (pending.size === 0) this.#pending.delete(organizationId)
      }
      if (this.#pending.size > 0) this.#schedule()
    })
  }

  /** Who is told now; they are not pending any more. */
  #next(floor: Floor, pending: Set<string>): Iterable<string> {
    const told = new Set<string>()
    for (const chatId of inRankOrder(floor.takeMoved())) {
      if (told.size < frontMax) told.add(chatId)
      pending.add(chatId)
    }
    for (const chatId of told) pending.delete(chatId)
    for (const chatId of pending) {
      if (told.size >= toldAtOnceMax) break
      pending.delete(chatId)
      if (floor.waitingChat(chatId) !== undefined) told.add(chatId)
    }
    return told
  }
}
