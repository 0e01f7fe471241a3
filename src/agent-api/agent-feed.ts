/**
 * What happens to one agent, as a numbered feed that any number of their consoles follow: a snapshot, then what comes
 * after it. Lives in this process only; a console that asks for a place this feed does not know gets a new snapshot.
 */
import type { Subscription } from '../bus/bus.js'
import type { ActingAgent } from '../chat/acting-agent.js'
import type { ChatEvent } from '../chat/chat-events.js'
import { chatKind, membersOf, type Chat as ChatState, type RequestedChat } from '../chat/chat.js'
import { chatRef } from '../chat/chat-service.js'
import { agentTopic, type ChatCommitted } from '../chat/hints.js'
import type { Bus } from '../bus/bus.js'
import type { Recorded } from '../event-log/event-log.js'
import { NewerEventError, type Ledger } from '../event-log/ledger.js'
import { agentRef } from '../routing/agent.js'
import type { Hint } from '../routing/hints.js'
import type { SetupObject } from '../setup/setup.js'
import { asBy } from './agent-views.js'
import { tidingOf } from './chat-tidings.js'
import { heldPart, type ChatViews } from './chat-views.js'
import type { Chat } from './chats.js'
import type { AgentEventName, AgentEvents, Snapshot } from './messages.js'
import type { Offer } from './offers.js'
import type { Presence } from './presence.js'

/** One event of the feed; `id` is there when it is durable and can be resumed from. */
export interface FeedEvent {
  readonly id: string | undefined
  readonly name: AgentEventName
  readonly data: AgentEvents[AgentEventName]
}

export type Follower = (event: FeedEvent) => void

/** How many of the newest durable events a console can have missed and still resume. */
export const resumableMax = 500

export class AgentFeed {
  readonly #organizationId: string
  readonly #agentId: string
  readonly #epoch: string
  readonly #ledger: Ledger
  readonly #views: ChatViews
  readonly #profile: () => SetupObject<'agent'>
  readonly #theirs: () => Iterable<string>
  readonly #onError: (error: unknown) => void
  readonly #onGap: () => void
  readonly #subscription: Subscription
  readonly #followers = new Set<Follower>()
  readonly #recent: FeedEvent[] = []
  #number = 0
  #joining = 0
  /** Work in progress: hints are told in their order, though some need a look at the log first. */
  #busy: Promise<void> | undefined

  constructor(options: {
    organizationId: string
    agentId: string
    /** Tells this feed from any other, so that a place in another one is not mistaken for one in this. */
    epoch: string
    ledger: Ledger
    views: ChatViews
    bus: Bus<Hint>
    profile: () => SetupObject<'agent'>
    /** The chats that this agent has, is asked for, or that are listed to them. */
    theirs: () => Iterable<string>
    onError: (error: unknown) => void
    /** Called when something could not be told, so that the feed does not say any more what is so. */
    onGap: () => void
  }) {
    this.#organizationId = options.organizationId
    this.#agentId = options.agentId
    this.#epoch = options.epoch
    this.#ledger = options.ledger
    this.#views = options.views
    this.#profile = options.profile
    this.#theirs = options.theirs
    this.#onError = options.onError
    this.#onGap = options.onGap
    const topic = agentTopic(options.organizationId, options.agentId)
    this.#subscription = options.bus.listen(topic, (hint) => this.#takeIn(hint))
  }

  /** How many follow, or are about to. */
  get followers(): number {
    return this.#followers.size + this.#joining
  }

  close(): void {
    this.#subscription.close()
  }

  /**
   * Follows the feed from a place a console had reached, or from a new snapshot. `follower` is called in order, first
   * with the snapshot unless it was resumed. Returns how to leave.
   */
  async follow(lastEventId: string | undefined, follower: Follower): Promise<() => void> {
    this.#joining += 1
    try {
      return await this.#join(lastEventId, follower)
    } finally {
      this.#joining -= 1
    }
  }

  async #join(lastEventId: string | undefined, follower: Follower): Promise<() => void> {
    while (this.#busy) await this.#busy
    // From here to the first wait nothing can happen, so the place and the state belong together.
    const missed = this.#after(lastEventId)
    if (missed !== undefined) {
      this.#followers.add(follower)
      for (const event of missed) follower(event)
      return () => this.#followers.delete(follower)
    }
    const id = this.#id(this.#number)
    const waiting: FeedEvent[] = []
    const hold: Follower = (event) => waiting.push(event)
    this.#followers.add(hold)
    try {
      const snapshot = await this.#snapshot()
      follower({ id, name: 'snapshot', data: snapshot })
    } finally {
      this.#followers.delete(hold)
    }
    for (const event of waiting) follower(event)
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  #id(number: number): string {
    return `${this.#epoch}-${number}`
  }

  #after(lastEventId: string | undefined): readonly FeedEvent[] | undefined {
    const [, epoch, number] = /^(.+)-(\d{1,15})$/.exec(lastEventId ?? '') ?? []
    if (epoch !== this.#epoch) return undefined
    const missed = this.#number - Number(number)
    const { length } = this.#recent
    return missed >= 0 && missed <= length ? this.#recent.slice(length - missed) : undefined
  }

