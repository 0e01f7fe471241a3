/** As fast as it goes: each pair sends its next message when the last one was taken down and has arrived. */
import { idleListener, type PairListener, type Pairs, type Trouble } from './pairs.js'

/** Tells what CPU time something has used so far. */
export interface CpuMeter {
  cpuUs(): number
}

export interface RoundResult {
  /** Messages taken down and delivered, per second. */
  readonly perSecond: number
  /** CPU time of the server per message, in microseconds. */
  readonly cpuUs: number
  /** CPU time of the load per message, in microseconds. */
  readonly loadCpuUs: number
  /** CPU time per message of what was to be measured beside the server, in microseconds. */
  readonly besideCpuUs: readonly number[]
  /** From sending a message to its arrival on the other side, in milliseconds; one per message. */
  readonly latenciesMs: Float64Array
}

/** How long the pairs run before anything is counted. */
const rampMs = 300
/** When nothing arrives for this long, the measurement is given up. */
const stalledMs = 10_000

const after = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs))

export class ClosedLoop implements PairListener {
  readonly #pairs: Pairs
  readonly #count: number
  readonly #trouble: Trouble
  /** Per pair: the number of its newest message, when it was sent, and what is still to come of it. */
  readonly #numbers: Float64Array
  readonly #sentAt: Float64Array
  readonly #pending: Uint8Array
  #running = false
  #busy = 0
  #idle: (() => void) | undefined
  #completed = 0
  #latencies: number[] = []

  /** `pairs` must have been grown to `count`. */
  constructor(pairs: Pairs, count: number, trouble: Trouble) {
    this.#pairs = pairs
    this.#count = count
    this.#trouble = trouble
    this.#numbers = Float64Array.from({ length: count }, (_, pair) => pair)
    this.#sentAt = new Float64Array(count)
    this.#pending = new Uint8Array(count)
  }

  /** Runs for a while and tells what was measured of the server meanwhile, and of what is to be measured beside it. */
  async run(server: CpuMeter, lengthMs: number, beside: readonly CpuMeter[] = []): Promise<RoundResult> {
    this.#pairs.listener = this
    this.#running = true
    this.#busy = this.#count
    const idle = new Promise<void>((resolve) => (this.#idle = resolve))
    for (let pair = 0; pair < this.#count; pair += 1) this.#next(pair)
    const watch = this.#watch()
    await this.#trouble.guard(after(rampMs))
    this.#latencies = []
    const before = this.#look(server, beside)
    await this.#trouble.guard(after(lengthMs))
    const now = this.#look(server, beside)
    const latenciesMs = Float64Array.from(this.#latencies)
    this.#running = false
    await this.#trouble.guard(idle)
    clearInterval(watch)
    this.#pairs.listener = idleListener
    const messages = now.completed - before.completed
    return {
      perSecond: (1000 * messages) / (now.at - before.at),
      cpuUs: (now.cpuUs - before.cpuUs) / messages,
      loadCpuUs: (now.loadUs - before.loadUs) / messages,
      besideCpuUs: now.besideUs.map((us, index) => (us - (before.besideUs[index] ?? NaN)) / messages),
      latenciesMs,
    }
  }

  accepted(number: number): void {
    this.#settle(number)
  }

  delivered(number: number): void {
    this.#latencies.push(performance.now() - (this.#sentAt[number % this.#count] ?? NaN))
    this.#settle(number)
  }

  #look(server: CpuMeter, beside: readonly CpuMeter[]) {
    const { user, system } = process.cpuUsage()
    const besideUs = beside.map((meter) => meter.cpuUs())
    return { at: performance.now(), cpuUs: server.cpuUs(), besideUs, loadUs: user + system, completed: this.#completed }
  }

  #next(pair: number): void {
    const number = (this.#numbers[pair] ?? 0) + this.#count
    this.#numbers[pair] = number
    this.#pending[pair] = 2
    this.#sentAt[pair] = performance.now()
    this.#pairs.post(pair, number)
  }

  #settle(number: number): void {
    const pair = number % this.#count
    const pending = this.#pending[pair] ?? 0
    if (number !== this.#numbers[pair] || pending === 0) {
      this.#trouble.fail(`message ${number} arrived when ${this.#numbers[pair] ?? 'none'} was awaited`)
      return
    }
    this.#pending[pair] = pending - 1
    if (pending > 1) return
    this.#completed += 1
    if (this.#running) this.#next(pair)
    else {
      this.#busy -= 1
      if (this.#busy === 0) this.#idle?.()
    }
  }

  #watch(): NodeJS.Timeout {
    let seen = -1
    return setInterval(() => {
      if (seen === this.#completed) this.#trouble.fail(`nothing arrived for ${stalledMs / 1000} s`)
      seen = this.#completed
    }, stalledMs).unref()
  }
}
