/**
 * Whenever a console connects, and whenever it was cut off and comes back: what it was told, reduced with the console's
 * own reducer, is what a fresh snapshot says. With slow reads and writes of the log, so that everything races.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EntryKind } from '../../src/agent-api/entries.js'
import type { Snapshot } from '../../src/agent-api/messages.js'
import type { FeedEvent } from '../../src/agent-api/agent-feed.js'
import { ChatError } from '../../src/chat/chat-error.js'
import { chatRef } from '../../src/chat/chat-service.js'
import { LogUnavailableError } from '../../src/event-log/event-log.js'
import { UploadsBusyError } from '../../src/files/upload-places.js'
import type { PresenceStatus } from '../../src/routing/agent.js'
import { applyAgentEvent } from '../../web/console/state/apply-event.js'
import type { AppendFate } from '../support/held-log.js'
import { seededRuns } from '../support/seeded-runs.js'
import { settled } from '../support/settled.js'
import { askForChat, organizationId, SimulatedServer } from '../support/simulated-server.js'
import type { TrueChat } from '../support/truth/true-chat.js'
import { Truth } from '../support/truth/truth.js'

const capacities = [3, 1]
const consolesMax = 4
const reofferPauseMs = 500
const day = String(86_400_000)
const environment = {
  PARLEY_AGENT_LEASE_MS: '20000',
  PARLEY_OFFER_TIMEOUT_MS: '8000',
  PARLEY_REOFFER_PAUSE_MS: String(reofferPauseMs),
  PARLEY_VISITOR_WAITING_MS: day,
  PARLEY_VISITOR_ESTABLISHED_MS: day,
}
/** Longer than a feed without a console is kept. */
const longAbsenceMs = 130_000

type Command =
  | { readonly type: 'ask' | 'long-absence' | 'restart' | 'hold-reads' | 'hold-appends' | 'flow' | 'read' }
  | { readonly type: 'connect' | 'disconnect'; readonly which: number }
  | { readonly type: 'accept' | 'decline' | 'agent-ends' | 'visitor-ends' | 'types'; readonly which: number }
  | { readonly type: 'ask-file' | 'cancel-file' | 'send-file' | 'spoil-file'; readonly which: number }
  | { readonly type: 'write' | 'answer' | 'beside'; readonly which: number; readonly times: number }
  | { readonly type: 'presence'; readonly which: number; readonly status: PresenceStatus }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'release'; readonly which: number; readonly fate: AppendFate }

const which = fc.nat(11)
const weighted = (weight: number, arbitrary: fc.Arbitrary<Command>) => ({ weight, arbitrary })
const command = fc.oneof(
  weighted(4, fc.record({ type: fc.constant('ask') })),
  weighted(8, fc.record({ type: fc.constantFrom('connect', 'connect', 'disconnect'), which })),
  weighted(8, fc.record({ type: fc.constantFrom('accept', 'accept', 'accept', 'decline'), which })),
  weighted(3, fc.record({ type: fc.constantFrom('agent-ends', 'visitor-ends', 'types'), which })),
  weighted(5, fc.record({ type: fc.constantFrom('ask-file', 'ask-file', 'cancel-file'), which })),
  weighted(3, fc.record({ type: fc.constantFrom('send-file', 'spoil-file'), which })),
  weighted(6, fc.record({ type: fc.constantFrom('write', 'answer'), which, times: fc.constantFrom(1, 2, 60) })),
  weighted(5, fc.record({ type: fc.constant('beside'), which, times: fc.constantFrom(1, 7, 11, 60) })),
  weighted(
    3,
    fc.record({
      type: fc.constant('presence'),
      which,
      status: fc.constantFrom<PresenceStatus>('online', 'online', 'away', 'offline'),
    }),
  ),
  weighted(3, fc.record({ type: fc.constant('wait'), ms: fc.constantFrom(1, 600, 9000, 21_000) })),
  weighted(6, fc.record({ type: fc.constantFrom('hold-reads', 'hold-reads', 'hold-appends', 'flow', 'read') })),
  weighted(
    6,
    fc.record({
      type: fc.constant('release'),
      which,
      fate: fc.constantFrom<AppendFate>('written', 'written', 'written', 'conflict', 'failed', 'written-unanswered'),
    }),
  ),
  weighted(1, fc.record({ type: fc.constantFrom('restart', 'long-absence') })),
)

