/** The loop that every client has: poll, take what came, poll again, until the session is over. */
import type { ClientRequest } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { WireMessages } from '../support/plain-visitor.js'
import type { RawAnswer } from '../support/raw-http.js'
import { Received } from './received.js'

export interface Polling {
  /** Sends one poll. `started` is to be told of its request. */
  poll(started: (request: ClientRequest) => void): Promise<RawAnswer>
  /** Hears of every 200, before the next poll. */
  took?(body: WireMessages): Promise<void> | void
  /** What the client does about a 503; one without gives up. */
  reconnect?(): Promise<void>
}

/** So many polls may fail in a row before a client gives up: for half a minute, which is how long clients wait at all. */
const failuresMax = 120
/** The first failure is followed by a poll at once, each further one after this. */
const pauseMs = 250

export class PollLoop {
  readonly received = new Received()
  readonly #polling: Polling
  #open: ClientRequest | undefined
  #ended: Promise<void> | undefined

  constructor(polling: Polling) {
    this.#polling = polling
  }

  start(): void {
    this.#ended = this.#run()
    // Whoever waits for the end is told; until then nobody is.
    this.#ended.catch(() => undefined)
  }

  /** Settles when the server said that the session is over; rejects when the client had to give up. */
  get ended(): Promise<void> {
    return this.#ended ?? Promise.reject(new Error('The client never polled.'))
  }

  /** Breaks the connection of the open poll, as a tunnel or a lift does. */
  loseConnection(): void {
    this.#open?.destroy()
  }

  async #run(): Promise<void> {
    for (let failures = 0; failures < failuresMax;) {
      let answer: RawAnswer
      try {
        answer = await this.#polling.poll((request) => (this.#open = request))
      } catch {
        failures += 1
        if (failures > 1) await delay(pauseMs)
        continue
      }
      failures = 0
      if (answer.status === 403) return
      if (answer.status === 503 && this.#polling.reconnect) await this.#polling.reconnect()
      else if (answer.status === 200) {
        const body = answer.json() as WireMessages
        await this.#polling.took?.(body)
        this.received.add(body.messages)
      } else if (answer.status !== 204) throw new Error(`The poll was answered ${answer.status}: ${answer.text}`)
    }
    throw new Error('Too many polls failed in a row.')
  }
}
