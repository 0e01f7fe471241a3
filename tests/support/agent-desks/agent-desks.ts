import { expect } from 'vitest'
import type { FeedEvent } from '../../../src/agent-api/agent-feed.js'
import { ChatError } from '../../../src/chat/chat-error.js'
import { chatRef } from '../../../src/chat/chat-service.js'
import { LogUnavailableError } from '../../../src/event-log/event-log.js'
import { UploadsBusyError } from '../../../src/files/upload-places.js'
import { doDeed } from '../floor-life/do-deed.js'
import type { InChat } from '../floor-life/floor-command.js'
import { buttonIds, capacities, capacityOf, demandOf, floorSetup } from '../floor-life/floor-setup.js'
import { agentFor, agentIdOf, chatFor, pick } from '../floor-life/picks.js'
import { settled } from '../settled.js'
import { askForChat, organizationId, SimulatedServer } from '../simulated-server.js'
import type { TrueChat } from '../truth/true-chat.js'
import { Truth } from '../truth/truth.js'
import { ConsoleWindow, lasting } from './console-window.js'
import type { DeskCommand } from './desk-command.js'
import { expectSnapshotOfLog } from './expect-snapshot-of-log.js'

const consolesMax = 4
const reofferPauseMs = 500
const day = String(86_400_000)
const environment = {
  PARLEY_AGENT_LEASE_MS: '20000',
  PARLEY_OFFER_TIMEOUT_MS: '8000',
  PARLEY_REOFFER_PAUSE_MS: String(reofferPauseMs),
  PARLEY_TRANSFER_TIMEOUT_MS: '15000',
  PARLEY_VISITOR_WAITING_MS: day,
  PARLEY_VISITOR_ESTABLISHED_MS: day,
}
/** Longer than a feed without a console is kept. */
const longAbsenceMs = 130_000

/** The file that was asked for last, whatever became of that. */
const fileAskedFor = ({ events }: TrueChat): string =>
  events.flatMap(({ body }) => (body.type === 'file-requested' ? [body.fileId] : [])).at(-1) ?? 'none'

/** Agents at their consoles, who come, are cut off and come back, while everything happens to their chats. */
export class AgentDesks {
  readonly #server: SimulatedServer
  readonly #truth: Truth
  readonly #windows = Array.from({ length: consolesMax }, (_, n) => new ConsoleWindow(agentIdOf(n)))
  readonly #calls: Promise<unknown>[] = []
  readonly #failures: unknown[] = []
  #texts = 0
  /** What the newest command was about. */
  #chat: TrueChat | undefined

  private constructor(server: SimulatedServer, truth: Truth) {
    this.#server = server
    this.#truth = truth
  }

  static async open(): Promise<AgentDesks> {
    const truth = new Truth({ capacityOf, reofferPauseMs, demandOf })
    const onWritten = truth.takeIn.bind(truth)
    const server = await SimulatedServer.start({ ...floorSetup, environment, onWritten })
    const { assignments, router } = server.parts
    for (const n of capacities.keys()) {
      router.agentArrived(organizationId, `a${n}`)
      await assignments.setPresence(organizationId, `a${n}`, 'online')
    }
    return new AgentDesks(server, truth)
  }

  async run(commands: readonly DeskCommand[]): Promise<void> {
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

  async #carryOut(one: DeskCommand): Promise<void> {
    const { log, parts } = this.#server
    const { assignments, chats } = parts
    switch (one.type) {
      case 'ask':
        return this.#ask(one.where)
      case 'connect':
        return this.#connect(pick(this.#windows, one.which))
      case 'disconnect':
        return this.#disconnect(pick(this.#windows, one.which))
      case 'presence':
        return this.#call(assignments.setPresence(organizationId, agentIdOf(one.which), one.status))
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
      case 'say':
        for (let n = 0; n < one.times; n += 1) this.#withChat(one.which, (chat) => this.#call(this.#say(chat, n)))
        return
      case 'beside':
        for (let n = 0; n < one.times; n += 1) {
          this.#withChat(one.which, (chat) => this.#call(this.#beside(chat, one.first + n)))
        }
        return
      case 'release':
        return log.appends[one.which % Math.max(1, log.appends.length)]?.release(one.fate)
      case 'restart':
        return this.#restart()
      case 'long-absence':
        for (const window of this.#windows) this.#disconnect(window)
        this.#server.clock.advance(longAbsenceMs)
        return
      case 'types':
        return this.#withChat(one.which, ({ id }) =>
          this.#call(chats.visitorTyping(chatRef(organizationId, id), true, 'I am about to')),
        )
      case 'ask-file':
      case 'cancel-file':
      case 'send-file':
      case 'spoil-file':
        return this.#withChat(one.which, (chat) => this.#call(this.#file(one.type, chat)))
      default:
        return this.#inChat(one)
    }
  }

