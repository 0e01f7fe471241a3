/**
 * A random life of one visitor's client against the real services: polls with and without `ack`, requests and responses
 * that get lost, reconnects, repeated commands, agents who write, type and get lost, and a server that stops and
 * crashes. The client checks what it is told as it comes; the end checks that nothing is missing.
 */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { ChatEvent } from '../../src/chat/chat-events.js'
import type { CommandMark } from '../../src/chat/command-memory.js'
import { isVisitorEvent } from '../../src/chat/visitor-events.js'
import type { ChatRef } from '../../src/chat/chat-service.js'
import type { Recorded, StreamWrite } from '../../src/event-log/event-log.js'
import { DeliveryClient, type AnswerFate, type ClientKind } from './delivery-client.js'
import type { SeededRuns } from './seeded-runs.js'
import { settled } from './settled.js'
import { askForChat, organizationId, SimulatedServer } from './simulated-server.js'

/** What happens next. */
export type Step =
  /** `ack`: what a client that mixes does. `again`: how often the client gives up its poll and opens another at once. */
  | { readonly type: 'poll'; readonly fate: AnswerFate; readonly ack: boolean; readonly again: number }
  | { readonly type: 'agent-writes' | 'agent-types' | 'agent-lost' | 'agent-ends' | 'visitor-ends' }
  /** The command is sent so many times. */
  | { readonly type: 'visitor-writes'; readonly times: number }
  /** The newest command is sent again. */
  | { readonly type: 'visitor-repeats' }
  | {
      readonly type: 'reconnect'
      /** How far back the offset is that the client names; `undefined` when it names none. */
      readonly back: number | undefined
      readonly goesOn: boolean
      readonly numbersGoOn: boolean
      readonly fate: 'written' | 'failed' | 'written-unanswered' | 'response-lost'
    }
  | { readonly type: 'restart'; readonly crash: boolean }

export interface History {
  readonly oneMessage: boolean
  readonly steps: readonly Step[]
}

const fates: readonly AnswerFate[] = ['received', 'received', 'received', 'cut', 'lost', 'late']
const stepOf = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      type: fc.constant('poll'),
      fate: fc.constantFrom(...fates),
      ack: fc.boolean(),
      again: fc.constantFrom(0, 0, 0, 1, 2),
    }),
  },
  { weight: 5, arbitrary: fc.record({ type: fc.constantFrom('agent-writes', 'agent-writes', 'agent-types') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('visitor-writes'), times: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('agent-lost', 'visitor-repeats') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('agent-lost', 'agent-ends', 'visitor-ends') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('reconnect'),
      back: fc.constantFrom(0, 0, 0, 1, 3, undefined),
      goesOn: fc.boolean(),
      numbersGoOn: fc.boolean(),
      fate: fc.constantFrom('written', 'written', 'written', 'failed', 'written-unanswered', 'response-lost'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('restart'), crash: fc.boolean() }) },
) as fc.Arbitrary<Step>

/** Histories, short so that many can be lived. */
const histories: fc.Arbitrary<History> = fc.record({
  oneMessage: fc.boolean(),
  steps: fc.array(stepOf, { minLength: 1, maxLength: 18, size: 'max' }),
})

const agentIds = ['a0', 'a1'] as const

class Life {
  readonly #server: SimulatedServer
  readonly #key: string
  readonly #client: DeliveryClient
  #chat: ChatRef | undefined
  #agentsLost = 0
  /** The visitor's commands that were answered, each once. */
  readonly #said: string[] = []
  #number = 1
  #reconnectsKnown = 0
  #newest: { text: string; mark: CommandMark } | undefined

  private constructor(server: SimulatedServer, key: string, client: DeliveryClient) {
    this.#server = server
    this.#key = key
    this.#client = client
  }

  static async begin(kind: ClientKind, oneMessage: boolean): Promise<Life> {
    const versions: number[] = []
    let reconnects = 0
    const onWritten = (writes: readonly StreamWrite[]): void => {
      for (const { stream, expectedVersion, events } of writes) {
        for (const [index, { body }] of events.entries()) {
          if (stream.kind === 'session' && body.type === 'reconnected') reconnects += 1
          if (stream.kind === 'chat' && isVisitorEvent(body as ChatEvent)) versions.push(expectedVersion + 1 + index)
        }
      }
    }
    const deployment = { oneMessagePerResponse: oneMessage }
    const server = await SimulatedServer.start({ capacities: [1, 1], deployment, onWritten })
    const { key } = server.parts.sessions.create()
    const client = new DeliveryClient(server, key, kind, { oneMessage, versions, reconnects: () => reconnects })
    const life = new Life(server, key, client)
    await life.#peopleArrive()
    life.#chat = await askForChat(server.parts, key, { number: 1, digest: 'the request' })
    await life.#agentTakes()
    return life
  }

  async take(step: Step): Promise<void> {
    await this.#carryOut(step)
    await settled()
    this.#client.attend()
  }