/** A window of an agent's console, from the server's side of the connection. */
class ConsoleWindow {
  readonly agentId: string
  state: Snapshot | undefined
  lastEventId: string | undefined
  /** Tells one connection from the next: what a lost one still receives does not arrive. */
  connection = 0
  leave: (() => void) | undefined
  readonly #numbers: number[] = []

  constructor(agentId: string) {
    this.agentId = agentId
  }

  take({ id, name, data }: FeedEvent): void {
    if (id !== undefined) {
      this.lastEventId = id
      if (name === 'snapshot') this.#numbers.length = 0
      // Durable events come in the order of their numbers, none is left out and none comes twice.
      const number = Number(id.slice(id.lastIndexOf('-') + 1))
      expect(this.#numbers.at(-1) ?? number - 1).toBe(number - 1)
      this.#numbers.push(number)
    }
    if (this.state === undefined) expect(name).toBe('snapshot')
    const empty = {} as Snapshot
    this.state = structuredClone(applyAgentEvent(this.state ?? empty, name, data))
  }
}

/** Which events of a chat are in its transcript, and as what. */
const entryKinds: Readonly<Record<string, EntryKind>> = {
  'visitor-message': 'message',
  'agent-message': 'message',
  'visitor-event': 'custom-event',
  'agent-event': 'custom-event',
  'agent-rich-message': 'rich-message',
  'visitor-pick': 'visitor-pick',
  'idle-warning': 'idle-warning',
  'page-visited': 'page-visited',
  'rules-triggered': 'rules-triggered',
  whispered: 'whisper',
}
/** The file that was asked for last, whatever became of that. */
const fileAskedFor = ({ events }: TrueChat): string =>
  events.flatMap(({ body }) => (body.type === 'file-requested' ? [body.fileId] : [])).at(-1) ?? 'none'

/** A snapshot without what is fleeting. */
const lasting = (snapshot: Snapshot | undefined) =>
  snapshot && { ...snapshot, chats: snapshot.chats.map((chat) => ({ ...chat, visitorAway: false })) }

class Desks {
  readonly #server: SimulatedServer
  readonly #truth: Truth
  readonly #windows = Array.from({ length: consolesMax }, (_, n) => new ConsoleWindow(`a${n % capacities.length}`))
  readonly #calls: Promise<unknown>[] = []
  readonly #failures: unknown[] = []
  #texts = 0

  private constructor(server: SimulatedServer, truth: Truth) {
    this.#server = server
    this.#truth = truth
  }

  static async open(): Promise<Desks> {
    const truth = new Truth({ capacityOf: (id) => capacities[Number(id.slice(1))] ?? 0, reofferPauseMs })
    const onWritten = truth.takeIn.bind(truth)
    const server = await SimulatedServer.start({ capacities, environment, onWritten })
    const { assignments, router } = server.parts
    for (const n of capacities.keys()) {
      router.agentArrived(organizationId, `a${n}`)
      await assignments.setPresence(organizationId, `a${n}`, 'online')
    }
    return new Desks(server, truth)
  }

