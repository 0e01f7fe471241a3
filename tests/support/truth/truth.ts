import type { ChatEvent } from '../../../src/chat/chat-events.js'
import type { HandoverTarget } from '../../../src/chat/handover.js'
import type { EventBody, StreamWrite } from '../../../src/event-log/event-log.js'
import type { Instant, Millis } from '../../../src/lib/clock.js'
import type { AgentEvent } from '../../../src/routing/agent.js'
import {
  begun,
  holdersOf,
  lineName,
  lineOf,
  membersOf,
  plainDemand,
  servedBefore,
  type TrueAgent,
  type TrueChat,
  type TrueDemand,
} from './true-chat.js'
import { handOver } from './true-handovers.js'

/** How many chats may be listed to an agent. */
const listedMax = 50

/** What an event says is over: somebody's time, or the hope that anybody takes a request or a chat that is given away. */
export type Expiry = 'offer' | 'agent' | 'visitor' | 'request' | 'transfer'

/**
 * What the log says, taken in append by append, and what must hold after each of them: who may do what in which state,
 * one agent per chat, never more than an agent's capacity, nobody offered anything who is not online or may not have
 * it. Keeps a list of what did not hold.
 */
export class Truth {
  readonly chats = new Map<string, TrueChat>()
  readonly agents = new Map<string, TrueAgent>()
  readonly violations: string[] = []
  readonly #capacityOf: (agentId: string) => number
  readonly #demandOf: (line: string) => TrueDemand
  readonly #reofferPauseMs: Millis
  /** Called for what only the simulation can judge: whose time ran out, and for whom nobody is there. */
  onExpired: (what: Expiry, id: string, at: Instant) => void = () => undefined
  /** Whether nothing runs beside what is appended now, so that the order of serving can be judged. */
  strictOrder = false

  constructor(options: {
    capacityOf: (agentId: string) => number
    reofferPauseMs: Millis
    /** Of a button, by its id; or of `skill/` or `queue/` with the id of one. */
    demandOf?: (line: string) => TrueDemand
  }) {
    this.#capacityOf = options.capacityOf
    this.#demandOf = options.demandOf ?? (() => plainDemand)
    this.#reofferPauseMs = options.reofferPauseMs
  }

  agent(id: string): TrueAgent {
    let agent = this.agents.get(id)
    if (agent === undefined) this.agents.set(id, (agent = { id, status: 'offline', places: new Map() }))
    return agent
  }

  /** Those waiting and offered, in the order in which they are served in their line. */
  get queue(): TrueChat[] {
    return [...this.chats.values()]
      .filter(({ state }) => state === 'waiting' || state === 'offered')
      .sort((a, b) => (servedBefore(a, b) ? -1 : 1))
  }

  demandOf(chat: TrueChat): TrueDemand {
    return this.#demandOf(lineOf(chat))
  }

  /** Whether anybody is online who may take what an agent hands to a target. */
  anybodyFor(target: HandoverTarget, exceptAgentId: string): boolean {
    const { isEligible } = this.#demandOf(lineName(target))
    return [...this.agents.values()].some(
      ({ id, status }) => status === 'online' && id !== exceptAgentId && isEligible(id),
    )
  }

  /** Whether an agent may be asked for a chat, places and pauses aside: they are online, it is for them, not too often. */
  mayAsk(chat: TrueChat, agentId: string): boolean {
    const { rounds, isEligible } = this.demandOf(chat)
    const isNamed = chat.direct?.agentId === agentId
    const isAgentOnly = chat.direct?.fallback === false
    // Once they let it pass, an agent who was asked for by name is one among others.
    const isFor = isAgentOnly ? isNamed : isEligible(agentId) || (isNamed && !chat.tried.has(agentId))
    // A chat that had an agent cannot fail, so it is offered until somebody takes it.
    const mayAgain = chat.resumed || (chat.tried.get(agentId)?.passes ?? 0) < rounds
    const gaveAway = chat.back?.agentId === agentId
    return this.agent(agentId).status === 'online' && isFor && mayAgain && !gaveAway
  }

  hasRoom(chat: TrueChat, agentId: string, besides = 0): boolean {
    const capacity = this.#capacityOf(agentId)
    return capacity > 0 && this.#taken(agentId) - besides + this.needs(chat, agentId) <= capacity
  }

