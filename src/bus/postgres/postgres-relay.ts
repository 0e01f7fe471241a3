/** PostgreSQL's own LISTEN and NOTIFY as a relay, on one connection that is opened again when it is lost. */
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

export class PostgresRelay implements Relay {
  /** A notification must be shorter than 8000 bytes. */
  readonly bytesMax = 7999
  readonly #config: pg.ClientConfig
  readonly #closing = new AbortController()
  #listener: RelayListener | undefined
  #client: pg.Client | undefined
  #reconnecting: Promise<void> | undefined

  constructor(config: pg.ClientConfig) {
    this.#config = config
  }

  isAway(): boolean {
    return this.#client === undefined
  }

  async listen(listener: RelayListener): Promise<void> {
    this.#listener = listener
    await this.#connect()
  }

  async send(text: string): Promise<void> {
    const client = this.#client
    if (client === undefined) throw new Error('The relay has no connection.')
    if (Buffer.byteLength(text) > this.bytesMax) throw new RangeError('The message is too long for a notification.')
    try {
      await client.query({ ...notify, values: [channel, text] })
    } catch (error) {
      // Whatever it was, a new connection knows better; a lost one may not tell by itself for long.
      this.#lose(client)
      throw error
    }
  }

  async close(): Promise<void> {
    this.#closing.abort()
    const client = this.#client
    this.#client = undefined
    await this.#reconnecting
    await client?.end().catch(() => undefined)
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ ...this.#config, query_timeout: answerMs })
    client.on('error', () => this.#lose(client))
    client.on('end', () => this.#lose(client))
    client.on('notification', ({ payload = '' }) => this.#listener?.onMessage(payload))
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    this.#client = client
  }

  #lose(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = undefined
    void client.end().catch(() => undefined)
    if (!this.#isClosing()) this.#reconnecting ??= this.#reconnect().finally(() => (this.#reconnecting = undefined))
  }

  async #reconnect(): Promise<void> {
    for (let pauseMs = firstPauseMs; !this.#isClosing(); pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        await delay(pauseMs, undefined, { signal: this.#closing.signal })
        await this.#connect()
        if (this.#isClosing()) await this.#client?.end()
        else this.#listener?.onGap()
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
