/**
 * Random lives of a floor whose figures, at any moment of rest and after any stop or crash, are those that reading the
 * whole log again would give.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChatError } from '../../src/chat/chat-error.js'
import { chatRef } from '../../src/chat/chat-service.js'
import { LogUnavailableError, type StreamWrite } from '../../src/event-log/event-log.js'
import { serviceLevel } from '../../src/figures/service-level.js'
import { periods, type Period } from '../../src/figures/slots.js'
import type { ChatFigures, TimeFigures } from '../../src/figures/summary.js'
import type { PresenceStatus } from '../../src/routing/agent.js'
import type { AppendFate } from '../support/held-log.js'
import { seededRuns } from '../support/seeded-runs.js'
import { settled } from '../support/settled.js'
import { askForChat, buttonId, organizationId, SimulatedServer } from '../support/simulated-server.js'
import { SlowLog, targetsS, type SlowFigures } from '../support/slow-figures.js'

const capacities = [1, 2, 3]
const environment = { PARLEY_AGENT_LEASE_MS: '86400000', PARLEY_VISITOR_ESTABLISHED_MS: '86400000' }

type Command =
  | { readonly type: 'ask' | 'check' | 'hold' }
  | { readonly type: 'accept' | 'decline' | 'say' | 'end' | 'leave'; readonly which: number }
  | { readonly type: 'presence'; readonly agent: number; readonly status: PresenceStatus }
  | { readonly type: 'lose'; readonly agent: number }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'release'; readonly which: number; readonly fate: AppendFate }
  | { readonly type: 'restart'; readonly written: number; readonly crash: boolean }

const which = fc.nat(20)
const agent = fc.nat(2)
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constantFrom('ask', 'ask', 'ask', 'check', 'hold') }),
  fc.record({ type: fc.constantFrom('accept', 'accept', 'accept', 'decline', 'say', 'end', 'leave'), which }),
  fc.record({ type: fc.constantFrom('accept', 'accept', 'say', 'end'), which }),
  fc.record({
    type: fc.constant('presence'),
    agent,
    status: fc.constantFrom<PresenceStatus>('online', 'online', 'away', 'offline'),
  }),
  fc.record({ type: fc.constant('lose'), agent }),
  fc.record({ type: fc.constant('wait'), ms: fc.constantFrom(1, 700, 9_000, 10_000, 65_000, 4_000_000, 90_000_000) }),
  fc.record({
    type: fc.constant('release'),
    which,
    fate: fc.constantFrom<AppendFate>('written', 'written', 'conflict', 'failed', 'written-unanswered'),
  }),
  fc.record({ type: fc.constant('restart'), written: fc.nat(255), crash: fc.boolean() }),
)

/** What was read, in the words of the slow way. */
const inWords = (who: string, { occurrences, refused, ended, durations }: ChatFigures): SlowFigures => ({
  ...Object.fromEntries(Object.entries(occurrences).map(([name, count]) => [`${who} ${name}`, count])),
  ...Object.fromEntries(Object.entries(refused).map(([reason, count]) => [`${who} refused:${reason}`, count])),
  ...Object.fromEntries(Object.entries(ended).map(([reason, count]) => [`${who} ended:${reason}`, count])),
  ...Object.fromEntries(
    Object.entries(durations).flatMap(([name, { count, meanMs = 0 }]) => [
      [`${who} ${name}`, count],
      [`${who} ${name} ms`, Math.round(meanMs * count)],
    ]),
  ),
})

const levelsInWords = (who: string, { waits }: ChatFigures): SlowFigures =>
  Object.fromEntries(
    targetsS.flatMap((withinS) => {
      const { inTime, lost } = serviceLevel(waits, withinS)
      return [[`${who} in time ${withinS}`, inTime] as const, [`${who} lost ${withinS}`, lost] as const]
    }),
  )

const timeInWords = (who: string, { onlineMs, awayMs, busyMs }: TimeFigures): SlowFigures => ({
  [`${who} online time`]: onlineMs,
  [`${who} away time`]: awayMs,
  [`${who} busy time`]: busyMs,
})

const withoutZeros = (figures: SlowFigures): SlowFigures =>
  Object.fromEntries(Object.entries(figures).filter(([, amount]) => amount !== 0))

class Floor {
  readonly #slow = new SlowLog()
  readonly #chatIds: string[] = []
  #server: SimulatedServer | undefined

  static async open(): Promise<Floor> {
    const floor = new Floor()
    const onWritten = (writes: readonly StreamWrite[], at: number): void => {
      floor.#slow.takeIn(writes, at)
      for (const { stream, expectedVersion } of writes)
        if (stream.kind === 'chat' && expectedVersion === 0) floor.#chatIds.push(stream.id)
    }
    floor.#server = await SimulatedServer.start({ capacities, environment, onWritten })
    return floor
  }

