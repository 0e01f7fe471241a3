/** A PostgreSQL server that crashes while several writers write, and recovers. */
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { LogOverloadedError, LogUnavailableError, type EventLog } from '../../src/event-log/event-log.js'
import { at, chat, versions, write } from '../../src/event-log/event-log-fixtures.contract.js'
import { openPostgresStore } from '../../src/storage/postgres/postgres-store.js'
import { PostgresServer } from '../support/postgres/postgres-server.js'

const crashes = 3
const writers = 8
const writtenBetweenCrashes = 150

class Writer {
  readonly acknowledged: string[] = []
  readonly #log: EventLog
  readonly #stream
  #stopped = false

  constructor(log: EventLog, number: number) {
    this.#log = log
    this.#stream = chat(`writer-${number}`)
  }

  /** Writes one event after the other, each under an id of its own, as somebody does who gives up what fails. */
  async run(): Promise<void> {
    let version = 0
    for (let number = 1; !this.#stopped; number += 1) {
      const events = [{ id: `${this.#stream.id}-${number}`, body: { type: 'said' } }]
      try {
        const outcome = await this.#log.append([{ ...write(this.#stream, version), events }], at)
        // Nobody else writes here, so the version is right.
        expect(outcome).toEqual({ ok: true })
        this.acknowledged.push(...events.map(({ id }) => id))
        version += 1
      } catch (error) {
        if (!(error instanceof LogOverloadedError || error instanceof LogUnavailableError)) throw error
        version = (await this.events()).length
      }
    }
  }

  /** What is in the log, once it can be read. */
  async events() {
    for (;;) {
      try {
        return (await this.#log.load(this.#stream)).events
      } catch (error) {
        if (!(error instanceof LogOverloadedError)) throw error
        await delay(20)
      }
    }
  }

  stop(): void {
    this.#stopped = true
  }
}

test('[PG-13] what was acknowledged is there after every crash, once, and it goes on by itself', async () => {
  await using server = await PostgresServer.start()
  await using store = await openPostgresStore({ url: await server.createDatabase() })
  const all = Array.from({ length: writers }, (_, number) => new Writer(store.log, number))
  const running = Promise.all(all.map((writer) => writer.run()))
  const count = () => all.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)
  const more = async () => {
    const before = count()
    while (count() < before + writtenBetweenCrashes) await Promise.race([delay(5), running])
  }
  for (let crash = 0; crash < crashes; crash += 1) {
    await more()
    await server.stop('SIGQUIT')
    await server.start()
  }
  await more()
  for (const writer of all) writer.stop()
  await running
  for (const writer of all) {
    const events = await writer.events()
    const ids = events.map(({ id }) => id)
    expect(versions(events)).toEqual(events.map((_, index) => index + 1))
    expect(new Set(ids).size).toBe(ids.length)
    expect(writer.acknowledged.filter((id) => !ids.includes(id))).toEqual([])
  }
})
