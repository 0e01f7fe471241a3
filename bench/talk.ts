/**
 * Chats in which both sides say something all the time, as clients do that ask again when they were not answered; and how
 * long each request and each message took.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Message } from '../src/agent-api/entries.js'
import { WireClient } from '../src/visitor-client/wire-client.js'
import { AgentClient } from '../tests/support/agent-client.js'
import type { AgentStreamEvent } from '../tests/support/agent-stream.js'
import { messagesOf } from '../tests/support/messages-of.js'
import { WireVisitor } from '../tests/support/wire-visitor.js'
import { Trouble } from './pairs.js'
import type { Entrance } from './parley.js'

/** How often each side of each chat says something. */
const sayEveryMs = 100
/** How soon a client that was not answered asks again, and a console that lost its stream connects. */
const askAgainMs = 50
const connectAgainMs = 500
/** For how long whoever says something waits for it to arrive before the measurement is given up. */
const arrivalMs = 60_000

/** What took a while: a request from when it was first made until it was answered, or a message until it arrived. */
export interface Took {
  readonly what: 'request' | 'message'
  readonly fromMs: number
  readonly untilMs: number
}

export class Talk {
  readonly took: Took[] = []
  readonly #address: string
  readonly #entrance: Entrance
  readonly #over = new AbortController()
  readonly #work: Promise<void>[] = []
  /** What was said and has not arrived, and since when it is on its way. */
  readonly #onTheWay = new Map<string, number>()
  /** Who was offered to an agent, by their name. */
  readonly #chats = new Map<string, string>()
  readonly #trouble = new Trouble()
  readonly #closing: (() => void)[] = []
  #numbers = 0

  /** `address` is where all of them ask. */
  constructor(address: string, entrance: Entrance) {
    this.#address = address
    this.#entrance = entrance
  }

  /** Begins so many chats with one agent, who has room for them, and lets them talk; settles when all talk. */
  async begin(agent: { readonly username: string; readonly password: string }, chats: number): Promise<void> {
    const ada = await AgentClient.logIn(this.#address, agent.username, agent.password)
    this.#closing.push(() => ada.close())
    await ada.setPresence('online')
    this.#go(this.#listen(ada))
    const visitors: { readonly visitor: WireVisitor; readonly client: WireClient; readonly chatId: string }[] = []
    for (let n = 0; n < chats; n += 1) {
      const client = new WireClient(`${this.#address}/chat/rest/`)
      this.#closing.push(() => client.close())
      const visitor = await WireVisitor.arrive(client, `Visitor ${n}`, this.#entrance)
      visitors.push({ visitor, client, chatId: await this.#offered(`Visitor ${n}`) })
      await ada.accept(visitors[n]?.chatId ?? '')
      await visitor.until('ChatEstablished')
    }
    for (const { visitor, client, chatId } of visitors) {
      this.#go(this.#poll(visitor))
      this.#go(this.#sayAsVisitor(visitor, client))
      this.#go(this.#sayAsAgent(ada, chatId))
    }
  }

  /** Lets them talk for a while. */
  async goOn(ms: number): Promise<void> {
    const until = performance.now() + ms
    while (performance.now() < until) await this.#wait(20)
  }

  /** Settles when everything that was said before `ms` has arrived. */
  async arrivedBefore(ms: number): Promise<void> {
    const isLate = (fromMs: number): boolean => fromMs <= ms
    while ([...this.#onTheWay.values()].some(isLate)) {
      if (performance.now() > ms + arrivalMs) throw new Error('Something that was said never arrived.')
      await this.#wait(5)
    }
  }

  /** Ends it; what is on its way is not waited for. */
  async end(): Promise<void> {
    this.#over.abort()
    for (const close of this.#closing) close()
    await Promise.all(this.#work)
  }

  async #wait(ms: number): Promise<void> {
    await this.#trouble.guard(delay(ms))
  }

  #isOver(): boolean {
    return this.#over.signal.aborted
  }

  #go(work: Promise<void>): void {
    this.#work.push(
      work.catch((error: unknown) => {
        if (!this.#isOver()) this.#trouble.fail(String(error))
      }),
    )
  }

  async #offered(name: string): Promise<string> {
    for (;;) {
      const chatId = this.#chats.get(name)
      if (chatId !== undefined) return chatId
      await this.#wait(5)
    }
  }

  #arrived(text: unknown): void {
    const fromMs = typeof text === 'string' ? this.#onTheWay.get(text) : undefined
    if (fromMs === undefined) return
    this.#onTheWay.delete(String(text))
    this.took.push({ what: 'message', fromMs, untilMs: performance.now() })
  }

  /** Asks until it is answered as it should be. */
  async #until(ask: () => Promise<boolean>): Promise<void> {
    const fromMs = performance.now()
    while (!this.#isOver()) {
      if (await ask().catch(() => false)) {
        this.took.push({ what: 'request', fromMs, untilMs: performance.now() })
        return
      }
      await delay(askAgainMs)
    }
  }

  async #say(send: (text: string) => () => Promise<boolean>): Promise<void> {
    while (!this.#isOver()) {
      const next = performance.now() + sayEveryMs
      const text = `message-${(this.#numbers += 1)}`
      this.#onTheWay.set(text, performance.now())
      await this.#until(send(text))
      await delay(Math.max(0, next - performance.now()))
    }
  }

  #sayAsVisitor({ session }: WireVisitor, client: WireClient): Promise<void> {
    let sequence = 1
    return this.#say((text) => {
      sequence += 1
      const command = { sequence }
      return async () => (await client.chatMessage(session, text, command)).status === 200
    })
  }

  #sayAsAgent(agent: AgentClient, chatId: string): Promise<void> {
    return this.#say((text) => async () => (await agent.write(chatId, text, text)).ok)
  }

  async #poll(visitor: WireVisitor): Promise<void> {
    while (!this.#isOver()) {
      try {
        for (const { type, message } of await visitor.poll()) if (type === 'ChatMessage') this.#arrived(message['text'])
      } catch {
        await delay(askAgainMs)
      }
    }
  }

  async #listen(agent: AgentClient): Promise<void> {
    let lastId: string | undefined
    while (!this.#isOver()) {
      try {
        const stream = await agent.events(lastId, (event) => this.#take(event))
        this.#over.signal.addEventListener('abort', () => stream.close())
        await stream.ended
        ;({ lastId } = stream)
      } catch {
        // Nobody answers yet.
      }
      await delay(connectAgainMs)
    }
  }

  #take(event: AgentStreamEvent): void {
    if (event.name === 'offer') this.#chats.set(event.data.visitorName, event.data.chatId)
    else if (event.name === 'message') this.#hear(event.data)
    else if (event.name === 'snapshot') {
      for (const { visitorName, chatId } of event.data.offers) this.#chats.set(visitorName, chatId)
      for (const chat of event.data.chats) for (const message of messagesOf(chat)) this.#hear(message)
    }
  }

  /** Agents hear what they write themselves as well. */
  #hear({ from, text }: Message): void {
    if (from === 'visitor') this.#arrived(text)
  }
}
