/** The server that crashes and comes back, and the one way in which everybody else deals with that. */
import { setTimeout as delay } from 'node:timers/promises'
import { readMetrics, type Metrics } from '../prometheus-text.js'
import { ServerProcess, startCommand } from '../server-process.js'
import type { Chance } from './chance.js'

/** A request may fail this often in a row while the server is up; a kept connection can be found closed. */
const failuresMax = 3
/** Nothing at all happened for this long although the server is up: somebody waits for what will never come. */
const stuckMs = 40_000

export class Stage {
  /** How often the server was started. */
  generation = 0
  /** Nobody begins anything new from now on. */
  finishing = false
  /** How much has happened so far. */
  steps = 0
  /** The same without polls, which come back even when nothing ever happens again. */
  #progress = 0
  /** Rejects when a part of the run failed or nothing happens any more. */
  readonly failed: Promise<never>
  readonly #directory: string
  readonly #settings: Readonly<Record<string, string>>
  #server: ServerProcess
  #up: Promise<void> = Promise.resolve()
  #isUp = true
  #raise: () => void = () => undefined
  #fail: (error: unknown) => void = () => undefined
  #countdown = Infinity
  #crashed: () => void = () => undefined
  #watch: NodeJS.Timeout

  private constructor(directory: string, settings: Readonly<Record<string, string>>, server: ServerProcess) {
    this.#directory = directory
    this.#settings = { ...settings, PORT: String(server.port) }
    this.#server = server
    this.generation = 1
    this.failed = new Promise((_resolve, reject) => (this.#fail = reject))
    // Whoever races it will see it; until somebody does it must not count as unhandled.
    this.failed.catch(() => undefined)
    let seen = -1
    this.#watch = setInterval(() => {
      if (this.#isUp && this.#progress === seen) this.fail(new Error(`Nothing happened for ${stuckMs / 1000} s.`))
      seen = this.#progress
    }, stuckMs)
  }

  static async open(directory: string, settings: Readonly<Record<string, string>>): Promise<Stage> {
    return new Stage(directory, settings, await ServerProcess.start(directory, settings))
  }

  get address(): string {
    return this.#server.address
  }

  get endpoint(): string {
    return this.#server.endpoint
  }

  get isUp(): boolean {
    return this.#isUp
  }

  fail(error: unknown): void {
    this.#fail(error)
  }

  /** What no promise allows: the run ends here, with this sentence. */
  surprise(sentence: string): void {
    this.fail(new Error(sentence))
  }

  /** Something happened at a client: something was sent, answered or told. The next crash is so many steps away. */
  step(what: 'progress' | 'poll' = 'progress'): void {
    this.steps += 1
    if (what === 'progress') this.#progress += 1
    this.#countdown -= 1
    if (this.#countdown === 0) this.#crash()
  }

  /** Asks once, and again after each crash, until an answer comes. */
  async answered<Answer>(ask: () => Promise<Answer>, what?: 'poll'): Promise<Answer> {
    for (let failures = 0; ;) {
      await this.#up
      const { generation } = this
      try {
        this.step(what)
        const answer = await ask()
        this.step(what)
        return answer
      } catch (error) {
        if (this.#isUp && generation === this.generation) failures += 1
        if (failures === failuresMax) throw error
      }
    }
  }

  /** Kills the server after so many steps, and settles when it is gone. */
  async crashAfter(steps: number): Promise<void> {
    const crashed = new Promise<void>((resolve) => (this.#crashed = resolve))
    this.#countdown = steps
    await Promise.race([crashed, this.failed])
    await this.#server.process.ended
  }

  #crash(): void {
    this.#isUp = false
    this.#up = new Promise((resolve) => (this.#raise = resolve))
    this.#server.process.signal('SIGKILL')
    this.#crashed()
  }

  /** Starts the server where it was; chance decides whether it is killed in the middle of its start, and when. */
  async restart(chance: Chance): Promise<void> {
    if (chance.happens(0.15)) {
      const starting = await startCommand(['serve'], this.#directory, this.#settings)
      await Promise.race([delay(chance.whole(200, 1500)), starting.said(/Ctrl-C stops it/)])
      await starting.kill()
    }
    this.#server = await ServerProcess.start(this.#directory, this.#settings)
    this.generation += 1
    this.#isUp = true
    this.#raise()
  }

  metrics(): Promise<Metrics> {
    return readMetrics(this.address)
  }

  /** What the server wrote into its log as an error, since its last start. */
  get errors(): string[] {
    return this.#server.process.stderr.split('\n').filter((line) => /"level":"(?:warn|error|fatal)"/.test(line))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#watch)
    await this.#server.kill()
  }
}
