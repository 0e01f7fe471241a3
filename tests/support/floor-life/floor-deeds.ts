import { expect } from 'vitest'
import { ChatError } from '../../../src/chat/chat-error.js'
import { chatRef } from '../../../src/chat/chat-service.js'
import { LogUnavailableError } from '../../../src/event-log/event-log.js'
import type { Target } from '../../../src/routing/availability.js'
import type { Parts } from '../../../src/server/parts.js'
import { askForChat, organizationId, type SimulatedServer } from '../simulated-server.js'
import type { Truth } from '../truth/truth.js'
import type { TrueChat } from '../truth/true-chat.js'
import { doDeed } from './do-deed.js'
import type { Command, Deed, InChat } from './floor-command.js'
import type { FloorPeople, Visitor } from './floor-people.js'
import { buttonIds } from './floor-setup.js'
import { isAllowed } from './is-allowed.js'
import { agentFor, agentIdOf, chatFor, pick } from './picks.js'

const visitorsMax = 12

/** How agents and visitors may be refused when others are faster, or it is not theirs. */
const usualRefusals = [
  ...['offer-gone', 'no-place', 'not-your-chat', 'chat-over', 'not-requested'],
  ...['not-in-charge', 'handover-open', 'no-handover', 'already-in-chat', 'nobody-there'],
]

const requestTarget = ({ where, direct, who }: Extract<Command, { type: 'ask' }>): Target => {
  const buttonId = pick(buttonIds, where)
  if (!direct) return { type: 'button', buttonId }
  const agentId = agentIdOf(who)
  return where % 2 === 0 ? { type: 'agent', agentId } : { type: 'agent-then-button', agentId, buttonId }
}

/** Carries out what people do, as the server's surfaces do it, and looks at how each call ends. */
export class FloorDeeds {
  readonly #server: SimulatedServer
  readonly #truth: Truth
  readonly #people: FloorPeople
  readonly #calls: Promise<void>[] = []
  /** What the newest command was about. */
  #chat: TrueChat | undefined

  constructor(server: SimulatedServer, truth: Truth, people: FloorPeople) {
    this.#server = server
    this.#truth = truth
    this.#people = people
  }

  /** Settles once every call has been answered. */
  async answered(): Promise<void> {
    await Promise.all(this.#calls)
  }

  /** The process is gone that was called: those calls are never answered. */
  forget(): void {
    this.#calls.length = 0
  }

  /** Begins what a command stands for; `alone` when nothing else is on its way, so that its outcome is known beforehand. */
  begin(command: Command, alone: boolean): void {
    const { parts, clock } = this.#server
    const { assignments, router } = parts
    if ('chat' in command) return this.#inChat(command, alone)
    if (!('who' in command)) return
    const agent = pick(this.#people.agents, command.who)
    const visitor = this.#people.visitors[command.who]
    switch (command.type) {
      case 'ask':
        if (this.#people.visitors.length < visitorsMax) this.#ask(this.#newVisitor(requestTarget(command)))
        return
      case 'ask-again':
        if (visitor) this.#ask(visitor)
        return
      case 'touch':
        if (visitor) this.#call(this.#touch(visitor))
        return
      case 'arrive':
        agent.streams += 1
        router.agentArrived(organizationId, agent.id)
        return
      case 'leave':
        if (agent.streams === 0) return
        agent.streams -= 1
        agent.goneSince = clock.now()
        router.agentLeft(organizationId, agent.id)
        return
      case 'presence':
        // Nobody else decides upon an agent's status, so it is never refused.
        this.#call(assignments.setPresence(organizationId, agent.id, command.status), [])
        return
    }
  }

  #inChat(command: InChat, alone: boolean): void {
    const chat = this.#chatFor(command)
    if (chat === undefined) return
    this.#chat = chat
    if ('agent' in command) return this.#deed(command, chat, alone)
    const { assignments, chats } = this.#server.parts
    const ref = chatRef(organizationId, chat.id)
    if (command.type === 'visitor-ends') return this.#call(assignments.endByVisitor(ref, 'visitor'))
    const text = `message ${this.#server.ids.uuid()}`
    const written = chats.writeAsVisitor(ref, text).then(() => {
      expect(chat.events.some(({ body }) => 'text' in body && body.text === text)).toBe(true)
    })
    this.#call(written)
  }

  /** The chat a command is about: mostly one in which it is somebody's to do. */
  #chatFor(command: InChat): TrueChat | undefined {
    return command.chat === 'the-same' ? this.#chat : chatFor(command, command.chat, [...this.#truth.chats.values()])
  }

  /** What an agent does about a chat: mostly the right one, sometimes any. */
  #deed(deed: Deed, chat: TrueChat, alone: boolean): void {
    const id = agentFor(deed, chat)
    const done = doDeed(this.#server.parts, this.#truth, deed, chat, id)
    if (!alone) return this.#call(done)
    const allowed = isAllowed(this.#truth, chat, deed, id)
    const judged = done.then(
      () => {
        if (!allowed) throw new Error(`${id} may not ${deed.type} ${chat.id}`)
      },
      (error: unknown) => {
        if (allowed) throw new Error(`${id} may ${deed.type} ${chat.id}`, { cause: error })
        throw error
      },
    )
    this.#call(judged)
  }

  #newVisitor(target: Target): Visitor {
    const visitor: Visitor = { target, key: this.#server.parts.sessions.create().key, seenAt: [] }
    this.#people.visitors.push(visitor)
    return visitor
  }

  #ask(visitor: Visitor): void {
    const { parts } = this.#server
    visitor.seenAt.push(this.#server.clock.now())
    const command = { number: 1, digest: 'first' }
    const asked = askForChat(parts, visitor.key, command, () => this.#heardOf(visitor, parts), visitor.target).then(
      ({ name }) => {
        expect(this.#truth.chats.has(name.id)).toBe(true)
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
  #call(call: Promise<void>, refusals: readonly string[] = usualRefusals): void {
    this.#calls.push(
      call.catch((error: unknown) => {
        if (error instanceof LogUnavailableError && this.#people.troubleAt > -Infinity) return
        if (error instanceof ChatError && refusals.includes(error.code)) return
        this.#truth.violations.push(`a call failed: ${String(error)}`)
      }),
    )
  }
}
