/**
 * Core NATS as a relay: every message goes to one subject, to which all nodes of an installation listen. A server that is
 * away, at the start or later, is tried again for ever.
 */
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import {
  connect,
  type Authenticator,
  type ConnectionOptions,
  type NatsConnection,
  type Subscription,
} from '@nats-io/transport-node'
import type { Relay, RelayListener } from '../relay.js'

/** How long the way to the server may take, its greeting included. */
const usualAnswerMs = 5000
/** How long after a try to connect the next one begins, at the earliest. */
const usualPauseMs = 500
/** A server that lets us in but not speak or listen is left alone so many times as long. */
const refusedPauses = 10
/** A server is asked this often whether it lives, and given up when it owes this many answers: after six seconds. */
const usualPingMs = 2000
const pingsOwedMax = 2
/** How much may be on its way before a sender waits until the server has taken it, in bytes. */
const onTheWayBytesMax = 1_048_576
/** How long the last messages may take when the relay is closed. */
const closeMs = 1000
/** How long messages may be that a server takes unless it is told otherwise; what is believed until one was reached. */
const usualBytesMax = 1_048_576

export interface NatsRelayOptions {
  /** Such as `nats://user:password@host:4222`; with a user only, that is a token. `tls:` insists on encryption. */
  readonly url: string
  /** Signs in instead of what the address says. */
  readonly authenticator?: Authenticator | undefined
  /** On what nodes talk that belong together; another for others on the same server. */
  readonly subject: string
  /** Nothing can be sent or heard; told once until it is back. */
  readonly onAway: (why: string) => void
  readonly onBack: () => void
  /** How long the way to the server may take, in milliseconds; 5000 unless said otherwise. */
  readonly answerMs?: number
  /** How long after a try to connect the next one begins, in milliseconds; 500 unless said otherwise. */
  readonly pauseMs?: number
  /** How often the server is asked whether it lives, in milliseconds; 2000 unless said otherwise. */
  readonly pingMs?: number
}

const encoder = new TextEncoder()

const connectionOptions = (options: NatsRelayOptions): ConnectionOptions => {
  const { authenticator, answerMs = usualAnswerMs, pingMs = usualPingMs } = options
  const { protocol, host, username, password } = new URL(options.url)
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)]
  return {
    ...{ servers: host, name: 'parley', noEcho: true, timeout: answerMs },
    ...{ pingInterval: pingMs, maxPingOut: pingsOwedMax },
    ...{ maxReconnectAttempts: -1, ignoreAuthErrorAbort: true },
    ...(protocol === 'tls:' && { tls: {} }),
    ...(user !== '' && (password === '' ? { token: user } : { user, pass })),
    ...(authenticator && { authenticator }),
  }
}

export class NatsRelay implements Relay {
  readonly #options: ConnectionOptions
  readonly #subject: string
  readonly #pauseMs: number
  readonly #onAway: (why: string) => void
  readonly #onBack: () => void
  #listener: RelayListener | undefined
  #connection: NatsConnection | undefined
  #subscription: Subscription | undefined
  #isUp = false
  /** How often it was lost, or could not be had. */
  #losses = 0
  /** Whether somebody was told that it is away. */
  #isTold = false
  readonly #closing = new AbortController()
  /** What the server complained of since it last let us in. */
  #complaint: string | undefined
  #onTheWayBytes = 0
  #taking: Promise<void> | undefined
  /** Whoever waits for the server to take something, and would wait for ever once the connection is closed. */
  readonly #waiting = new Set<(error: Error) => void>()

  constructor(options: NatsRelayOptions) {
    const { pauseMs = usualPauseMs } = options
    this.#options = {
      ...connectionOptions(options),
      // The library asks before each try, and one that fails is its only way to stop before it was connected once.
      reconnectDelayHandler: () => {
        if (this.#isClosed()) throw new Error('The relay is closed.')
        return pauseMs
      },
    }
    this.#subject = options.subject
    this.#pauseMs = pauseMs
    this.#onAway = options.onAway
    this.#onBack = options.onBack
  }

  get bytesMax(): number {
    return this.#connection?.info?.max_payload ?? usualBytesMax
  }

  isAway(): boolean {
    return !this.#isUp
  }

