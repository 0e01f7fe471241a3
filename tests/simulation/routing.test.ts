/**
 * Random lives of a floor: visitors come, write and go, agents come, take, decline, end and get lost, the disk is slow,
 * conflicts and fails, the process is stopped and killed. After every append what must never happen has not happened;
 * whenever nothing is on its way any more, what must happen has happened.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChatEvent } from '../../src/chat/chat-events.js'
import { ChatError } from '../../src/chat/chat-error.js'
import { chatRef } from '../../src/chat/chat-service.js'
import { isOpenChat } from '../../src/chat/chat.js'
import { LogUnavailableError, type StreamWrite } from '../../src/event-log/event-log.js'
import type { Instant } from '../../src/lib/clock.js'
import { agentRef, type PresenceStatus } from '../../src/routing/agent.js'
import type { Target } from '../../src/routing/availability.js'
import type { Button } from '../../src/setup/kinds/button.js'
import type { ObjectChange } from '../../src/setup/setup-store.js'
import type { AppendFate } from '../support/held-log.js'
import { seededRuns } from '../support/seeded-runs.js'
import type { Parts } from '../../src/server/parts.js'
import { settled } from '../support/settled.js'
import { askForChat, buttonId, organizationId, SimulatedServer, sweepMs } from '../support/simulated-server.js'
import { plainDemand, Truth, type TrueChat, type TrueDemand } from '../support/truth.js'

const capacities = [1, 2, 3]
const leaseMs = 10_000
const offerTimeoutMs = 8_000
const reofferPauseMs = 3_000
const visitorLeaseMs = 45_000
const visitorsMax = 12
const unattendedMs = 15_000
const skillId = '0C5P00000000001'
const queueId = '00GP00000000001'
const configurationId = '0C6P00000000001'
const environment = {
  PARLEY_AGENT_LEASE_MS: String(leaseMs),
  PARLEY_OFFER_TIMEOUT_MS: String(offerTimeoutMs),
  PARLEY_REOFFER_PAUSE_MS: String(reofferPauseMs),
  PARLEY_UNATTENDED_MS: String(unattendedMs),
  PARLEY_VISITOR_WAITING_MS: String(visitorLeaseMs),
  PARLEY_VISITOR_ESTABLISHED_MS: String(visitorLeaseMs),
}
/** Buttons of every kind, each with what must hold for its chats. */
const buttons: readonly { readonly id: string; readonly setup: Partial<Button>; readonly demand: TrueDemand }[] = [
  { id: buttonId, setup: {}, demand: plainDemand },
  {
    id: '573P00000000002',
    setup: { routing: 'choice', reroutesMax: 1 },
    demand: { ...plainDemand, choice: true, rounds: 2 },
  },
  {
    id: '573P00000000003',
    setup: { routing: 'least-active', queueEnabled: false, reroutesMax: 0 },
    demand: { ...plainDemand, queued: false, rounds: 1 },
  },
  {
    id: '573P00000000004',
    setup: { routing: 'skills', skillIds: [skillId], priority: 50, capacityWeight: 2, reroutesMax: 1 },
    demand: { ...plainDemand, priority: 50, weight: 2, rounds: 2, isEligible: (id) => id !== 'a0' },
  },
  {
    id: '573P00000000005',
    setup: { routing: 'queue', queueId, priority: 200, autoAccept: true },
    demand: { ...plainDemand, priority: 200, isEligible: (id) => id !== 'a1' },
  },
  {
    id: '573P00000000006',
    setup: { routing: 'choice', queueEnabled: false, skillIds: [skillId] },
    demand: { ...plainDemand, choice: true, queued: false, isEligible: (id) => id !== 'a0' },
  },
]

const made = (kind: string, id: string, data: object): ObjectChange => ({
  ...{ organizationId, kind, id, expectedVersion: kind === 'button' && id === buttonId ? 1 : 0 },
  data: { name: id, ...data },
})

const setup = {
  agents: [{}, { skillIds: [skillId] }, { skillIds: [skillId], configurationId }],
  more: [
    made('skill', skillId, {}),
    made('queue', queueId, { memberIds: ['a0', 'a2'], model: 'most-available' }),
    made('agent-configuration', configurationId, { awayOnDecline: true, awayOnPushTimeout: true }),
    ...buttons.slice(1).map((button) => made('button', button.id, button.setup)),
  ],
}

