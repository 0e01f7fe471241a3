/** Pairs on a server that has nothing but messages and held polls: POST here, an answered GET there. */
import { CommandPool } from './command-pool.js'
import { HttpConnection } from './http-connection.js'
import { eachMessage } from './message-text.js'
import { idleListener, type PairListener, type Pairs, type Trouble } from './pairs.js'

/** The requests a server understands. */
export interface PolledWire {
  post(pair: number, number: number): string
  firstPoll(pair: number): string
  /** The poll for what comes after an answer. */
  nextPoll(pair: number, head: string, body: string): string
}

/** How many connections are opened at a time, so that the server's backlog does not overflow. */
export const openingAtOnceMax = 200

/** Does something for each number from `from` to below `to`, a few at a time. */
export const forEachOf = async (from: number, to: number, work: (index: number) => Promise<void>): Promise<void> => {
  for (let start = from; start < to; start += openingAtOnceMax) {
    const end = Math.min(to, start + openingAtOnceMax)
    await Promise.all(Array.from({ length: end - start }, (_, offset) => work(start + offset)))
  }
}

export class PolledPairs implements Pairs {
  listener: PairListener = idleListener
  readonly #port: number
  readonly #wire: PolledWire
  readonly #commands: CommandPool
  readonly #trouble: Trouble
  readonly #readers: HttpConnection[] = []

  private constructor(port: number, wire: PolledWire, commands: CommandPool, trouble: Trouble) {
    this.#port = port
    this.#wire = wire
    this.#commands = commands
    this.#trouble = trouble
  }

  static async open(port: number, wire: PolledWire, commands: number, trouble: Trouble): Promise<PolledPairs> {
    return new PolledPairs(port, wire, await CommandPool.open(port, commands, trouble.fail), trouble)
  }

  async grow(count: number): Promise<void> {
    await forEachOf(this.#readers.length, count, async (pair) => {
      const reader = await HttpConnection.open(this.#port, this.#trouble.fail)
      this.#readers.push(reader)
      this.#poll(reader, pair, this.#wire.firstPoll(pair))
    })
  }

  post(pair: number, number: number): void {
    this.#commands.send(this.#wire.post(pair, number), () => this.listener.accepted(number))
  }

  close(): void {
    this.#commands.close()
    for (const reader of this.#readers) reader.close()
  }

  #poll(reader: HttpConnection, pair: number, request: string): void {
    reader.send(request, (status, head, body) => {
      if (status !== 200) {
        this.#trouble.fail(`a poll was answered ${status}: ${body}`)
        return
      }
      this.#poll(reader, pair, this.#wire.nextPoll(pair, head, body))
      eachMessage(body, (number) => this.listener.delivered(number))
    })
  }
}