  async #snapshot(): Promise<Snapshot> {
    const agent = this.#ledger.peek(agentRef(this.#organizationId, this.#agentId))
    // By the chats, as followers are told: of what was written together another process may have heard a part.
    const states = [...this.#theirs()].map((chatId) => this.#ledger.peek(chatRef(this.#organizationId, chatId)))
    const profile = this.#profile()
    const offers: Offer[] = []
    const building: Promise<Chat>[] = []
    for (const chat of states) {
      if (chat === undefined || chat.state === 'unrequested') continue
      const held = membersOf(chat).includes(this.#agentId) ? heldPart(chat) : undefined
      if (held) building.push(this.#views.chat(chat, held))
      else if (chat.state !== 'ended') offers.push(this.#views.offer(chat))
    }
    const chats = await Promise.all(building)
    return {
      agent: this.#views.agent(profile),
      configuration: this.#views.configuration(profile),
      presence: asPresence(agent ?? { status: 'offline' }, agent?.statusBy),
      offers: offers.sort((a, b) => order(a.waitingSince, b.waitingSince) || order(a.chatId, b.chatId)),
      chats: chats.sort((a, b) => order(a.establishedAt, b.establishedAt) || order(a.chatId, b.chatId)),
    }
  }

  #takeIn(hint: Hint): void {
    if (this.#busy === undefined) {
      const work = this.#tell(hint)
      if (work) this.#await(work)
    } else {
      this.#await(this.#busy.then(() => this.#tell(hint)))
    }
  }

  #await(work: Promise<void>): void {
    const busy: Promise<void> = work
      .catch((error: unknown) => this.#missed(error))
      .then(() => {
        if (this.#busy === busy) this.#busy = undefined
      })
    this.#busy = busy
  }

  /** Something was not told. What a newer server wrote nobody here can tell; without anything else the feed is wrong. */
  #missed(error: unknown): void {
    this.#onError(error)
    if (!(error instanceof NewerEventError)) this.#onGap()
  }

  #tell(hint: Hint): Promise<void> | undefined {
    switch (hint.type) {
      case 'chat-committed':
        return this.#tellChat(hint)
      case 'agent-committed':
        for (const { body } of hint.events) {
          if (body.type === 'presence-set') this.#emit('presence', asPresence(body, body.supervisor))
        }
        return undefined
      case 'visitor-typing': {
        const { chatId, typing, text } = hint
        const isShown = text !== undefined && this.#views.showsUnsent(this.#organizationId, this.#agentId)
        this.#emitFleeting('visitor-typing', { chatId, typing, ...(isShown && { text }) })
        return undefined
      }
      case 'visitor-away':
      case 'visitor-back':
        this.#emitFleeting(hint.type, { chatId: hint.chatId })
        return undefined
      case 'agent-typing':
      case 'agent-unsent':
      case 'queue-moved':
        return undefined
    }
  }

  #tellChat({ before, chat, events }: ChatCommitted): Promise<void> | undefined {
    const [was, is] = [before, chat].map((one) => membersOf(one).includes(this.#agentId))
    // All that came with it, such as a greeting, is in the chat that is shown then.
    if (!was && is && chat.state === 'established') return this.#tellEstablished(chat)
    let work: Promise<void> | undefined
    let state = before
    for (const event of events) {
      const [was, is] = [state, events.length === 1 ? chat : chatKind.apply(state, event)]
      state = is
      work = work ? work.then(() => this.#tellChatEvent(was, is, event)) : this.#tellChatEvent(was, is, event)
    }
    return work
  }

  #tellChatEvent(before: ChatState, after: ChatState, event: Recorded<ChatEvent>): Promise<void> | undefined {
    const tiding = tidingOf(this.#agentId, this.#views, before, after, event)
    if (tiding === undefined) return undefined
    if (tiding.name !== 'chat-established') {
      this.#emit(tiding.name, tiding.data)
      return undefined
    }
    return this.#tellEstablished(tiding.chat)
  }

  #tellEstablished(chat: RequestedChat): Promise<void> | undefined {
    const held = heldPart(chat)
    return held && this.#views.chat(chat, held).then((view) => this.#emit('chat-established', view))
  }

  #emit<N extends AgentEventName>(name: N, data: AgentEvents[N]): void {
    this.#number += 1
    const event = { id: this.#id(this.#number), name, data }
    this.#recent.push(event)
    if (this.#recent.length > resumableMax) this.#recent.shift()
    for (const follower of this.#followers) follower(event)
  }

  #emitFleeting<N extends AgentEventName>(name: N, data: AgentEvents[N]): void {
    for (const follower of this.#followers) follower({ id: undefined, name, data })
  }
}

const asPresence = (
  { status, statusId }: { status: Presence['status']; statusId?: string | undefined },
  supervisor: ActingAgent | undefined,
): Presence => ({ status, ...(statusId !== undefined && { statusId }), ...asBy(supervisor) })

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
