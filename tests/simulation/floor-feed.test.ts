/**
 * Whoever looks after all agents, some or none: the floor they were told of is the floor there is, whenever they came and
 * were cut off; nothing is told more often than four times a second; and nobody is told of what they do not look after.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChatError } from '../../src/chat/chat-error.js'
import { chatRef } from '../../src/chat/chat-service.js'
import { snapshotFor, type FloorEvent } from '../../src/agent-api/supervision/floor-change.js'
import { gatherMs } from '../../src/agent-api/supervision/floor-feed.js'
import type { FloorSnapshot } from '../../src/agent-api/supervision/floor-messages.js'
import type { PresenceStatus } from '../../src/routing/agent.js'
import { applyFloorEvent, unordered } from '../support/floor-window.js'
import { seededRuns } from '../support/seeded-runs.js'
import { settled } from '../support/settled.js'
import { askForChat, organizationId, SimulatedServer } from '../support/simulated-server.js'
import type { TrueChat } from '../support/truth/true-chat.js'
import { Truth } from '../support/truth/truth.js'

const capacities = [2, 1, 1]
const reofferPauseMs = 500
const day = String(86_400_000)
const environment = {
  PARLEY_OFFER_TIMEOUT_MS: '8000',
  PARLEY_REOFFER_PAUSE_MS: String(reofferPauseMs),
  PARLEY_VISITOR_WAITING_MS: day,
  PARLEY_VISITOR_ESTABLISHED_MS: day,
}
const everybody = () => true
const sights = [everybody, (agentId: string) => agentId === 'a0', (agentId: string) => agentId !== 'a0', () => false]

type Command =
  | { readonly type: 'ask' | 'restart' }
  | { readonly type: 'connect' | 'disconnect'; readonly which: number }
  | { readonly type: 'accept' | 'decline' | 'agent-ends' | 'visitor-ends'; readonly which: number }
  | { readonly type: 'write' | 'answer' | 'raise' | 'lower'; readonly which: number; readonly times: number }
  | { readonly type: 'presence'; readonly which: number; readonly status: PresenceStatus }
  | { readonly type: 'wait'; readonly ms: number }

const which = fc.nat(11)
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('ask') }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constantFrom('connect', 'connect', 'disconnect'), which }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constantFrom('accept', 'accept', 'accept', 'decline'), which }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('agent-ends', 'visitor-ends'), which }) },
  {
    weight: 7,
    arbitrary: fc.record({
      type: fc.constantFrom('write', 'answer', 'raise', 'lower'),
      which,
      times: fc.constantFrom(1, 1, 9),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('presence'),
      which,
      status: fc.constantFrom<PresenceStatus>('online', 'online', 'away', 'offline'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('wait'), ms: fc.constantFrom(1, 100, 260, 600, 9000) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('restart') }) },
)

/** A screen of somebody who looks after some of the agents. */
class Screen {
  readonly sees: (agentId: string) => boolean
  floor: FloorSnapshot | undefined
  lastEventId: string | undefined
  leave: (() => void) | undefined
  /** When each item was told last. */
  readonly #toldAt = new Map<string, number>()

  constructor(sees: (agentId: string) => boolean) {
    this.sees = sees
  }

