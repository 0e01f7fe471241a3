import type { ChatEvent } from '../../src/chat/chat-events.js'
import type { EventBody, StreamWrite } from '../../src/event-log/event-log.js'
import type { Instant, Millis } from '../../src/lib/clock.js'
import type { AgentEvent, PresenceStatus } from '../../src/routing/agent.js'

/** A chat as the log tells it, folded without the code under test. */
export interface TrueChat {
  readonly id: string
  state: 'waiting' | 'offered' | 'established' | 'ended'
  /** To whom it is offered, or who is in charge. */
  agentId: string | undefined
  offerExpiresAt: Instant
  waitingSince: Instant
  resumed: boolean
  tried: Map<string, Instant>
  readonly events: { readonly version: number; readonly at: Instant; readonly body: ChatEvent }[]
}

export interface TrueAgent {
  readonly id: string
  status: PresenceStatus
  readonly places: Set<string>
}

/** Visitors served first: those that lost their agent, then by age, then by id. */
export const servedBefore = (a: TrueChat, b: TrueChat): boolean => {
  if (a.resumed !== b.resumed) return a.resumed
  return a.waitingSince === b.waitingSince ? a.id < b.id : a.waitingSince < b.waitingSince
}

/**
 * What the log says, taken in append by append, and what must hold after each of them: who may do what in which state,
 * one agent per chat, never more than an agent's capacity, nobody offered anything who is not online. Keeps a list of
 * what did not hold.
 */
export class Truth {
  readonly chats = new Map<string, TrueChat>()
  readonly agents = new Map<string, TrueAgent>()
  readonly violations: string[] = []
  readonly #capacityOf: (agentId: string) => number
  readonly #reofferPauseMs: Millis
  /** Called for what only the simulation can judge: whose time ran out. */
  onExpired: (what: 'offer' | 'agent' | 'visitor', id: string, at: Instant) => void = () => undefined
  /** Whether nothing runs beside what is appended now, so that the order of serving can be judged. */
  strictOrder = false

  constructor(options: { capacityOf: (agentId: string) => number; reofferPauseMs: Millis }) {
    this.#capacityOf = options.capacityOf
    this.#reofferPauseMs = options.reofferPauseMs
  }

  agent(id: string): TrueAgent {
    let agent = this.agents.get(id)
    if (agent === undefined) this.agents.set(id, (agent = { id, status: 'offline', places: new Set() }))
    return agent
  }

  /** Those waiting and offered, in the order in which they are served. */
  get queue(): TrueChat[] {
    return [...this.chats.values()]
      .filter(({ state }) => state === 'waiting' || state === 'offered')
      .sort((a, b) => (servedBefore(a, b) ? -1 : 1))
  }

  /** Takes in one append. */
  takeIn(writes: readonly StreamWrite[], at: Instant): void {
    const offered: TrueChat[] = []
    for (const { stream, expectedVersion, events, open } of writes) {
      for (const [index, { body }] of events.entries()) {
        if (stream.kind === 'chat') this.#chatEvent(stream.id, expectedVersion + 1 + index, at, body, offered)
        else if (stream.kind === 'agent') this.#agentEvent(stream.id, at, body as AgentEvent)
      }
      if (stream.kind === 'chat' && open !== (this.chats.get(stream.id)?.state !== 'ended')) {
        this.#wrong(`chat ${stream.id} is marked ${open ? 'open' : 'ended'}`)
      }
    }
    if (this.strictOrder) for (const chat of offered) this.#checkOrder(chat, at)
    this.#checkPlaces()
  }