  async listen(listener: RelayListener): Promise<void> {
    this.#listener = listener
    try {
      await this.#join(await connect(this.#options))
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : String(error))
      void this.#joinLater()
    }
  }

  /** Of more than a certain amount on its way, the sender is kept until the server has taken it. */
  async send(text: string): Promise<void> {
    const connection = this.#connection
    if (connection === undefined || !this.#isUp) throw new Error('The relay has no connection.')
    const bytes = encoder.encode(text)
    if (bytes.length > this.bytesMax) throw new RangeError('The message is too long for the server.')
    connection.publish(this.#subject, bytes)
    this.#onTheWayBytes += bytes.length
    if (this.#onTheWayBytes > onTheWayBytesMax) await (this.#taking ??= this.#take(connection))
  }

  async close(): Promise<void> {
    const connection = this.#connection
    const wasUp = this.#isUp
    this.#closing.abort()
    this.#connection = undefined
    this.#isUp = false
    if (wasUp && connection) {
      const longEnough = new AbortController()
      const waited = delay(closeMs, undefined, { signal: longEnough.signal }).catch(() => undefined)
      await Promise.race([this.#take(connection).catch(() => undefined), waited])
      longEnough.abort()
    }
    await connection?.close()
    for (const giveUp of this.#waiting) giveUp(new Error('The relay is closed.'))
  }

  /** Settles when the server has taken all that was sent until now; rejects when the connection is lost or closed. */
  async #take(connection: NatsConnection): Promise<void> {
    let giveUp: (error: Error) => void = () => undefined
    try {
      await new Promise<void>((resolve, reject) => {
        this.#waiting.add((giveUp = reject))
        connection.flush().then(resolve, reject)
      })
    } finally {
      this.#waiting.delete(giveUp)
      this.#onTheWayBytes = 0
      this.#taking = undefined
    }
  }

  /** Tries until there is a connection. */
  async #joinLater(): Promise<void> {
    while (!this.#isClosed()) {
      try {
        await this.#join(await connect({ ...this.#options, waitOnFirstConnect: true }))
        return
      } catch (error) {
        this.#lose(error instanceof Error ? error.message : String(error))
        await this.#pause(this.#pauseMs)
      }
    }
  }

  /** Waits, no longer than until it is closed. */
  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined)
  }

  async #join(connection: NatsConnection): Promise<void> {
    if (this.#isClosed()) return connection.close()
    this.#connection = connection
    this.#subscription = undefined
    void this.#follow(connection)
    await this.#enter(connection)
  }

  async #follow(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'error') this.#complaint = status.error.message
      else if (status.type === 'disconnect') this.#lose(this.#complaint ?? 'The connection was lost.')
      else if (status.type === 'reconnect') void this.#enter(connection)
    }
    if (this.#isClosed()) return
    // The library gave up, whatever it was told.
    this.#connection = undefined
    this.#lose(this.#complaint ?? 'The connection was closed.')
    await this.#joinLater()
  }

  /** Begins to listen on a connection that has come about, and finds out whether the server lets us listen and speak. */
  async #enter(connection: NatsConnection): Promise<void> {
    const losses = this.#losses
    this.#complaint = undefined
    try {
      if (this.#subscription === undefined || this.#subscription.isClosed()) {
        this.#subscription = connection.subscribe(this.#subject, {
          callback: (error, message) => {
            // Nothing is said with an empty one but that somebody may speak.
            if (error === null && message.data.length > 0) this.#listener?.onMessage(message.string())
          },
        })
      }
      connection.publish(this.#subject)
      // What the server refuses it says before it answers; the library tells of it a little later.
      await this.#take(connection)
      await turn()
    } catch {
      // It was lost again; when it is back, it is entered again.
      return
    }
    // Lost meanwhile, it is entered again when it is back, and not told of as if it were.
    if (this.#connection !== connection || this.#losses !== losses) return
    const refusal = this.#lastComplaint()
    if (refusal === undefined) this.#admit()
    else {
      this.#lose(refusal)
      void this.#reconnectLater(connection)
    }
  }

  async #reconnectLater(connection: NatsConnection): Promise<void> {
    await this.#pause(refusedPauses * this.#pauseMs)
    if (!connection.isClosed()) await connection.reconnect()
  }

  #admit(): void {
    const wasTold = this.#isTold
    this.#isUp = true
    this.#isTold = false
    if (!wasTold) return
    this.#onBack()
    this.#listener?.onGap()
  }

  #lose(why: string): void {
    this.#losses += 1
    this.#isUp = false
    if (this.#isTold || this.#isClosed()) return
    this.#isTold = true
    this.#onAway(why)
  }

  #isClosed(): boolean {
    return this.#closing.signal.aborted
  }

  #lastComplaint(): string | undefined {
    return this.#complaint
  }
}
