/**
 * A fixed rate, whatever the server does: every message has its time, and its latency counts from then on, so that a
 * pause of the server is felt by all the messages that fall into it.
 */
import { monotonicMs } from './monotonic.js'
import { keepPace } from './pacer.js'
import { idleListener, type Pairs, type Trouble } from './pairs.js'
import type { ServerProcess } from './server-process.js'

export interface PacedResult {
  readonly perSecond: number
  /** CPU time of the server per message, in microseconds. */
  readonly cpuUs: number
  /** From the time a message was due to its arrival on the other side, in milliseconds. */
  readonly latenciesMs: Float64Array
  /** How much later than due the messages were sent by us, in milliseconds. */
  readonly lagsMs: Float64Array
}

/** How long the load runs before anything is counted. */
const warmUpMs = 3000
/** How long the last messages may take. */
const patienceMs = 60_000

class OpenLoop {
  readonly latenciesMs: Float64Array
  readonly lagsMs: Float64Array
  readonly #pairs: Pairs
  readonly #trouble: Trouble
  readonly #dueMs: Float64Array
  #sent = 0
  #open = 0
  #idle: () => void = () => undefined

  constructor(pairs: Pairs, messages: number, trouble: Trouble) {
    this.#pairs = pairs
    this.#trouble = trouble
    this.latenciesMs = new Float64Array(messages).fill(NaN)
    this.lagsMs = new Float64Array(messages)
    this.#dueMs = new Float64Array(messages)
    pairs.listener = {
      accepted: () => this.#settle(),
      delivered: (number) => {
        if (!Number.isNaN(this.latenciesMs[number])) trouble.fail(`message ${number} arrived twice`)
        this.latenciesMs[number] = monotonicMs() - (this.#dueMs[number] ?? NaN)
        this.#settle()
      },
    }
  }

  get sent(): number {
    return this.#sent
  }

  send(pair: number, dueMs: number): void {
    this.#dueMs[this.#sent] = dueMs
    this.lagsMs[this.#sent] = monotonicMs() - dueMs
    this.#open += 2
    this.#pairs.post(pair, this.#sent)
    this.#sent += 1
  }

  /** Settles when everything that was sent has been taken down and has arrived. */
  async drain(): Promise<void> {
    const late = setTimeout(() => this.#trouble.fail(`${this.#open} answers did not arrive`), patienceMs)
    const idle = new Promise<void>((resolve) => (this.#idle = resolve))
    if (this.#open > 0) await this.#trouble.guard(idle)
    clearTimeout(late)
    this.#pairs.listener = idleListener
  }

  #settle(): void {
    this.#open -= 1
    if (this.#open === 0) this.#idle()
  }
}

/** Sends `rate` messages per second, to each of `count` pairs in turn, for `lengthMs`. */
export const runOpenLoop = async (
  pairs: Pairs,
  count: number,
  load: { rate: number; lengthMs: number },
  server: ServerProcess,
  trouble: Trouble,
): Promise<PacedResult> => {
  const gapMs = 1000 / load.rate
  const skipped = Math.ceil(warmUpMs / gapMs)
  const counted = Math.floor(load.lengthMs / gapMs)
  const loop = new OpenLoop(pairs, skipped + counted, trouble)
  let cpuBefore = 0
  await trouble.guard(
    keepPace(gapMs, skipped + counted, (dueMs) => {
      if (loop.sent === skipped) cpuBefore = server.cpuUs()
      loop.send(loop.sent % count, dueMs)
    }),
  )
  const cpuUs = (server.cpuUs() - cpuBefore) / counted
  await loop.drain()
  return {
    perSecond: load.rate,
    cpuUs,
    latenciesMs: loop.latenciesMs.subarray(skipped),
    lagsMs: loop.lagsMs.subarray(skipped),
  }
}
