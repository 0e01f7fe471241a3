/** The server that crashes and comes back. */
import { setTimeout as delay } from 'node:timers/promises'
import { WireError } from '../../../src/visitor-client/wire-error.js'
import { readMetrics, type Metrics } from '../prometheus-text.js'
import { ServerProcess, startCommand } from '../server-process.js'
import type { Chance } from './chance.js'
import { Scene } from './scene.js'

/** A request may fail this often in a row while the server is up; a kept connection can be found closed. */
const failuresMax = 3

export class Stage extends Scene {
  readonly lags = false
  /** How often the server was started. */
  generation = 1
  readonly #directory: string
  readonly #settings: Readonly<Record<string, string>>
  #server: ServerProcess
  #up: Promise<void> = Promise.resolve()
  #isUp = true
  #raise: () => void = () => undefined
  #countdown = Infinity
  #crashed: () => void = () => undefined

  private constructor(directory: string, settings: Readonly<Record<string, string>>, server: ServerProcess) {
    super()
    this.#directory = directory
    this.#settings = { ...settings, PORT: String(server.port) }
    this.#server = server
  }

  static async open(directory: string, settings: Readonly<Record<string, string>>): Promise<Stage> {
    return new Stage(directory, settings, await ServerProcess.start(directory, settings))
  }

  get address(): string {
    return this.#server.address
  }

  protected get mayHappen(): boolean {
    return this.#isUp
  }

  wasCalmSince(generation: number): boolean {
    return this.#isUp && generation === this.generation
  }

  /** The next crash is so many steps away. */
  override step(what: 'progress' | 'poll' = 'progress'): void {
    super.step(what)
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
        // How long a slow machine takes is no promise; that nothing at all happens is noticed elsewhere.
        const isSlow = error instanceof WireError && error.kind === 'timeout'
        if (this.wasCalmSince(generation) && !isSlow) failures += 1
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
    this.endWatch()
    await this.#server.kill()
  }
}