  take({ id, name, data }: FloorEvent, now: number, isMissed: boolean): void {
    this.lastEventId = id
    if (name === 'snapshot') this.#toldAt.clear()
    const item =
      'chatId' in data ? data.chatId : 'kind' in data ? `${data.kind}/${data.id}` : 'id' in data ? data.id : ''
    if (!isMissed && name !== 'snapshot') {
      expect(now - (this.#toldAt.get(item) ?? -Infinity), item).toBeGreaterThanOrEqual(gatherMs)
      this.#toldAt.set(item, now)
    }
    this.floor = applyFloorEvent(this.floor ?? { agents: [], queues: [], chats: [] }, { name, data })
    for (const agent of this.floor.agents) expect(this.sees(agent.id)).toBe(true)
    for (const chat of this.floor.chats) {
      if (chat.state === 'established') expect(this.sees(chat.agent?.id ?? '')).toBe(true)
    }
  }
}

class Supervisors {
  readonly #server: SimulatedServer
  readonly #truth: Truth
  readonly #screens = sights.map((sees) => new Screen(sees))
  readonly #failures: unknown[] = []
  readonly #written: { readonly count: number }
  #texts = 0

  private constructor(server: SimulatedServer, truth: Truth, written: { readonly count: number }) {
    this.#server = server
    this.#truth = truth
    this.#written = written
  }

  static async open(): Promise<Supervisors> {
    const truth = new Truth({ capacityOf: (id) => capacities[Number(id.slice(1))] ?? 0, reofferPauseMs })
    const written = { count: 0 }
    const server = await SimulatedServer.start({
      ...{ capacities, environment },
      onWritten: (writes, at) => {
        written.count += 1
        truth.takeIn(writes, at)
      },
    })
    const supervisors = new Supervisors(server, truth, written)
    supervisors.#arrive()
    for (const n of capacities.keys()) await server.parts.assignments.setPresence(organizationId, `a${n}`, 'online')
    return supervisors
  }

  async run(commands: readonly Command[]): Promise<void> {
    for (const one of commands) {
      await this.#carryOut(one)
      await settled()
    }
    await this.#untilQuiet()
    this.#compare()
  }

  async finish(): Promise<void> {
    await this.#server.shutDown()
  }

  /** Lets time pass until nothing was written for as long as changes are gathered. */
  async #untilQuiet(): Promise<void> {
    let before: number
    do {
      before = this.#written.count
      await this.#server.pass(gatherMs)
    } while (this.#written.count > before)
  }

  #arrive(): void {
    for (const n of capacities.keys()) this.#server.parts.router.agentArrived(organizationId, `a${n}`)
  }

  async #carryOut(one: Command): Promise<void> {
    const { parts } = this.#server
    const { assignments, chats, supervising } = parts
    switch (one.type) {
      case 'ask':
        await askForChat(parts, parts.sessions.create().key, { number: 1, digest: 'ask' })
        return undefined
      case 'connect':
        return this.#connect(this.#screens[one.which % sights.length]!)
      case 'disconnect':
        return this.#disconnect(this.#screens[one.which % sights.length]!)
      case 'presence':
        return assignments.setPresence(organizationId, `a${one.which % capacities.length}`, one.status)
      case 'wait':
        return this.#server.pass(one.ms)
      case 'restart':
        return this.#restart()
      default:
        return this.#withChat(one.which, async ({ id, agentId = 'a0' }) => {
          const ref = chatRef(organizationId, id)
          const agent = { id: agentId, name: `Agent ${agentId}` }
          if (one.type === 'accept') return assignments.accept(ref, agent)
          if (one.type === 'decline') return assignments.endOffer(ref, agentId, 'declined')
          if (one.type === 'agent-ends') return assignments.endByAgent(ref, agentId)
          if (!('times' in one)) return assignments.endByVisitor(ref, 'visitor')
          for (let n = 0; n < one.times; n += 1) {
            this.#texts += 1
            if (one.type === 'write') await chats.writeAsVisitor(ref, `message ${this.#texts}`)
            else if (one.type === 'answer') await chats.writeAsAgent(ref, agent, `message ${this.#texts}`)
            else if (one.type === 'raise') await supervising.raiseFlag(ref, agentId, `help ${this.#texts}`)
            else await supervising.lowerFlag(ref, { id: 's', by: 'supervisor' })
          }
        })
    }
  }

  async #withChat(number: number, use: (chat: TrueChat) => Promise<unknown>): Promise<void> {
    const open = [...this.#truth.chats.values()].filter(({ state }) => state !== 'ended')
    const chat = open[number % Math.max(1, open.length)]
    try {
      if (chat) await use(chat)
    } catch (error) {
      if (!(error instanceof ChatError)) throw error
    }
  }

  #connect(screen: Screen): void {
    this.#disconnect(screen)
    let isMissed = true
    const tell = (event: FloorEvent): void => {
      try {
        screen.take(event, this.#server.clock.now(), isMissed)
      } catch (error) {
        this.#failures.push(error)
      }
    }
    const follower = { sees: screen.sees, tell, end: () => this.#failures.push(new Error('The feed ended.')) }
    screen.leave = this.#server.parts.floorFeeds.follow(organizationId, follower, screen.lastEventId)
    isMissed = false
  }

  #disconnect(screen: Screen): void {
    screen.leave?.()
    screen.leave = undefined
  }

  async #restart(): Promise<void> {
    for (const screen of this.#screens) this.#disconnect(screen)
    this.#server.crash()
    await this.#server.boot()
    this.#arrive()
  }

  #compare(): void {
    expect(this.#failures).toEqual([])
    const items = this.#server.parts.floorViews.all(organizationId)
    for (const { leave, floor, sees } of this.#screens) {
      if (leave && floor) expect(unordered(floor)).toEqual(unordered(snapshotFor(items, sees)))
    }
    this.#checkAgainstLog(snapshotFor(items, everybody))
  }

  /** And what there is, is what the log says. */
  #checkAgainstLog({ agents, chats, queues }: FloorSnapshot): void {
    const open = [...this.#truth.chats.values()].filter(({ state }) => state !== 'ended')
    expect(chats.map(({ chatId, state }) => `${chatId} ${state}`).sort()).toEqual(
      open.map(({ id, state }) => `${id} ${state}`).sort(),
    )
    const count = (state: string) => open.filter((chat) => chat.state === state).length
    expect(queues).toMatchObject([{ kind: 'button', waiting: count('waiting'), offered: count('offered') }])
    for (const { id, status, load } of agents) {
      expect(status).toBe(this.#truth.agent(id).status)
      expect(load).toBe(open.filter(({ agentId, state }) => agentId === id && state !== 'waiting').length)
    }
    for (const { chatId, flag, lastWordsAt } of chats) {
      const { events } = this.#truth.chats.get(chatId)!
      const since = events.slice(events.findLastIndex(({ body }) => body.type === 'accepted'))
      const words = since.findLast(({ body }) => body.type === 'visitor-message' || body.type === 'agent-message')
      const flagging = since.findLast(({ body }) => body.type === 'flag-raised' || body.type === 'flag-lowered')
      expect(flag?.text).toBe(flagging?.body.type === 'flag-raised' ? flagging.body.text : undefined)
      if (lastWordsAt !== undefined) expect(words).toBeDefined()
    }
  }
}

const sizes = { minLength: 10, maxLength: 40, size: 'max' } as const
const { title, ...runs } = seededRuns(100)

test(`[A-45] the floor that is told of is the floor there is (${title})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(command, { minLength: 1, maxLength: 4 }), sizes), async (history) => {
      const supervisors = await Supervisors.open()
      for (const commands of history) await supervisors.run(commands)
      await supervisors.finish()
    }),
    runs,
  )
})