  #chatEvent(id: string, version: number, at: Instant, event: EventBody, offered: TrueChat[]): void {
    const body = event as ChatEvent
    const chat = this.chats.get(id)
    if (body.type === 'requested' || body.type === 'refused') {
      if (chat !== undefined) this.#wrong(`chat ${id} was asked for twice`)
      const state = body.type === 'requested' ? 'waiting' : 'ended'
      const begun = { state, agentId: undefined, offerExpiresAt: 0, waitingSince: at, resumed: false } as const
      this.chats.set(id, { id, ...begun, tried: new Map<string, Instant>(), events: [{ version, at, body }] })
      return
    }
    if (chat === undefined) return this.#wrong(`${body.type} in chat ${id}, which nobody asked for`)
    chat.events.push({ version, at, body })
    if (chat.events.length !== version) this.#wrong(`event ${version} of chat ${id} is number ${chat.events.length}`)
    if (chat.state === 'ended') this.#wrong(`${body.type} in chat ${id}, which is over`)
    switch (body.type) {
      case 'offered':
        if (chat.state !== 'waiting') this.#wrong(`chat ${id} is ${chat.state} and was offered to ${body.agentId}`)
        if (this.agent(body.agentId).status !== 'online') this.#wrong(`${body.agentId} was offered ${id}, not online`)
        if ((chat.tried.get(body.agentId) ?? -Infinity) + this.#reofferPauseMs > at) {
          this.#wrong(`${body.agentId} was offered ${id} again without a pause`)
        }
        Object.assign(chat, { state: 'offered', agentId: body.agentId, offerExpiresAt: body.expiresAt })
        offered.push(chat)
        return
      case 'offer-ended':
        if (chat.state !== 'offered' || chat.agentId !== body.agentId) this.#wrong(`no offer of ${id} to end`)
        if (body.reason === 'timed-out') {
          if (at < chat.offerExpiresAt) this.#wrong(`the offer of ${id} had time left`)
          this.onExpired('offer', id, at)
        }
        chat.tried.set(body.agentId, at)
        Object.assign(chat, { state: 'waiting', agentId: undefined })
        return
      case 'accepted':
        if (chat.state !== 'offered' || chat.agentId !== body.agentId) this.#wrong(`${body.agentId} took ${id}`)
        if (body.resumed !== chat.resumed) this.#wrong(`chat ${id} is taken for resumed`)
        Object.assign(chat, { state: 'established', agentId: body.agentId, tried: new Map() })
        return
      case 'agent-message':
        if (chat.state !== 'established' || chat.agentId !== body.agentId) this.#wrong(`${body.agentId} wrote in ${id}`)
        return
      case 'agent-lost':
        if (chat.state !== 'established' || chat.agentId !== body.agentId) this.#wrong(`${id} lost ${body.agentId}`)
        Object.assign(chat, { state: 'waiting', agentId: undefined, resumed: true, waitingSince: at, tried: new Map() })
        return
      case 'ended':
        if (body.agentId !== undefined && chat.agentId !== body.agentId) this.#wrong(`${body.agentId} ended ${id}`)
        if (body.reason === 'visitor-lost') this.onExpired('visitor', id, at)
        Object.assign(chat, { state: 'ended', agentId: undefined })
        return
      default:
        // What is said, and what happens beside it, moves a chat nowhere.
        return
    }
  }

  #agentEvent(id: string, at: Instant, body: AgentEvent): void {
    const agent = this.agent(id)
    switch (body.type) {
      case 'presence-set':
        if (body.cause === 'lost') this.onExpired('agent', id, at)
        agent.status = body.status
        return
      case 'place-taken':
        if (agent.places.has(body.chatId)) this.#wrong(`${id} gave ${body.chatId} two places`)
        agent.places.add(body.chatId)
        return
      case 'place-freed':
        agent.places.delete(body.chatId)
    }
  }

  /** Whoever was offered a chat had no older one left that they could have been offered. */
  #checkOrder(chat: TrueChat, at: Instant): void {
    for (const other of this.chats.values()) {
      if (other.state !== 'waiting' || !servedBefore(other, chat) || chat.agentId === undefined) continue
      if ((other.tried.get(chat.agentId) ?? -Infinity) + this.#reofferPauseMs <= at) {
        this.#wrong(`${chat.agentId} was offered ${chat.id} before ${other.id}`)
      }
    }
  }

  #checkPlaces(): void {
    for (const { id, places } of this.agents.values()) {
      if (places.size > this.#capacityOf(id)) this.#wrong(`${id} has ${places.size} chats`)
      for (const chatId of places) {
        if (this.chats.get(chatId)?.agentId !== id) this.#wrong(`${id} gives a place to ${chatId}, which is not theirs`)
      }
    }
    for (const { id, agentId, state } of this.chats.values()) {
      if (state === 'offered' && agentId !== undefined && this.agent(agentId).status !== 'online') {
        this.#wrong(`${id} is offered to ${agentId}, who is not online`)
      }
      if (agentId !== undefined && !this.agent(agentId).places.has(id))
        this.#wrong(`${id} has no place with ${agentId}`)
    }
  }

  #wrong(sentence: string): void {
    this.violations.push(sentence)
  }
}