/** How late what time brings about may be: one sweep to notice, and one more when the disk failed the first. */
const sweepsMs = 2 * sweepMs

type Command =
  | { readonly type: 'ask'; readonly who: number; readonly where: number; readonly direct: boolean }
  | { readonly type: 'arrive' | 'leave'; readonly who: number }
  | { readonly type: 'ask-again' | 'touch' | 'write' | 'answer' | 'visitor-ends'; readonly who: number }
  | { readonly type: 'accept' | 'decline' | 'agent-ends'; readonly who: number; readonly agent: number }
  | { readonly type: 'presence'; readonly who: number; readonly status: PresenceStatus }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'hold' | 'flow' }
  | { readonly type: 'release'; readonly which: number; readonly fate: AppendFate }
  | { readonly type: 'restart'; readonly crash: boolean; readonly written: number }

const number = fc.nat(11)
const weighted = (weight: number, arbitrary: fc.Arbitrary<Command>) => ({ weight, arbitrary })
const command = fc.oneof(
  weighted(
    9,
    fc.record({ type: fc.constant('ask'), who: number, where: number, direct: fc.nat(7).map((n) => n === 0) }),
  ),
  weighted(
    9,
    fc.record({
      type: fc.constantFrom('accept', 'accept', 'decline', 'agent-ends'),
      who: number,
      agent: number,
    }),
  ),
  weighted(
    4,
    fc.record({ type: fc.constantFrom('write', 'answer', 'visitor-ends', 'touch', 'ask-again'), who: number }),
  ),
  weighted(6, fc.record({ type: fc.constantFrom('arrive', 'arrive', 'leave'), who: number })),
  weighted(
    6,
    fc.record({
      type: fc.constant('presence'),
      who: number,
      status: fc.constantFrom<PresenceStatus>('online', 'online', 'away', 'offline'),
    }),
  ),
  weighted(6, fc.record({ type: fc.constant('wait'), ms: fc.constantFrom(1, 250, 1000, 3500, 9000, 20_000) })),
  weighted(3, fc.record({ type: fc.constantFrom('hold', 'hold', 'flow') })),
  weighted(
    9,
    fc.record({
      type: fc.constant('release'),
      which: number,
      fate: fc.constantFrom<AppendFate>('written', 'written', 'written', 'conflict', 'failed', 'written-unanswered'),
    }),
  ),
  weighted(1, fc.record({ type: fc.constant('restart'), crash: fc.boolean(), written: fc.nat(255) })),
)

const targetOf = ({ where, direct, who }: Extract<Command, { type: 'ask' }>): Target => {
  const { id: button } = buttons[where % buttons.length]!
  if (!direct) return { type: 'button', buttonId: button }
  const agentId = `a${who % capacities.length}`
  return where % 2 === 0 ? { type: 'agent', agentId } : { type: 'agent-then-button', agentId, buttonId: button }
}

interface Visitor {
  readonly key: string
  /** When the server heard of them, or was started. */
  readonly seenAt: Instant[]
  readonly target: Target
  chatId?: string
}

const capacityOf = (agentId: string): number => capacities[Number(agentId.slice(1))] ?? 0

class Floor {
  readonly truth = new Truth({
    capacityOf,
    reofferPauseMs,
    demandOf: (id) => buttons.find((button) => button.id === id)?.demand ?? plainDemand,
  })
  readonly #server: SimulatedServer
  readonly #visitors: Visitor[] = []
  readonly #agents = capacities.map((_, n) => ({ id: `a${n}`, streams: 0, goneSince: 0, ranOut: false }))
  readonly #calls: Promise<void>[] = []
  /** When somebody was there last who may have a chat that waits. */
  readonly #attendedAt = new Map<string, Instant>()
  #alone = false
  #troubleAt = -Infinity
  #restlessAt = -Infinity
  #startedAt: Instant

