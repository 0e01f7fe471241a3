/** What waits at buttons, counted once for everybody who asks. Pure. */
import type { FloorChat, FloorQueue } from './floor-messages.js'

/** What of a chat says whether and where it waits. */
export type QueuedPart = Pick<FloorChat, 'state' | 'buttonId' | 'waitsAt' | 'waitingSince'>

/** What of a button says where its requests go. */
export interface ButtonPart {
  readonly id: string
  readonly routing: string
  readonly skillIds: readonly string[]
  readonly queueId: string | null
}

/** What waits at one line, or at several together. */
export type Line = Pick<FloorQueue, 'waiting' | 'offered' | 'longestWaitSince' | 'buttonIds' | 'available'>

interface Count {
  waiting: number
  offered: number
  longestWaitSince: string | undefined
}

/** What waits for whoever has a skill or is in a queue, without a button that says so. No button has such an id. */
const sentTo = (type: string, id: string): string => `${type}/${id}`

/** The earlier of two times, which sort as text. */
const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a

const add = (index: Map<string, string[]>, key: string, buttonId: string): void => {
  const buttonIds = index.get(key)
  if (buttonIds) buttonIds.push(buttonId)
  else index.set(key, [buttonId])
}

export class Lines {
  readonly #isAvailable: (buttonId: string) => boolean
  readonly #buttonIds: ReadonlySet<string>
  readonly #counts = new Map<string, Count>()
  readonly #bySkill = new Map<string, string[]>()
  readonly #byQueue = new Map<string, string[]>()

  constructor(buttons: readonly ButtonPart[], chats: Iterable<QueuedPart>, isAvailable: (buttonId: string) => boolean) {
    const known = new Map<string, boolean>()
    this.#isAvailable = (buttonId) => {
      const available = known.get(buttonId) ?? isAvailable(buttonId)
      known.set(buttonId, available)
      return available
    }
    this.#buttonIds = new Set(buttons.map(({ id }) => id))
    for (const { id, routing, skillIds, queueId } of buttons) {
      if (routing === 'queue' && queueId !== null) add(this.#byQueue, queueId, id)
      if (routing !== 'queue') for (const skillId of skillIds) add(this.#bySkill, skillId, id)
    }
    for (const { state, buttonId, waitsAt, waitingSince } of chats) {
      if (state === 'established') continue
      const line = waitsAt === undefined ? buttonId : sentTo(waitsAt.type, waitsAt.id)
      const count = this.#counts.get(line) ?? { waiting: 0, offered: 0, longestWaitSince: undefined }
      this.#counts.set(line, count)
      count[state] += 1
      count.longestWaitSince = earlier(count.longestWaitSince, waitingSince)
    }
  }

  /** What waits at a button. */
  ofButton(buttonId: string): Line {
    return this.#at([buttonId])
  }

  /** What waits at the buttons whose requests go to whoever has a skill, and what was sent there by itself. */
  ofSkill(skillId: string): Line {
    const buttonIds = this.#bySkill.get(skillId) ?? []
    return { ...this.#at([...buttonIds, sentTo('skill', skillId)]), buttonIds }
  }

  /** What waits at the buttons whose requests go to a queue, and what was sent there by itself. */
  ofQueue(queueId: string): Line {
    const buttonIds = this.#byQueue.get(queueId) ?? []
    return { ...this.#at([...buttonIds, sentTo('queue', queueId)]), buttonIds }
  }

  /** What waits at these lines together; available when a button among them is. */
  #at(lines: readonly string[]): Line {
    const sum: Count = { waiting: 0, offered: 0, longestWaitSince: undefined }
    for (const line of lines) {
      const count = this.#counts.get(line)
      sum.waiting += count?.waiting ?? 0
      sum.offered += count?.offered ?? 0
      sum.longestWaitSince = earlier(sum.longestWaitSince, count?.longestWaitSince)
    }
    const { waiting, offered, longestWaitSince } = sum
    const available = lines.some((line) => this.#buttonIds.has(line) && this.#isAvailable(line))
    return { waiting, offered, ...(longestWaitSince !== undefined && { longestWaitSince }), available }
  }
}