  async run(commands: readonly Command[]): Promise<void> {
    for (const one of commands) await this.#carryOut(one)
    await settled()
    expect(this.#failures).toEqual([])
    const { holdAppends, holdReads, appends, reads } = this.#server.log
    if (!holdAppends && !holdReads && appends.length + reads.length === 0) await this.#compare()
  }

  async finish(): Promise<void> {
    await this.#server.flow()
    await Promise.all(this.#calls)
    await this.#compare()
    await this.#server.shutDown()
  }

  async #carryOut(one: Command): Promise<void> {
    const { log, parts } = this.#server
    const { assignments, chats, files } = parts
    switch (one.type) {
      case 'ask':
        return this.#call(askForChat(parts, parts.sessions.create().key, { number: 1, digest: 'ask' }))
      case 'connect':
        return this.#connect(this.#windows[one.which % consolesMax]!)
      case 'disconnect':
        return this.#disconnect(this.#windows[one.which % consolesMax]!)
      case 'presence':
        return this.#call(assignments.setPresence(organizationId, `a${one.which % capacities.length}`, one.status))
      case 'wait':
        return this.#server.pass(one.ms)
      case 'hold-reads':
        log.holdReads = true
        return
      case 'hold-appends':
        log.holdAppends = true
        return
      case 'read':
        log.releaseReads()
        return
      case 'flow':
        return this.#server.flow()
      case 'write':
      case 'answer':
        for (let n = 0; n < one.times; n += 1) {
          this.#withChat(one.which, (chat) => {
            const [ref, id] = [chatRef(organizationId, chat.id), chat.agentId ?? 'a0']
            const text = `message ${this.#texts}`
            this.#texts += 1
            if (one.type === 'write') this.#call(chats.writeAsVisitor(ref, text))
            else this.#call(chats.writeAsAgent(ref, { id, name: `Agent ${id}` }, text))
          })
        }
        return
      case 'beside':
        for (let n = 0; n < one.times; n += 1) this.#withChat(one.which, (chat) => this.#call(this.#beside(chat, n)))
        return
      case 'release':
        return log.appends[one.which % Math.max(1, log.appends.length)]?.release(one.fate)
      case 'restart':
        return this.#restart()
      case 'long-absence':
        for (const window of this.#windows) this.#disconnect(window)
        this.#server.clock.advance(longAbsenceMs)
        return
      default:
        this.#withChat(one.which, (chat) => {
          const ref = chatRef(organizationId, chat.id)
          const id = chat.agentId ?? 'a0'
          const agent = { id, name: `Agent ${id}` }
          if (one.type === 'accept') this.#call(assignments.accept(ref, agent))
          else if (one.type === 'decline') this.#call(assignments.endOffer(ref, id, 'declined'))
          else if (one.type === 'agent-ends') this.#call(assignments.endByAgent(ref, id))
          else if (one.type === 'ask-file') this.#call(files.request(ref, id))
          else if (one.type === 'cancel-file') this.#call(files.cancel(ref, id, fileAskedFor(chat)))
          else if (one.type === 'send-file' || one.type === 'spoil-file') {
            const bytes = new Uint8Array(one.type === 'send-file' ? 3 : 0)
            const arrival = { type: 'file', name: 'a.txt', bytes } as const
            this.#call(files.take(ref, fileAskedFor(chat), () => Promise.resolve(arrival)))
          } else if (one.type === 'visitor-ends') this.#call(assignments.endByVisitor(ref, 'visitor'))
          else this.#call(chats.visitorTyping(ref, true, 'I am about to'))
        })
    }
  }

  /** One of the things that happen beside the talk. */
  #beside(chat: TrueChat, number: number): Promise<void> {
    const { chats, supervising } = this.#server.parts
    const ref = chatRef(organizationId, chat.id)
    const id = chat.agentId ?? 'a0'
    const deeds = [
      // First, for what comes later is an answer.
      () => chats.noteCriticalWait(ref, 0),
      () => chats.tellAgent(ref, 'cart', '{}'),
      () => chats.pick(ref, [{ type: 'button', index: 0 }]),
      () => chats.noteIdleWarning(ref, 'triggered'),
      () => chats.noteRules(ref, ['cards']),
      () => chats.visitPage(ref, 'https://shop.example/'),
      () => chats.tellVisitor(ref, id, 'open', ''),
      () => chats.offerChoices(ref, { id, name: `Agent ${id}` }, { type: 'buttons', items: [{ text: 'Yes' }] }),
      () => supervising.whisper(ref, { id: 's', name: 'Sue' }, 'psst').then(() => undefined),
      () => supervising.raiseFlag(ref, id, `help ${this.#texts}`),
      () => supervising.lowerFlag(ref, { id: 's', by: 'supervisor' }),
    ]
    return deeds[number % deeds.length]!()
  }

  #withChat(number: number, use: (chat: TrueChat) => void): void {
    const open = [...this.#truth.chats.values()].filter(({ state }) => state !== 'ended')
    const chat = open[number % Math.max(1, open.length)]
    if (chat) use(chat)
  }

  #call(call: Promise<unknown>): void {
    const done = call.catch((error: unknown) => {
      const expected = [ChatError, LogUnavailableError, UploadsBusyError]
      if (!expected.some((one) => error instanceof one)) this.#failures.push(error)
    })
    this.#calls.push(done)
  }

  #connect(window: ConsoleWindow): void {
    this.#disconnect(window)
    const { feeds, setup } = this.#server.parts
    const { connection } = window
    const profile = () => setup.agent(organizationId, window.agentId)!
    const take = (event: FeedEvent): void => {
      try {
        if (window.connection === connection) window.take(event)
      } catch (error) {
        this.#failures.push(error)
      }
    }
    const joined = feeds.follow(profile, window.lastEventId, take).then((leave) => {
      if (window.connection === connection) window.leave = leave
      else leave()
    })
    this.#call(joined)
  }

  #disconnect(window: ConsoleWindow): void {
    window.connection += 1
    window.leave?.()
    window.leave = undefined
  }

  async #restart(): Promise<void> {
    this.#server.crash()
    this.#calls.length = 0
    for (const window of this.#windows) {
      window.leave = undefined
      window.connection += 1
    }
    await this.#server.boot()
    for (const n of capacities.keys()) this.#server.parts.router.agentArrived(organizationId, `a${n}`)
  }

  /** What each connected console shows is what a console sees that connects now. */
  async #compare(): Promise<void> {
    expect(this.#failures).toEqual([])
    for (const window of this.#windows) {
      if (window.leave === undefined) continue
      const fresh = new ConsoleWindow(window.agentId)
      const { feeds, setup } = this.#server.parts
      const profile = () => setup.agent(organizationId, window.agentId)!
      const leave = await feeds.follow(profile, undefined, (event) => fresh.take(event))
      leave()
      expect(lasting(window.state)).toEqual(lasting(fresh.state))
      this.#checkAgainstLog(fresh.state!, window.agentId)
    }
  }

  /** And what that one sees is what the log says. */
  #checkAgainstLog(snapshot: Snapshot, agentId: string): void {
    const mine = [...this.#truth.chats.values()].filter((chat) => chat.agentId === agentId)
    const ids = (state: string) => mine.filter((chat) => chat.state === state).map(({ id }) => id)
    expect(snapshot.presence.status).toBe(this.#truth.agent(agentId).status)
    expect(snapshot.offers.map(({ chatId }) => chatId).sort()).toEqual(ids('offered').sort())
    expect(snapshot.chats.map(({ chatId }) => chatId).sort()).toEqual(ids('established').sort())
    for (const { chatId, entries, hasEarlier, files, fileRequest, flag, criticalWait } of snapshot.chats) {
      const said = this.#truth.chats.get(chatId)!.events.flatMap(({ version, body }) => {
        const kind = entryKinds[body.type]
        return kind === undefined ? [] : [[version, kind, 'text' in body ? body.text : undefined]]
      })
      const shown = entries.map((entry) => [entry.number, entry.kind, 'text' in entry ? entry.text : undefined])
      expect(shown).toEqual(said.slice(-100))
      expect(hasEarlier).toBe(said.length > 100)
      const { events } = this.#truth.chats.get(chatId)!
      const received = events.flatMap(({ version, body }) =>
        body.type === 'file-received' ? [[version, body.fileId]] : [],
      )
      expect(files.map(({ number, fileId }) => [number, fileId])).toEqual(received)
      const latest = events.findLast(({ body }) => body.type.startsWith('file-') || body.type === 'accepted')?.body
      const flagging = events.findLast(({ body }) => ['flag-raised', 'flag-lowered', 'accepted'].includes(body.type))
      expect(flag?.text).toBe(flagging?.body.type === 'flag-raised' ? flagging.body.text : undefined)
      const waits = ['critical-wait', 'critical-wait-cleared', 'accepted']
      const waiting = events.findLast(({ body }) => waits.includes(body.type))?.body.type === 'critical-wait'
      expect(criticalWait).toBe(waiting || undefined)
      expect(fileRequest?.fileId).toBe(latest?.type === 'file-requested' ? latest.fileId : undefined)
    }
  }
}

const sizes = { minLength: 10, maxLength: 50, size: 'max' } as const
const { title, ...runs } = seededRuns(100)

test(`a snapshot and what follows it is what a fresh snapshot says (${title})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(command, { minLength: 1, maxLength: 3 }), sizes), async (history) => {
      const desks = await Desks.open()
      for (const commands of history) await desks.run(commands)
      await desks.finish()
    }),
    runs,
  )
})