  /** How many of an agent's places a chat takes. */
  needs(chat: TrueChat, agentId: string): number {
    return Math.min(this.demandOf(chat).weight, this.#capacityOf(agentId))
  }

  pauses(chat: TrueChat, agentId: string, at: Instant): boolean {
    return (chat.tried.get(agentId)?.at ?? -Infinity) + this.#reofferPauseMs > at
  }

  /** Takes in one append. */
  takeIn(writes: readonly StreamWrite[], at: Instant): void {
    const offered: TrueChat[] = []
    const taken: PlaceTaken[] = []
    for (const { stream, expectedVersion, events, open } of writes) {
      for (const [index, { body }] of events.entries()) {
        if (stream.kind === 'chat') this.#chatEvent(stream.id, expectedVersion + 1 + index, at, body, offered)
        else if (stream.kind === 'agent') this.#agentEvent(stream.id, at, body as AgentEvent, taken)
      }
      if (stream.kind === 'chat' && open !== (this.chats.get(stream.id)?.state !== 'ended')) {
        this.#wrong(`chat ${stream.id} is marked ${open ? 'open' : 'ended'}`)
      }
    }
    if (this.strictOrder) for (const chat of offered) this.#checkOrder(chat, at)
    for (const { agentId, chatId, weight } of taken) {
      const chat = this.chats.get(chatId)
      const needs = chat && this.needs(chat, agentId)
      if (weight !== needs) this.#wrong(`${agentId} gives ${weight} places to ${chatId}, which needs ${needs}`)
    }
    this.#checkPlaces()
    this.#checkPresence()
  }

  #chatEvent(id: string, version: number, at: Instant, event: EventBody, offered: TrueChat[]): void {
    const body = event as ChatEvent
    const chat = this.chats.get(id)
    if (body.type === 'requested' || body.type === 'refused') {
      if (chat !== undefined) this.#wrong(`chat ${id} was asked for twice`)
      this.chats.set(id, begun(id, at, body, version))
      return
    }
    if (chat === undefined) return this.#wrong(`${body.type} in chat ${id}, which nobody asked for`)
    chat.events.push({ version, at, body })
    if (chat.events.length !== version) this.#wrong(`event ${version} of chat ${id} is number ${chat.events.length}`)
    if (chat.state === 'ended') this.#wrong(`${body.type} in chat ${id}, which is over`)
    switch (body.type) {
      case 'offered':
        if (chat.state !== 'waiting') this.#wrong(`chat ${id} is ${chat.state} and was offered to ${body.agentId}`)
        if (chat.listed.size > 0) this.#wrong(`chat ${id} is listed and was offered to ${body.agentId}`)
        this.#checkAsked(chat, body.agentId, at)
        Object.assign(chat, { state: 'offered', agentId: body.agentId, offerExpiresAt: body.expiresAt })
        offered.push(chat)
        return
      case 'offer-ended':
        if (chat.state !== 'offered' || chat.agentId !== body.agentId) this.#wrong(`no offer of ${id} to end`)
        if (body.reason === 'timed-out') {
          if (at < chat.offerExpiresAt) this.#wrong(`the offer of ${id} had time left`)
          this.onExpired('offer', id, at)
        }
        letPass(chat, body.agentId, at, body.reason)
        Object.assign(chat, { state: 'waiting', agentId: undefined })
        return
      case 'listed':
        if (chat.state !== 'waiting') this.#wrong(`chat ${id} is ${chat.state} and was listed`)
        for (const agentId of body.agentIds) {
          if (chat.listed.has(agentId)) this.#wrong(`chat ${id} was listed to ${agentId} twice`)
          this.#checkAsked(chat, agentId, at)
          chat.listed.add(agentId)
          const listed = [...this.chats.values()].filter((other) => other.listed.has(agentId)).length
          if (listed > listedMax) this.#wrong(`${listed} chats are listed to ${agentId}`)
        }
        return
      case 'unlisted':
        for (const agentId of body.agentIds) {
          if (!chat.listed.delete(agentId)) this.#wrong(`chat ${id} is not listed to ${agentId}`)
          if (body.reason === 'declined') letPass(chat, agentId, at, body.reason)
        }
        return
      case 'accepted': {
        const { agentId } = body
        const from = chat.state === 'established' ? chat.agentId : chat.back?.agentId
        if (body.fromAgentId !== from) this.#wrong(`${agentId} took ${id} from ${body.fromAgentId}`)
        if (chat.state === 'established') return this.#takenOver(chat, agentId)
        const isOffered = chat.state === 'offered' && chat.agentId === agentId
        if (!isOffered && !chat.listed.has(agentId)) this.#wrong(`${agentId} took ${id}`)
        if (chat.listed.size > (isOffered ? 0 : 1)) this.#wrong(`others still see ${id}, which ${agentId} took`)
        if (body.resumed !== chat.resumed) this.#wrong(`chat ${id} is taken for resumed`)
        Object.assign(chat, { state: 'established', agentId, tried: new Map(), listed: new Set(), back: undefined })
        return
      }
      case 'agent-message':
        if (chat.state !== 'established' || !membersOf(chat).includes(body.agentId)) {
          this.#wrong(`${body.agentId} wrote in ${id}`)
        }
        return
      case 'handover-offered':
      case 'handover-ended':
      case 'agent-joined':
      case 'agent-left':
      case 'agent-lost':
      case 'transfer-queued':
      case 'transfer-failed': {
        const isForLack = body.type === 'transfer-failed' && body.reason === 'not-online'
        if (isForLack) this.onExpired('transfer', id, at)
        return handOver(chat, at, body, {
          wrong: (sentence) => this.#wrong(sentence),
          expired: () => this.onExpired('offer', id, at),
        })
      }
      case 'ended':
        if (body.agentId !== undefined && chat.agentId !== body.agentId) this.#wrong(`${body.agentId} ended ${id}`)
        if (chat.listed.size > 0) this.#wrong(`chat ${id} is over and still listed`)
        if (chat.asked) this.#wrong(`chat ${id} is over and ${chat.asked.agentId} is asked for it`)
        if (chat.state === 'offered') this.#wrong(`chat ${id} is over and offered to ${chat.agentId}`)
        if (body.reason === 'visitor-lost') this.onExpired('visitor', id, at)
        if (body.unserved && chat.resumed) this.#wrong(`the request of ${id} failed, which had an agent`)
        if (body.unserved) this.onExpired('request', id, at)
        Object.assign(chat, { state: 'ended', agentId: undefined, joined: [], back: undefined })
        return
      default:
        // What is said, and what happens beside it, moves a chat nowhere.
        return
    }
  }