  get server(): SimulatedServer {
    if (this.#server === undefined) throw new Error('The floor is not open.')
    return this.#server
  }

  async run(one: Command): Promise<void> {
    const { server } = this
    const { assignments, chats, sessions } = server.parts
    const on = async (place: number, act: (id: string, agentId: string) => Promise<unknown>) => {
      const id = this.#chatIds[place % Math.max(1, this.#chatIds.length)]
      const chat = id && server.parts.ledger.peek(chatRef(organizationId, id))
      if (!id || !chat) return
      const agentId =
        chat.state === 'established' ? chat.agent.id : chat.state === 'offered' ? chat.offer.agentId : 'a0'
      void act(id, agentId).catch(expected)
      return Promise.resolve()
    }
    switch (one.type) {
      case 'ask':
        void askForChat(server.parts, sessions.create().key, { number: 1, digest: 'first' }).catch(expected)
        break
      case 'accept':
        await on(one.which, (id, agentId) =>
          assignments.accept(chatRef(organizationId, id), { id: agentId, name: 'Agent' }),
        )
        break
      case 'decline':
        await on(one.which, (id, agentId) => assignments.endOffer(chatRef(organizationId, id), agentId, 'declined'))
        break
      case 'say':
        await on(one.which, (id, agentId) =>
          chats.writeAsAgent(chatRef(organizationId, id), { id: agentId, name: 'Agent' }, 'Hello'),
        )
        break
      case 'end':
        await on(one.which, (id, agentId) => assignments.endByAgent(chatRef(organizationId, id), agentId))
        break
      case 'leave':
        await on(one.which, (id) => assignments.endByVisitor(chatRef(organizationId, id), 'visitor'))
        break
      case 'presence':
        void assignments.setPresence(organizationId, `a${one.agent}`, one.status).catch(expected)
        break
      case 'lose':
        void assignments.loseAgent(organizationId, `a${one.agent}`, () => true).catch(expected)
        break
      case 'wait':
        server.clock.advance(one.ms)
        break
      case 'hold':
        server.log.holdAppends = true
        break
      case 'release':
        await server.log.appends[one.which % Math.max(1, server.log.appends.length)]?.release(one.fate)
        break
      case 'restart':
        await this.#restart(one.crash, one.written)
        break
      case 'check':
        await this.check()
    }
    await settled()
  }

  async #restart(crash: boolean, written: number): Promise<void> {
    const { server } = this
    if (crash) {
      const held = [...server.log.appends]
      server.crash()
      // Of what was on its way some had reached the disk.
      for (const [n, append] of held.entries()) if (written & (1 << (n % 8))) await append.release('written')
    } else {
      await server.shutDown()
    }
    await server.boot()
  }

  /** Everything comes to rest, and all figures are compared with the slow ones. */
  async check(): Promise<void> {
    await this.server.flow()
    for (const period of periods) await this.#compare(period)
  }

  async #compare(period: Period): Promise<void> {
    const figures = await this.server.parts.figures.of(organizationId, period)
    const { from, until } = figures.span
    const atButton = figures.chats('button', new Set([buttonId]))
    let told: SlowFigures = { ...inWords('button', atButton), ...levelsInWords('button', atButton) }
    for (const n of capacities.keys()) {
      const ids = new Set([`a${n}`])
      told = { ...told, ...inWords(`a${n}`, figures.chats('agent', ids)), ...timeInWords(`a${n}`, figures.time(ids)) }
    }
    expect(withoutZeros(told), period).toEqual(this.#slow.figures(from, until))
    const requested = figures.series.reduce((sum, { chats }) => sum + chats.occurrences.requested, 0)
    expect(requested).toBe(figures.chats('button').occurrences.requested)
    const online = figures.series.reduce((sum, { time }) => sum + time.onlineMs, 0)
    expect(online).toBe(figures.time().onlineMs)
  }
}

const expected = (error: unknown): void => {
  if (!(error instanceof ChatError) && !(error instanceof LogUnavailableError)) throw error
}

const { title, ...runs } = seededRuns(100)

test(`[A-70] figures are what reading the whole log again would give (${title})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 120, size: 'max' }), async (commands) => {
      const floor = await Floor.open()
      for (const n of capacities.keys()) await floor.run({ type: 'presence', agent: n, status: 'online' })
      for (const one of commands) await floor.run(one)
      await floor.check()
      await floor.run({ type: 'restart', crash: false, written: 0 })
      await floor.check()
      await floor.server.shutDown()
    }),
    runs,
  )
})
