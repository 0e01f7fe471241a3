/**
 * What happens to one agent, as a numbered feed that any number of their consoles follow: a snapshot, then what comes
 * after it. Lives in this process only; a console that asks for a place this feed does not know gets a new snapshot.
 */
import type { Subscription } from '../bus/bus.js'
import type { ChatEvent } from '../chat/chat-events.js'
import { listedTo, type Chat as ChatState, type RequestedChat } from '../chat/chat.js'
import { chatRef } from '../chat/chat-service.js'
import { agentTopic, type ChatCommitted } from '../chat/hints.js'
import type { Bus } from '../bus/bus.js'
import type { Recorded } from '../event-log/event-log.js'
import type { Ledger } from '../event-log/ledger.js'
import { agentRef } from '../routing/agent.js'
import type { Hint } from '../routing/hints.js'
import type { SetupObject } from '../setup/setup.js'
import { type ChatViews } from './chat-views.js'
import type { Entry } from './entries.js'
import { asEntry } from './entry-views.js'
import { asFlag } from './flag-views.js'
import { asFile } from './file-views.js'
import type { AgentEventName, AgentEvents, Chat, EndReason, Offer, Presence, Snapshot } from './messages.js'

/** One event of the feed; `id` is there when it is durable and can be resumed from. */
export interface FeedEvent {
  readonly id: string | undefined
  readonly name: AgentEventName
  readonly data: AgentEvents[AgentEventName]
}

export type Follower = (event: FeedEvent) => void

type FileEvent = Extract<ChatEvent, { fileId: string }>

/** How many of the newest durable events a console can have missed and still resume. */
export const resumableMax = 500

export class AgentFeed {
  readonly #organizationId: string
  readonly #agentId: string
  readonly #epoch: string
  readonly #ledger: Ledger
  readonly #views: ChatViews
  readonly #profile: () => SetupObject<'agent'>
  readonly #listed: () => Iterable<string>
  readonly #onError: (error: unknown) => void
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
    /** The chats that are listed to this agent. */
    listed: () => Iterable<string>
    onError: (error: unknown) => void
  }) {
    this.#organizationId = options.organizationId
    this.#agentId = options.agentId
    this.#epoch = options.epoch
    this.#ledger = options.ledger
    this.#views = options.views
    this.#profile = options.profile
    this.#listed = options.listed
    this.#onError = options.onError
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
    const theirs = [...(agent?.places ?? []), ...this.#listed()]
    const states = theirs.map((chatId) => this.#ledger.peek(chatRef(this.#organizationId, chatId)))
    const profile = this.#views.agent(this.#profile())
    const offers: Offer[] = []
    const building: Promise<Chat>[] = []
    for (const chat of states) {
      if (chat?.state === 'offered' || chat?.state === 'waiting') offers.push(this.#views.offer(chat))
      else if (chat?.state === 'established') building.push(this.#views.chat(chat, chat))
    }
    const chats = await Promise.all(building)
    return {
      agent: profile,
      presence: asPresence(agent ?? { status: 'offline' }),
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
    const busy: Promise<void> = work.catch(this.#onError).then(() => {
      if (this.#busy === busy) this.#busy = undefined
    })
    this.#busy = busy
  }

  #tell(hint: Hint): Promise<void> | undefined {
    switch (hint.type) {
      case 'chat-committed':
        return this.#tellChat(hint)
      case 'agent-committed':
        for (const { body } of hint.events) {
          if (body.type === 'presence-set') this.#emit('presence', asPresence(body))
        }
        return undefined
      case 'visitor-typing': {
        const { chatId, typing, text } = hint
        this.#emitFleeting('visitor-typing', { chatId, typing, ...(text !== undefined && { text }) })
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

  #tellChat({ chat, events }: ChatCommitted): Promise<void> | undefined {
    let work: Promise<void> | undefined
    for (const event of events) {
      work = work ? work.then(() => this.#tellChatEvent(chat, event)) : this.#tellChatEvent(chat, event)
    }
    return work
  }

  #tellChatEvent(chat: ChatState, event: Recorded<ChatEvent>): Promise<void> | undefined {
    const { body } = event
    const mine = 'agentId' in body && body.agentId === this.#agentId
    if (chat.state === 'unrequested') return undefined
    switch (body.type) {
      case 'offered':
        if (mine && chat.state === 'offered') this.#emit('offer', this.#views.offer(chat))
        return undefined
      case 'listed':
        if (body.agentIds.includes(this.#agentId) && chat.state === 'waiting' && this.#isListed(chat)) {
          this.#emit('offer', this.#views.offer(chat))
        }
        return undefined
      case 'unlisted':
        if (body.agentIds.includes(this.#agentId)) {
          this.#emit('offer-withdrawn', { chatId: chat.id, reason: body.reason })
        }
        return undefined
      case 'offer-ended':
        if (mine) this.#emit('offer-withdrawn', { chatId: chat.id, reason: body.reason })
        return undefined
      case 'accepted':
        return mine && chat.state === 'established'
          ? this.#views.chat(chat, chat).then((view) => this.#emit('chat-established', view))
          : undefined
      case 'visitor-message':
      case 'agent-message':
      case 'agent-event':
      case 'visitor-event':
      case 'agent-rich-message':
      case 'visitor-pick':
      case 'idle-warning':
      case 'rules-triggered':
      case 'page-visited':
      case 'whispered':
        // While it is only offered, nothing of its transcript is shown.
        if (chat.state === 'established' && chat.agent.id === this.#agentId) {
          this.#emitEntry(asEntry(chat, { ...event, body }))
        }
        return undefined
      case 'file-requested':
      case 'file-cancelled':
      case 'file-received':
      case 'file-failed':
        if (chat.state === 'established' && chat.agent.id === this.#agentId) this.#tellFile(chat, event, body)
        return undefined
      case 'flag-raised':
      case 'flag-lowered':
        if (chat.state === 'established' && chat.agent.id === this.#agentId) this.#emit('flag', asFlag(chat))
        return undefined
      case 'agent-lost':
      case 'ended':
        if (mine) this.#emit('chat-ended', { chatId: chat.id, reason: endReason(body) })
        return undefined
      case 'requested':
      case 'refused':
      case 'agent-joined':
      case 'agent-left':
      case 'transfer-failed':
      case 'transfer-queued':
        return undefined
    }
  }

  #isListed(chat: ChatState): boolean {
    return listedTo(chat).includes(this.#agentId)
  }

  #emitEntry(entry: Entry): void {
    this.#emit(entry.kind, entry)
  }

  #tellFile(chat: RequestedChat, { version, at }: Recorded<ChatEvent>, body: FileEvent): void {
    const { fileId } = body
    const request = { chatId: chat.id, fileId }
    if (body.type === 'file-requested') this.#emit('file-requested', request)
    else if (body.type === 'file-cancelled') this.#emit('file-cancelled', { ...request, by: body.by })
    else if (body.type === 'file-failed') this.#emit('file-failed', { ...request, reason: body.reason })
    else this.#emit('file-received', asFile(chat, { ...body.file, fileId, version, at }))
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

const asPresence = ({ status, statusId }: { status: Presence['status']; statusId?: string | undefined }): Presence => ({
  status,
  ...(statusId !== undefined && { statusId }),
})

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const endReason = (event: Extract<ChatEvent, { type: 'agent-lost' | 'ended' }>): EndReason =>
  event.type === 'agent-lost' ? 'agent-lost' : event.reason
