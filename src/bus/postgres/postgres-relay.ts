/** PostgreSQL's own LISTEN and NOTIFY as a relay, on one connection that is opened again when it is lost. */
import { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Relay, RelayListener } from '../relay.js'

/** All nodes of a database talk on this channel. */
const channel = 'parley'
/** Prepared once per connection, which costs both ends a third to a half less than to ask anew each time. */
const notify = { name: 'notify', text: 'SELECT pg_notify($1, $2)' }
/** How long the first try to connect again is waited for, and the longest; each is twice the one before. */
const firstPauseMs = 100
const longestPauseMs = 2000
/** A connection that does not answer for this long is given up. */
const answerMs = 5000
/** How long the server has to take leave. */
const closeMs = 1000

/** A connection that can be cut, whatever is on its way: a server that is silent takes no leave. */
interface Line {
  readonly client: pg.Client
  readonly cut: () => void
}

export class PostgresRelay implements Relay {
  /** A notification must be shorter than 8000 bytes. */
  readonly bytesMax = 7999
  readonly #config: pg.ClientConfig
  readonly #closing = new AbortController()
  #listener: RelayListener | undefined
  #line: Line | undefined
  #reconnecting: Promise<void> | undefined
  /** How often connections were found to be old. */
  #renewals = 0

  constructor(config: pg.ClientConfig) {
    this.#config = config
  }

  isAway(): boolean {
    return this.#line === undefined
  }

  async listen(listener: RelayListener): Promise<void> {
    this.#listener = listener
    await this.#connect()
  }

  async send(text: string): Promise<void> {
    const line = this.#line
    if (line === undefined) throw new Error('The relay has no connection.')
    if (Buffer.byteLength(text) > this.bytesMax) throw new RangeError('The message is too long for a notification.')
    try {
      await line.client.query({ ...notify, values: [channel, text] })
    } catch (error) {
      // Whatever it was, a new connection knows better; a lost one may not tell by itself for long.
      this.#lose(line)
      throw error
    }
  }

  /** The database was away, and may be another server: whoever still hears the one before would hear nobody. */
  renew(): void {
    this.#renewals += 1
    if (this.#line) this.#lose(this.#line)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    const line = this.#line
    this.#line = undefined
    await this.#reconnecting
    if (line === undefined) return
    const hasLeft = new AbortController()
    const longEnough = delay(closeMs, undefined, { signal: hasLeft.signal }).catch(() => undefined)
    await Promise.race([line.client.end().catch(() => undefined), longEnough])
    hasLeft.abort()
    line.cut()
  }

  async #connect(): Promise<void> {
    const renewals = this.#renewals
    const socket = new Socket()
    const client = new pg.Client({ ...this.#config, query_timeout: answerMs, stream: () => socket })
    const line = { client, cut: () => void socket.destroy() }
    client.on('error', () => this.#lose(line))
    client.on('end', () => this.#lose(line))
    client.on('notification', ({ payload = '' }) => this.#listener?.onMessage(payload))
    const { signal } = this.#closing
    signal.addEventListener('abort', line.cut)
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
    } catch (error) {
      line.cut()
      throw error
    } finally {
      signal.removeEventListener('abort', line.cut)
    }
    if (this.#isClosing()) return line.cut()
    if (this.#renewals !== renewals) {
      // It may lead to the server of before.
      line.cut()
      return this.#connect()
    }
    this.#line = line
  }

  #lose(line: Line): void {
    if (this.#line !== line) return
    this.#line = undefined
    line.cut()
    if (!this.#isClosing()) this.#reconnecting ??= this.#reconnect().finally(() => (this.#reconnecting = undefined))
  }

  async #reconnect(): Promise<void> {
    for (let pauseMs = firstPauseMs; !this.#isClosing(); pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        await delay(pauseMs, undefined, { signal: this.#closing.signal })
        await this.#connect()
        if (!this.#isClosing()) this.#listener?.onGap()
        return
      } catch {
        // The database is away, as its store says in the log; it is tried again.
      }
    }
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted
  }
}