  #takenOver(chat: TrueChat, agentId: string): void {
    if (chat.asked?.agentId !== agentId || chat.asked.handover !== 'transfer') this.#wrong(`${agentId} took ${chat.id}`)
    Object.assign(chat, { agentId, asked: undefined })
  }

  #checkAsked(chat: TrueChat, agentId: string, at: Instant): void {
    if (!this.mayAsk(chat, agentId)) this.#wrong(`${agentId} was offered ${chat.id}, which is not for them now`)
    if (this.pauses(chat, agentId, at)) this.#wrong(`${agentId} was offered ${chat.id} again without a pause`)
  }

  #agentEvent(id: string, at: Instant, body: AgentEvent, taken: PlaceTaken[]): void {
    const agent = this.agent(id)
    switch (body.type) {
      case 'presence-set':
        if (body.cause === 'lost') this.onExpired('agent', id, at)
        agent.status = body.status
        return
      case 'place-taken':
        if (agent.places.has(body.chatId)) this.#wrong(`${id} gave ${body.chatId} two places`)
        agent.places.set(body.chatId, body.weight ?? 1)
        taken.push({ agentId: id, chatId: body.chatId, weight: body.weight ?? 1 })
        return
      case 'place-freed':
        if (!agent.places.delete(body.chatId)) this.#wrong(`${id} had no place with ${body.chatId} to free`)
    }
  }

  /** Whoever was offered a chat had nothing left that comes before it and that they could have been offered. */
  #checkOrder(chat: TrueChat, at: Instant): void {
    const { agentId } = chat
    if (agentId === undefined) return
    const besides = this.agent(agentId).places.get(chat.id) ?? 0
    for (const other of this.chats.values()) {
      if (other.state !== 'waiting' || this.demandOf(other).choice || !this.#comesBefore(other, chat)) continue
      if (!this.mayAsk(other, agentId) || this.pauses(other, agentId, at)) continue
      if (this.hasRoom(other, agentId, besides)) this.#wrong(`${agentId} was offered ${chat.id} before ${other.id}`)
    }
  }

  #comesBefore(a: TrueChat, b: TrueChat): boolean {
    const [one, other] = [this.demandOf(a).priority, this.demandOf(b).priority]
    return a.resumed === b.resumed && one !== other ? one < other : servedBefore(a, b)
  }

  #taken(agentId: string): number {
    return [...this.agent(agentId).places.values()].reduce((sum, weight) => sum + weight, 0)
  }

  #checkPlaces(): void {
    for (const { id, places } of this.agents.values()) {
      if (this.#taken(id) > this.#capacityOf(id)) this.#wrong(`${id} has ${this.#taken(id)} places taken`)
      for (const chatId of places.keys()) {
        const chat = this.chats.get(chatId)
        if (!chat || !holdersOf(chat).includes(id)) this.#wrong(`${id} gives a place to ${chatId}, which is not theirs`)
      }
    }
    for (const chat of this.chats.values()) {
      const holders = holdersOf(chat)
      if (new Set(holders).size < holders.length) this.#wrong(`${chat.id} is held twice by one of ${holders.join()}`)
      for (const holder of holders) {
        if (!this.agent(holder).places.has(chat.id)) this.#wrong(`${chat.id} has no place with ${holder}`)
      }
    }
  }

  /** Nobody is asked for anything who is not online. */
  #checkPresence(): void {
    for (const { id, state, agentId, listed, asked } of this.chats.values()) {
      const offeredTo = state === 'offered' && agentId !== undefined ? [agentId] : []
      for (const other of [...listed, ...offeredTo, ...(asked ? [asked.agentId] : [])]) {
        if (this.agent(other).status !== 'online') this.#wrong(`${other} is asked for ${id} and is not online`)
      }
    }
  }

  #wrong(sentence: string): void {
    this.violations.push(sentence)
  }
}

/** What an agent event says about places, to be compared with what the chat needs once the append is taken in whole. */
interface PlaceTaken {
  readonly agentId: string
  readonly chatId: string
  readonly weight: number
}

const letPass = (chat: TrueChat, agentId: string, at: Instant, reason: string): void => {
  const passed = reason === 'declined' || reason === 'timed-out' ? 1 : 0
  chat.tried.set(agentId, { at, passes: (chat.tried.get(agentId)?.passes ?? 0) + passed })
}