  async #carryOut(step: Step): Promise<void> {
    switch (step.type) {
      case 'poll':
        return this.#client.poll(step)
      case 'visitor-writes':
        return this.#visitorWrites(step.times)
      case 'visitor-repeats':
        return this.#send()
      case 'reconnect':
        await this.#client.reconnect(step)
        // Whoever begins anew has nothing to repeat: its commands were all answered.
        if (!step.numbersGoOn && this.#reconnectsKnown < this.#client.reconnects) {
          this.#number = 0
          this.#newest = undefined
        }
        this.#reconnectsKnown = this.#client.reconnects
        return
      case 'restart':
        return this.#restart(step.crash)
      default:
        return this.#happen(step.type)
    }
  }

  /** Everything comes to rest: the client reads on until there is nothing more, and has missed nothing. */
  async finish(): Promise<void> {
    await this.#client.readAll()
    const chat = await this.#server.parts.chats.read(this.#ref)
    const events = (await this.#server.log.readAfter(this.#ref.name, 0, 1000)) as readonly Recorded<ChatEvent>[]
    const said = events.flatMap(({ body }) => (body.type === 'visitor-message' ? [body.text] : []))
    expect(said).toEqual(this.#said)
    expect(this.#client.isOver).toBe(chat.state === 'ended')
    expect(this.#server.backgroundErrors).toEqual([])
    await this.#server.shutDown()
  }

  get #ref(): ChatRef {
    if (this.#chat === undefined) throw new Error('The chat was not asked for yet.')
    return this.#chat
  }

  async #peopleArrive(): Promise<void> {
    const { assignments, router } = this.#server.parts
    for (const id of agentIds) {
      router.agentArrived(organizationId, id)
      await assignments.setPresence(organizationId, id, 'online')
    }
  }

  /** Whoever is offered the chat takes it. */
  async #agentTakes(): Promise<void> {
    await settled()
    const chat = await this.#server.parts.chats.read(this.#ref)
    if (chat.state !== 'offered') return
    await this.#server.parts.assignments.accept(this.#ref, { id: chat.offer.agentId, name: chat.offer.agentId })
  }

  async #happen(what: 'agent-writes' | 'agent-types' | 'agent-lost' | 'agent-ends' | 'visitor-ends'): Promise<void> {
    const { assignments, chats } = this.#server.parts
    const chat = await chats.read(this.#ref)
    if (chat.state === 'unrequested' || chat.state === 'ended') return
    if (what === 'visitor-ends') return assignments.endByVisitor(this.#ref, 'visitor')
    if (chat.state !== 'established') return
    const { agent } = chat
    switch (what) {
      case 'agent-writes':
        await chats.writeAsAgent(this.#ref, agent, `From ${agent.name}`)
        return
      case 'agent-types':
        return chats.agentTyping(this.#ref, agent.id, true)
      case 'agent-ends':
        return assignments.endByAgent(this.#ref, agent.id)
      case 'agent-lost':
        if (this.#agentsLost === agentIds.length - 1) return
        this.#agentsLost += 1
        await assignments.loseAgent(organizationId, agent.id, () => true)
        return this.#agentTakes()
    }
  }

  async #visitorWrites(times: number): Promise<void> {
    const chat = await this.#server.parts.chats.read(this.#ref)
    if (chat.state === 'ended') return
    this.#number += 1
    const text = `Message ${this.#said.length}`
    this.#newest = { text, mark: { number: this.#number, digest: text } }
    this.#said.push(text)
    for (let time = 0; time < times; time += 1) await this.#send()
  }

  /** Sends the newest command, perhaps again. */
  async #send(): Promise<void> {
    if (this.#newest === undefined) return
    const { text, mark } = this.#newest
    const session = await this.#client.session()
    const { reconnects } = session.numbering
    await this.#server.parts.chats.writeAsVisitor(this.#ref, text, { ...mark, ...(reconnects > 0 && { reconnects }) })
  }

  async #restart(crash: boolean): Promise<void> {
    this.#client.connectionsBreak()
    if (crash) this.#server.crash()
    else await this.#server.shutDown()
    await this.#server.boot()
    for (const id of agentIds) this.#server.parts.router.agentArrived(organizationId, id)
    await this.#server.parts.sessions.find(this.#key)
  }
}

/** Lives one history. Fails with what the client saw that it should not have, or missed. */
const live = async (kind: ClientKind, { oneMessage, steps }: History): Promise<void> => {
  const life = await Life.begin(kind, oneMessage)
  for (const step of steps) await life.take(step)
  await life.finish()
}

/** Lives so many random histories; fails with the shortest in which the client missed something, or was misled. */
export const missesNothing = (kind: ClientKind, { seed, numRuns, plugins }: SeededRuns): Promise<void> =>
  fc.assert(
    fc.asyncProperty(histories, (history) => live(kind, history)),
    { seed, numRuns, plugins },
  )