  #ask(where: number): void {
    const { parts } = this.#server
    const target = { type: 'button', buttonId: pick(buttonIds, where) } as const
    const { key } = parts.sessions.create()
    this.#call(askForChat(parts, key, { number: 1, digest: 'ask' }, undefined, target))
  }

  #inChat(command: InChat): void {
    const open = [...this.#truth.chats.values()].filter(({ state }) => state !== 'ended')
    const chat = command.chat === 'the-same' ? this.#chat : chatFor(command, command.chat, open)
    if (chat === undefined) return
    this.#chat = chat
    const { parts } = this.#server
    if ('agent' in command) return this.#call(doDeed(parts, this.#truth, command, chat, agentFor(command, chat)))
    if (command.type === 'write') return this.#call(this.#say(chat, 0))
    this.#call(parts.assignments.endByVisitor(chatRef(organizationId, chat.id), 'visitor'))
  }

  /** Something is said: by the visitor, or an agent who may. */
  #say(chat: TrueChat, number: number): Promise<unknown> {
    const { chats } = this.#server.parts
    const [ref, id] = [chatRef(organizationId, chat.id), [...chat.joined, chat.agentId ?? 'a0'][0] ?? 'a0']
    const text = `message ${this.#texts}`
    this.#texts += 1
    if (number % 2 === 0) return chats.writeAsVisitor(ref, text)
    return chats.writeAsAgent(ref, { id, name: `Agent ${id}` }, text)
  }

  #file(what: 'ask-file' | 'cancel-file' | 'send-file' | 'spoil-file', chat: TrueChat): Promise<unknown> {
    const { files } = this.#server.parts
    const [ref, id] = [chatRef(organizationId, chat.id), chat.agentId ?? 'a0']
    if (what === 'ask-file') return files.request(ref, id)
    if (what === 'cancel-file') return files.cancel(ref, id, fileAskedFor(chat))
    const bytes = new Uint8Array(what === 'send-file' ? 3 : 0)
    const arrival = { type: 'file', name: 'a.txt', bytes } as const
    return files.take(ref, fileAskedFor(chat), () => Promise.resolve(arrival))
  }

  /** One of the things that happen beside the talk. */
  #beside(chat: TrueChat, number: number): Promise<void> {
    const { chats, supervising } = this.#server.parts
    const ref = chatRef(organizationId, chat.id)
    const id = chat.agentId ?? 'a0'
    const deeds = [
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
    return pick(deeds, number)()
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
    const { feeds } = this.#server.parts
    const { connection } = window
    const profile = this.#profileOf(window)
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
      const { feeds } = this.#server.parts
      const profile = this.#profileOf(window)
      const leave = await feeds.follow(profile, undefined, (event) => fresh.take(event))
      leave()
      expect(lasting(window.state)).toEqual(lasting(fresh.state))
      if (fresh.state === undefined) expect.fail('A console that connects gets no snapshot.')
      expectSnapshotOfLog(fresh.state, window.agentId, this.#truth)
    }
  }

  #profileOf({ agentId }: ConsoleWindow) {
    const { setup } = this.#server.parts
    return () => {
      const profile = setup.agent(organizationId, agentId)
      if (profile === undefined) throw new Error(`There is no agent ${agentId}.`)
      return profile
    }
  }
}
