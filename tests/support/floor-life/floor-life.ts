import fc from 'fast-check'
import { expect } from 'vitest'
import type { ChatEvent } from '../../../src/chat/chat-events.js'
import type { StreamWrite } from '../../../src/event-log/event-log.js'
import type { Instant } from '../../../src/lib/clock.js'
import type { AppendFate } from '../held-log.js'
import type { SeededRuns } from '../seeded-runs.js'
import { settled } from '../settled.js'
import { SimulatedServer } from '../simulated-server.js'
import { Truth } from '../truth/truth.js'
import { expectAgreement } from './expect-agreement.js'
import { history, type Command } from './floor-command.js'
import { FloorDeeds } from './floor-deeds.js'
import { FloorJudge } from './floor-judge.js'
import { FloorPeople } from './floor-people.js'
import {
  capacities,
  capacityOf,
  demandOf,
  floorSetup,
  reofferPauseMs,
  sweepsMs,
  transferTimeoutMs,
} from './floor-setup.js'

/** What happened: how many lives began, how often each kind of event was written, and the process was started anew. */
export interface LifeTally {
  lives: number
  readonly events: Map<string, number>
  starts: number
}

/** One random life of a floor: carries out commands, and looks whether everything holds that must. */
class FloorLife {
  readonly #truth = new Truth({ capacityOf, reofferPauseMs, demandOf })
  readonly #server: SimulatedServer
  readonly #people: FloorPeople
  readonly #deeds: FloorDeeds
  readonly #judge: FloorJudge
  readonly #tally: LifeTally

  private constructor(server: SimulatedServer, tally: LifeTally) {
    this.#server = server
    this.#tally = tally
    this.#people = new FloorPeople(this.#truth, server.clock.now())
    this.#deeds = new FloorDeeds(server, this.#truth, this.#people)
    this.#judge = new FloorJudge(server, this.#truth, this.#people)
    this.#truth.onExpired = this.#judge.expired.bind(this.#judge)
  }

  static async begin(tally: LifeTally): Promise<FloorLife> {
    const later: { life?: FloorLife } = {}
    const onWritten = (writes: readonly StreamWrite[], at: Instant): void => later.life?.written(writes, at)
    const server = await SimulatedServer.start({ ...floorSetup, onWritten })
    const life = new FloorLife(server, tally)
    later.life = life
    for (const who of capacities.keys()) {
      await life.step([
        { type: 'arrive', who },
        { type: 'presence', who, status: 'online' },
      ])
    }
    return life
  }

  /** Carries out commands at once, and waits for what comes of them. */
  async step(commands: readonly Command[]): Promise<void> {
    const { log, clock } = this.#server
    const isQuiet = log.appends.length === 0 && !log.holdAppends
    const alone = isQuiet && commands.length === 1
    // With what several things come of, one after the other, each meets a floor on which others move.
    this.#truth.strictOrder = alone && commands.every(({ type }) => !['wait', 'flow', 'release'].includes(type))
    this.#judge.alone = alone
    for (const command of commands) {
      this.#deeds.begin(command, alone)
      this.#noteRest()
      await this.#bringAbout(command)
      this.#people.noteLeases(clock.now())
      this.#noteRest()
    }
    await settled()
    expect(this.#truth.violations).toEqual([])
    this.#noteRest()
    if (this.#server.log.appends.length === 0) await this.#atRest()
  }

  /** The end of a life: everything comes to rest, and every call has been answered. */
  async end(): Promise<void> {
    this.#judge.alone = false
    await this.#server.flow()
    await this.#server.pass(sweepsMs)
    await this.#deeds.answered()
    expect(this.#truth.violations).toEqual([])
    await this.#atRest()
    await this.#restart(false, 0)
    await this.#server.pass(Math.max(reofferPauseMs, transferTimeoutMs) + sweepsMs)
    await this.#atRest()
    expect(this.#truth.violations).toEqual([])
    for (const { id, back } of this.#truth.chats.values()) expect(back, `${id} has not found its agent`).toBe(undefined)
    await this.#server.shutDown()
  }

  /** Everything that reaches the log passes here. */
  written(writes: readonly StreamWrite[], at: Instant): void {
    const { visitors, agents } = this.#people
    this.#people.noteAttendance(this.#server.clock.now())
    this.#truth.takeIn(writes, at)
    for (const { stream, events } of writes) {
      const counts = this.#tally.events
      for (const { body } of events) counts.set(body.type, (counts.get(body.type) ?? 0) + 1)
      const request = events.map(({ body }) => body as ChatEvent).find(({ type }) => type === 'requested')
      if (request?.type === 'requested') {
        const visitor = visitors.find(({ key }) => key.startsWith(request.request.sessionId))
        if (visitor) visitor.chatId = stream.id
      }
      const agent = agents.find(({ id }) => id === stream.id)
      if (agent === undefined || !events.some(({ body }) => body.type === 'presence-set')) continue
      Object.assign(agent, { goneSince: this.#server.clock.now(), ranOut: false })
    }
  }

  /** What becomes of time, the disk and the process. */
  async #bringAbout(command: Command): Promise<void> {
    if (command.type === 'wait') await this.#server.pass(command.ms)
    else if (command.type === 'hold') this.#server.log.holdAppends = true
    else if (command.type === 'flow') await this.#server.flow()
    else if (command.type === 'release') await this.#release(command.which, command.fate)
    else if (command.type === 'restart') await this.#restart(command.crash, command.written)
  }

  async #release(which: number, fate: AppendFate): Promise<void> {
    const { appends } = this.#server.log
    const held = appends[which % Math.max(1, appends.length)]
    if (held === undefined) return
    if (fate !== 'written') this.#people.troubleAt = this.#server.clock.now()
    await held.release(fate)
  }

  async #restart(crash: boolean, written: number): Promise<void> {
    const server = this.#server
    if (crash) {
      const held = [...server.log.appends]
      server.crash()
      // Of what was on its way some had reached the disk.
      for (const [n, append] of held.entries()) if (written & (1 << (n % 8))) await append.release('written')
      this.#deeds.forget()
    } else {
      await server.shutDown()
    }
    await settled()
    this.#people.restarted(server.clock.now())
    this.#truth.strictOrder = true
    await server.boot()
    this.#tally.starts += 1
    this.#truth.strictOrder = false
    await this.#atRest()
  }

  #noteRest(): void {
    if (this.#server.log.appends.length > 0) this.#people.restlessAt = this.#server.clock.now()
  }

  async #atRest(): Promise<void> {
    for (const error of this.#server.backgroundErrors.splice(0)) {
      expect([error, this.#people.troubleAt > -Infinity]).toEqual(['LogUnavailableError', true])
    }
    await expectAgreement(this.#server, this.#truth)
    this.#judge.expectNothingLate()
  }
}

/**
 * Lives random lives, and fails with the shortest it finds in which something does not hold. `tally` adds up what happened
 * in them.
 */
export const floorHolds = (
  runs: SeededRuns,
  tally: LifeTally = { lives: 0, events: new Map(), starts: 0 },
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(history, async (steps) => {
      tally.lives += 1
      const life = await FloorLife.begin(tally)
      for (const commands of steps) await life.step(commands)
      await life.end()
    }),
    runs,
  )
