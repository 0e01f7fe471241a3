/** What nodes can talk by, each started for the measurement: a PostgreSQL, and NATS where it is installed. */
import { familyCpuTimeUs } from './process-usage.js'
import { natsProgram, NatsServer } from '../tests/support/nats/nats-server.js'
import { PostgresServer } from '../tests/support/postgres/postgres-server.js'

/** A bus, or `none`: a relay that throws away what it is given, which shows what all else costs. */
export type BusName = 'none' | 'notify' | 'nats'

const notInstalled = (reason: string): never => {
  throw new Error(reason)
}

export class BusServers {
  readonly postgres: PostgresServer
  readonly nats: NatsServer | undefined

  private constructor(postgres: PostgresServer, nats: NatsServer | undefined) {
    this.postgres = postgres
    this.nats = nats
  }

  /** Starts them; `tell` hears of it when NATS is left out. */
  static async start(tell: (what: string) => void): Promise<BusServers> {
    const isThere = natsProgram() !== undefined
    if (!isThere) tell('nats-server is not installed (Debian: nats-server), so it is left out.')
    return new BusServers(await PostgresServer.start(), isThere ? await NatsServer.start(notInstalled) : undefined)
  }

  /** The buses that can be measured. */
  get names(): readonly BusName[] {
    return ['none', 'notify', ...(this.nats ? (['nats'] as const) : [])]
  }

  /** CPU time of what carries the messages, in microseconds. */
  cpuUs(name: BusName): number {
    if (name === 'notify') return this.postgresCpuUs()
    return name === 'nats' && this.nats ? familyCpuTimeUs(this.nats.pid) : 0
  }

  /** CPU time of PostgreSQL, in microseconds, all its connections together. */
  postgresCpuUs(): number {
    return familyCpuTimeUs(this.postgres.pid)
  }

  async stop(): Promise<void> {
    await this.postgres[Symbol.asyncDispose]()
    await this.nats?.[Symbol.asyncDispose]()
  }
}