  private constructor(server: SimulatedServer) {
    this.#server = server
    this.#startedAt = server.clock.now()
    for (const agent of this.#agents) agent.goneSince = this.#startedAt
  }

  static async open(): Promise<Floor> {
    const later: { floor?: Floor } = {}
    const server = await SimulatedServer.start({
      capacities,
      environment,
      ...setup,
      onWritten: (writes, at) => later.floor?.written(writes, at),
    })
    const floor = new Floor(server)
    later.floor = floor
    floor.truth.onExpired = (what, id, at) => floor.#expired(what, id, at)
    return floor
  }

  /** Carries out commands at once, and waits for what comes of them. */
  async run(commands: readonly Command[]): Promise<void> {
    const held = this.#server.log.appends.length > 0
    // Alone, and with nothing that several things come of, a command meets a floor on which nothing else moves.
    const alone = commands.length === 1 && !['wait', 'flow', 'release'].includes(commands[0]!.type)
    this.truth.strictOrder = alone && !held && !this.#server.log.holdAppends
    this.#alone = commands.length === 1 && !held && !this.#server.log.holdAppends
    for (const one of commands) {
      this.#carryOut(one)
      this.#noteRest()
      if (one.type === 'wait') await this.#server.pass(one.ms)
      else if (one.type === 'flow') await this.#server.flow()
      else if (one.type === 'release') await this.#release(one.which, one.fate)
      else if (one.type === 'restart') await this.#restart(one.crash, one.written)
      this.#noteLeases()
      this.#noteRest()
    }
    await settled()
    expect(this.truth.violations).toEqual([])
    this.#noteRest()
    if (this.#server.log.appends.length === 0) await this.#atRest()
  }

  /** The end of a life: everything comes to rest, and every call has been answered. */
  async finish(): Promise<void> {
    await this.#server.flow()
    await this.#server.pass(sweepsMs)
    await Promise.all(this.#calls)
    expect(this.truth.violations).toEqual([])
    await this.#atRest()
    await this.#restart(false, 0)
    await this.#server.pass(reofferPauseMs + sweepsMs)
    await this.#atRest()
    expect(this.truth.violations).toEqual([])
    await this.#server.shutDown()
  }

  #carryOut(one: Command): void {
    const { parts, log } = this.#server
    const { assignments, chats, router } = parts
    if (!('who' in one)) {
      if (one.type === 'hold') log.holdAppends = true
      return
    }
    const agent = this.#agents[one.who % this.#agents.length]!
    switch (one.type) {
      case 'ask':
        if (this.#visitors.length < visitorsMax) this.#ask(this.#newVisitor(targetOf(one)))
        return
      case 'ask-again': {
        const visitor = this.#visitors[one.who]
        if (visitor) this.#ask(visitor)
        return
      }
      case 'touch': {
        const visitor = this.#visitors[one.who]
        if (visitor) this.#call(this.#touch(visitor))
        return
      }
      case 'arrive':
        agent.streams += 1
        router.agentArrived(organizationId, agent.id)
        return
      case 'leave':
        if (agent.streams === 0) return
        agent.streams -= 1
        agent.goneSince = this.#server.clock.now()
        router.agentLeft(organizationId, agent.id)
        return
      case 'presence':
        // Nobody else decides upon an agent's status, so it is never refused.
        this.#call(assignments.setPresence(organizationId, agent.id, one.status), [])
        return
      case 'write':
        this.#withChat(one.who, (chat) => {
          const text = `message ${this.#server.ids.uuid()}`
          this.#call(
            chats.writeAsVisitor(chatRef(organizationId, chat.id), text).then(() => {
              expect(chat.events.some(({ body }) => 'text' in body && body.text === text)).toBe(true)
            }),
          )
        })
        return
      case 'answer':
        this.#withChat(one.who, (chat) => {
          if (chat.agentId === undefined) return
          const ref = chatRef(organizationId, chat.id)
          this.#call(chats.writeAsAgent(ref, { id: chat.agentId, name: 'Agent' }, 'Hello').then(() => undefined))
        })
        return
      case 'visitor-ends':
        this.#withChat(one.who, (chat) =>
          this.#call(assignments.endByVisitor(chatRef(organizationId, chat.id), 'visitor')),
        )
        return
      case 'accept':
      case 'decline':
      case 'agent-ends':
        this.#withChat(one.who, (chat) => {
          // Mostly the right agent, sometimes any.
          const theirs = chat.agentId ?? [...chat.listed][one.agent % Math.max(1, chat.listed.size)]
          const id = one.agent < 9 && theirs !== undefined ? theirs : `a${one.agent % capacities.length}`
          const ref = chatRef(organizationId, chat.id)
          if (one.type === 'accept') this.#call(assignments.accept(ref, { id, name: 'Agent' }))
          else if (one.type === 'decline') this.#call(assignments.endOffer(ref, id, 'declined'))
          else this.#call(assignments.endByAgent(ref, id))
        })
    }
  }

  #withChat(which: number, use: (chat: TrueChat) => void): void {
    const chat = [...this.truth.chats.values()][which % Math.max(1, this.truth.chats.size)]
    if (chat) use(chat)
  }

  #newVisitor(target: Target) {
    const visitor: Visitor = {
      target,
      key: this.#server.parts.sessions.create().key,
      seenAt: [],
    }
    this.#visitors.push(visitor)
    return visitor
  }

  #ask(visitor: Visitor): void {
    const { parts } = this.#server
    visitor.seenAt.push(this.#server.clock.now())
    const command = { number: 1, digest: 'first' }
    const asked = askForChat(parts, visitor.key, command, () => this.#heardOf(visitor, parts), visitor.target).then(
      ({ name }) => {
        expect(this.truth.chats.has(name.id)).toBe(true)
        // However often it is asked for, it is one chat; one that was refused at once is none.
        expect(visitor.chatId ?? name.id).toBe(name.id)
      },
    )
    // A request is refused by an event of its own chat, never by an error.
    this.#call(asked, [])
  }

  async #touch(visitor: Visitor): Promise<void> {
    const { parts } = this.#server
    const { sessions } = parts
    visitor.seenAt.push(this.#server.clock.now())
    const session = await sessions.find(visitor.key)
    if (session === undefined) return
    sessions.touch(session)
    this.#heardOf(visitor, parts)
  }

  /** A visitor counts as heard of once their session was found, if the process is still the one that was asked. */
  #heardOf(visitor: Visitor, parts: Parts): void {
    if (this.#server.isRunning(parts)) visitor.seenAt.push(this.#server.clock.now())
  }

  /** A call may be refused in the ways named, and fail when the log does. */
  #call(
    call: Promise<void>,
    refusals: readonly string[] = ['offer-gone', 'no-place', 'not-your-chat', 'chat-over', 'not-requested'],
  ): void {
    this.#calls.push(
      call.catch((error: unknown) => {
        if (error instanceof LogUnavailableError && this.#troubleAt > -Infinity) return
        if (error instanceof ChatError && refusals.includes(error.code)) return
        this.truth.violations.push(`a call failed: ${String(error)}`)
      }),
    )
  }

  async #release(which: number, fate: AppendFate): Promise<void> {
    const { appends } = this.#server.log
    const held = appends[which % Math.max(1, appends.length)]
    if (held === undefined) return
    if (fate !== 'written') this.#troubleAt = this.#server.clock.now()
    await held.release(fate)
  }

  async #restart(crash: boolean, written: number): Promise<void> {
    const server = this.#server
    if (crash) {
      const held = [...server.log.appends]
      server.crash()
      // Of what was on its way some had reached the disk.
      for (const [n, append] of held.entries()) if (written & (1 << (n % 8))) await append.release('written')
      this.#calls.length = 0
    } else {
      await server.shutDown()
    }
    await settled()
    const now = server.clock.now()
    for (const agent of this.#agents) Object.assign(agent, { streams: 0, goneSince: now, ranOut: false })
    for (const { seenAt } of this.#visitors) seenAt.push(now)
    this.#startedAt = now
    this.truth.strictOrder = true
    await server.boot()
    this.truth.strictOrder = false
    await this.#atRest()
  }

  /** An agent may be taken for lost once their lease ran out, and not before they said anew that they are here. */
  #noteLeases(): void {
    const now = this.#server.clock.now()
    for (const agent of this.#agents) if (agent.streams === 0 && agent.goneSince + leaseMs <= now) agent.ranOut = true
  }

  /** Everything that reaches the log passes here. */
  written(writes: readonly StreamWrite[], at: Instant): void {
    this.#noteAttended()
    this.truth.takeIn(writes, at)
    for (const { stream, events } of writes) {
      const request = events.map(({ body }) => body as ChatEvent).find(({ type }) => type === 'requested')
      if (request?.type === 'requested') {
        const visitor = this.#visitors.find(({ key }) => key.startsWith(request.request.sessionId))
        if (visitor) visitor.chatId = stream.id
      }
      const agent = this.#agents.find(({ id }) => id === stream.id)
      if (agent === undefined || !events.some(({ body }) => body.type === 'presence-set')) continue
      Object.assign(agent, { goneSince: this.#server.clock.now(), ranOut: false })
    }
  }

  #noteAttended(): void {
    const now = this.#server.clock.now()
    for (const chat of this.truth.queue) {
      if (this.#agents.some(({ id }) => this.truth.mayAsk(chat, id))) this.#attendedAt.set(chat.id, now)
    }
  }

  /** Since when nobody is there who may have a waiting chat, as it looked before the newest append. */
  #unattendedSince(chat: TrueChat): Instant {
    return Math.max(chat.waitingSince, this.#attendedAt.get(chat.id) ?? 0, this.#startedAt)
  }

  /** A request fails when nobody has a place for it, or nobody was there for long. */
  #judgeFailure(chat: TrueChat, at: Instant): void {
    const asked = this.#agents.filter(({ id }) => this.truth.mayAsk(chat, id))
    const isAgentOnly = chat.direct?.fallback === false
    const isFull = !asked.some(({ id }) => this.truth.hasRoom(chat, id))
    const isLate = asked.length === 0 && this.#unattendedSince(chat) + unattendedMs <= at
    const isJust = isAgentOnly || (this.truth.demandOf(chat).queued ? isLate : isFull)
    if (!isJust) this.truth.violations.push(`the request of ${chat.id} failed for nothing`)
  }

  #noteRest(): void {
    if (this.#server.log.appends.length > 0) this.#restlessAt = this.#server.clock.now()
  }

  #expired(what: 'offer' | 'agent' | 'visitor' | 'request', id: string, at: Instant): void {
    // After a start everybody has their full time again.
    if (what === 'offer' && at < this.#startedAt + offerTimeoutMs) this.truth.violations.push(`${id} timed out`)
    const chat = this.truth.chats.get(id)
    if (what === 'request' && chat !== undefined && this.#alone) this.#judgeFailure(chat, at)
    if (what === 'agent') {
      this.#noteLeases()
      if (!this.#agents.find((agent) => agent.id === id)?.ranOut) this.truth.violations.push(`${id} was taken for lost`)
    }
    if (what === 'visitor') {
      const visitor = this.#visitors.find(({ chatId }) => chatId === id)
      // What came at the very instant of the decision may have come after it.
      const seenAt = visitor?.seenAt.findLast((instant) => instant < at) ?? -Infinity
      if (seenAt + visitorLeaseMs > at) this.truth.violations.push(`the visitor of ${id} was taken for lost`)
    }
  }

  /** What holds whenever nothing is on its way. */
  async #atRest(): Promise<void> {
    const { parts, clock, backgroundErrors } = this.#server
    const now = clock.now()
    const restless = Math.max(this.#troubleAt, this.#restlessAt) + sweepsMs > now
    for (const error of backgroundErrors.splice(0))
      expect([error, this.#troubleAt > -Infinity]).toEqual(['LogUnavailableError', true])
    await this.#agrees()
    // What falls due meanwhile is seen by the next sweep.
    if (restless) return
    for (const chat of this.truth.queue) {
      if (chat.state === 'offered') {
        const due = Math.max(chat.offerExpiresAt, this.#startedAt + offerTimeoutMs)
        expect(due + sweepsMs, `${chat.id} is offered for too long`).toBeGreaterThan(now)
        continue
      }
      const asked = this.#agents.filter(({ id }) => this.truth.mayAsk(chat, id))
      for (const { id, streams } of asked) {
        const { choice, isEligible } = this.truth.demandOf(chat)
        const isListed = choice && isEligible(id) && chat.direct?.fallback !== false
        const done = isListed ? chat.listed.has(id) : !this.truth.hasRoom(chat, id)
        if (done || this.truth.pauses(chat, id, now - sweepsMs)) continue
        expect.fail(`${chat.id} waits beside ${id} (${streams})`)
      }
      if (!this.truth.demandOf(chat).queued && !chat.resumed) {
        const hasRoom = asked.some(({ id }) => this.truth.hasRoom(chat, id))
        expect(hasRoom, `${chat.id} waits without a queue`).toBe(true)
      }
      // While an append was on its way, nobody could find out that nobody is there.
      const knownSince = Math.max(this.#unattendedSince(chat), this.#restlessAt, this.#troubleAt)
      const isLate = knownSince + unattendedMs + 2 * sweepsMs <= now
      expect(asked.length === 0 && !chat.resumed && isLate, `nobody is there for ${chat.id}`).toBe(false)
    }
    for (const { chatId, seenAt } of this.#visitors) {
      const silent = (seenAt.at(-1) ?? 0) + visitorLeaseMs + sweepsMs <= now
      const open = chatId !== undefined && this.truth.chats.get(chatId)?.state !== 'ended'
      expect(silent && open, `the visitor of ${chatId} is gone`).toBe(false)
    }
    for (const { id, streams, goneSince } of this.#agents) {
      const agent = this.truth.agent(id)
      const gone = streams === 0 && goneSince + leaseMs + sweepsMs <= now
      const here = agent.status !== 'offline' || agent.places.size > 0
      expect(gone && here && parts.floors.of(organizationId).agent(id) !== undefined, `${id} is gone`).toBe(false)
    }
  }

  /** What the process believes is what the log says. */
  async #agrees(): Promise<void> {
    const { ledger, floors, router } = this.#server.parts
    const floor = floors.of(organizationId)
    let established = 0
    for (const { id, state, agentId, events } of this.truth.chats.values()) {
      const { state: chat } = await ledger.read(chatRef(organizationId, id))
      const agent =
        chat.state === 'established' ? chat.agent.id : chat.state === 'offered' ? chat.offer.agentId : undefined
      expect([chat.state, agent, chat.version]).toEqual([state, agentId, events.length])
      if (isOpenChat(chat)) expect(ledger.peek(chatRef(organizationId, id))).toBe(chat)
      if (state === 'established') established += 1
    }
    for (const { id, status, places } of this.truth.agents.values()) {
      const { state: agent } = await ledger.read(agentRef(organizationId, id))
      expect([agent.status, [...agent.places].sort()]).toEqual([status, [...places.keys()].sort()])
      const known = floor.agent(id)
      expect([known?.status ?? 'offline', known?.places ?? []]).toEqual([status, agent.places])
    }
    const { queue } = this.truth
    for (const { id: button } of buttons) {
      const here = queue.filter((chat) => chat.buttonId === button)
      const waiting = here.filter(({ state }) => state === 'waiting').map(({ id }) => id)
      expect([...floor.waitingAt(button)].map(({ chatId }) => chatId)).toEqual(waiting)
      expect(here.map(({ id }) => router.position(organizationId, id))).toEqual(here.map((_, index) => index + 1))
    }
    for (const { id } of this.#agents) {
      const listed = queue.filter((chat) => chat.listed.has(id)).map((chat) => chat.id)
      expect([...floor.listedTo(id)].sort()).toEqual(listed.sort())
    }
    const offered = queue.filter(({ state }) => state === 'offered').length
    expect(floor.counts).toMatchObject({ waiting: queue.length - offered, offered, established })
  }
}

const sizes = { minLength: 10, maxLength: 60, size: 'max' } as const
const { title, ...runs } = seededRuns(100)

test(`no chat is lost, taken twice or left waiting beside a free agent (${title})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(command, { minLength: 1, maxLength: 3 }), sizes), async (commands) => {
      const floor = await Floor.open()
      for (const who of capacities.keys()) {
        await floor.run([
          { type: 'arrive', who },
          { type: 'presence', who, status: 'online' },
        ])
      }
      for (const some of commands) await floor.run(some)
      await floor.finish()
    }),
    runs,
  )
})
