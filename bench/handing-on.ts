/**
 * Chats end by the clock, and it is awaited that the agent, who has a place again, is offered the next chat; where that
 * waited another visitor comes, so that as many wait all the time. In between agents write, which costs an append and an event, the least that an offer could cost.
 */
import { idleFloorListener, type BusyFloor } from './busy-floor.js'
import { monotonicMs } from './monotonic.js'
import { keepPace } from './pacer.js'
import type { Trouble } from './pairs.js'
import type { ServerProcess } from './server-process.js'

export interface HandingOn {
  /** From when a chat was due to be ended until its agent's window was told of the next; in milliseconds. */
  readonly offeredMs: Float64Array
  /** From then until the end was on disk. */
  readonly endedMs: Float64Array
  /** From when a message was due to be written until its agent's window was told of it. */
  readonly toldMs: Float64Array
  /** How much later than due we were ourselves. */
  readonly lagsMs: Float64Array
  /** CPU time of the server for each chat that ended, with the one that took its place and a message; in microseconds. */
  readonly cpuUs: number
}

/** How long the last offers may take. */
const patienceMs = 60_000
/** Neighbours in this order of agents are far apart, so that nobody is due again before all others were. */
const stride = 7

/** What was due and is to be told of; by what it is told by. */
class Awaited {
  readonly tookMs: Float64Array
  readonly #due = new Map<number, { index: number; dueMs: number }>()
  #count = 0

  constructor(count: number) {
    this.tookMs = new Float64Array(count).fill(NaN)
  }

  get open(): number {
    return this.#due.size
  }

  add(key: number, dueMs: number): void {
    this.#due.set(key, { index: this.#count, dueMs })
    this.#count += 1
  }

  /** Whether it was awaited. */
  settle(key: number): boolean {
    const due = this.#due.get(key)
    if (due === undefined) return false
    this.tookMs[due.index] = monotonicMs() - due.dueMs
    return this.#due.delete(key)
  }
}

/** Lets `rate` chats a second end for `lengthMs`. `first` is how many had ended like this before. */
export const handOn = async (
  floor: BusyFloor,
  load: { rate: number; lengthMs: number; first: number },
  server: ServerProcess,
  trouble: Trouble,
): Promise<HandingOn> => {
  const count = Math.floor((load.rate * load.lengthMs) / 1000)
  const [offers, ends, messages] = [new Awaited(count), new Awaited(count), new Awaited(count)]
  const lagsMs = new Float64Array(count)
  let idle: () => void = () => undefined
  const watched = (work: Promise<void>): void => {
    work.catch((error: unknown) => trouble.fail(String(error)))
  }
  const lookWhetherIdle = (): void => {
    if (offers.open + ends.open + messages.open === 0) idle()
  }
  floor.listener = {
    offered: (agent, buttonId) => {
      watched(floor.ask(buttonId))
      if (offers.settle(agent)) lookWhetherIdle()
      else trouble.fail(`agent ${agent} was offered a chat without a place for it`)
    },
    told: (message) => {
      if (messages.settle(message)) lookWhetherIdle()
    },
  }
  const cpuBefore = server.cpuUs()
  let beats = 0
  await trouble.guard(
    keepPace(500 / load.rate, 2 * count, (dueMs) => {
      const number = Math.floor(beats / 2)
      const agent = ((load.first + number) * stride) % floor.agents
      if (beats % 2 === 0) {
        lagsMs[number] = monotonicMs() - dueMs
        offers.add(agent, dueMs)
        ends.add(number, dueMs)
        const ended = (): void => {
          ends.settle(number)
          lookWhetherIdle()
        }
        watched(floor.end(agent).then(ended))
      } else {
        const writer = (agent + Math.floor(floor.agents / 2)) % floor.agents
        messages.add(load.first + number, dueMs)
        watched(floor.write(writer, load.first + number))
      }
      beats += 1
    }),
  )
  const late = setTimeout(() => trouble.fail(`${offers.open} agents were offered nothing`), patienceMs)
  const settled = new Promise<void>((resolve) => (idle = resolve))
  lookWhetherIdle()
  await trouble.guard(settled)
  clearTimeout(late)
  const cpuUs = (server.cpuUs() - cpuBefore) / count
  floor.listener = idleFloorListener
  return { offeredMs: offers.tookMs, endedMs: ends.tookMs, toldMs: messages.tookMs, lagsMs, cpuUs }
}
