/** Connections that are opened as they are needed, kept for a while, and only to a server that takes writes. */
import { Socket } from 'node:net'
import pg from 'pg'
import { sessionSettings } from './sessions.js'

export class QueryPool {
  readonly #open: () => pg.Pool
  readonly #sockets = new Set<Socket>()
  /** Has each who waits for a connection ask for one of the new ones. */
  readonly #waiting = new Set<() => void>()
  #pool: pg.Pool

  /** At most `max` connections; a question that takes longer than `queryMs` has failed. */
  constructor(config: pg.ClientConfig, max: number, queryMs: number) {
    const stream = (): Socket => {
      const socket = new Socket()
      this.#sockets.add(socket)
      return socket.on('close', () => this.#sockets.delete(socket))
    }
    this.#open = () => openPool({ ...config, stream, max, query_timeout: queryMs })
    this.#pool = this.#open()
  }

  /** How many wait because every connection is in use. */
  get waitingCount(): number {
    return this.#pool.waitingCount
  }

  /** A connection, which is to be released. Whoever still waits when they are renewed is given a new one. */
  connect(): Promise<pg.PoolClient> {
    return new Promise((resolve) => {
      const again = (): void => resolve(this.connect())
      this.#waiting.add(again)
      const asked = this.#pool.connect()
      asked.then(
        (client) => {
          if (this.#waiting.delete(again)) resolve(client)
          else client.release()
        },
        () => {
          // Rejects as that does.
          if (this.#waiting.delete(again)) resolve(asked)
        },
      )
    })
  }

  /**
   * Nobody is given a connection any more that was there before: the server behind it may be one whose place another has
   * taken, which goes on answering with what it knew. What is on its way is answered still; who waits, waits no longer, for a
   * pool that ends serves nobody.
   */
  renew(): void {
    const before = this.#pool
    this.#pool = this.#open()
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const again of waiting) again()
    void before.end()
  }

  /** Ends every connection at once, whatever is on its way. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Ends the connections, each when what is on its way is answered. */
  end(): Promise<void> {
    return this.#pool.end()
  }
}

const openPool = (config: pg.PoolConfig): pg.Pool => {
  const pool = new pg.Pool({
    ...config,
    verify: (client, done) => {
      client
        .query(sessionSettings)
        .then(() => client.query<{ standby: boolean }>('SELECT pg_is_in_recovery() AS standby'))
        .then(({ rows }) => done(rows[0]?.standby === false ? undefined : new Error('The server is a standby.')))
        .catch(done)
    },
  })
  // One that is in use, or is being verified, has no listener of the pool's: whoever uses it is told by what they asked.
  pool.on('connect', (client) => client.on('error', () => undefined))
  // A connection that nobody uses was lost, and is forgotten by that; whoever needs one gets another.
  pool.on('error', () => undefined)
  return pool
}
