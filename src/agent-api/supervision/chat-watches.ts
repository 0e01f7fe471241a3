/**
 * Watching one chat: how it stands, then everything that comes after. Events are numbered by the chat's own log, so that
 * a watcher can go on from any place of it, also after a restart.
 */
import type { Bus } from '../../bus/bus.js'
import type { ChatEvent } from '../../chat/chat-events.js'
import type { RequestedChat } from '../../chat/chat.js'
import type { ChatRef, ChatService } from '../../chat/chat-service.js'
import { chatTopic, watchTopic } from '../../chat/hints.js'
import { isEntry } from '../../chat/transcript.js'
import type { Recorded } from '../../event-log/event-log.js'
import type { Hint } from '../../routing/hints.js'
import type { SetupObject } from '../../setup/setup.js'
import { asEntry } from '../entry-views.js'
import { ProblemError } from '../problems.js'
import type { WatchEventName, WatchEvents } from './messages.js'
import type { Sight } from './sight.js'
import type { WatchViews } from './watch-views.js'

/** One event of the stream; `id` is there when it is durable and can be resumed from. */
export interface WatchEvent {
  readonly id: string | undefined
  readonly name: WatchEventName
  readonly data: WatchEvents[WatchEventName]
}

/** Somebody who watches a chat. */
export interface Watcher {
  /** Who it is, as setup has them now; throws when they are not there any more. */
  readonly profile: () => SetupObject<'agent'>
  /** Called with every event, in order. */
  readonly tell: (event: WatchEvent) => void
  /** Called when they may not watch it any longer. */
  readonly end: () => void
}

/** How many events of the chat's log a watcher can have missed and still go on; beyond that a snapshot comes. */
export const watchResumableMax = 500

export class ChatWatches {
  readonly #bus: Bus<Hint>
  readonly #chats: ChatService
  readonly #sight: Sight
  readonly #views: WatchViews
  readonly #watches = new Set<Watch>()

  constructor(options: { bus: Bus<Hint>; chats: ChatService; sight: Sight; views: WatchViews }) {
    this.#bus = options.bus
    this.#chats = options.chats
    this.#sight = options.sight
    this.#views = options.views
  }

  /** How many watch. */
  get count(): number {
    return this.#watches.size
  }

  /**
   * Watches a chat, from the place a watcher had reached, or from a snapshot. Returns how to leave. Whether they may is
   * for the caller to ask first; from then on it is asked here.
   */
  async follow(ref: ChatRef, watcher: Watcher, lastEventId: string | undefined): Promise<() => void> {
    const watch = new Watch(watcher, this.#sight, this.#views)
    const { organizationId, id } = ref.name
    const subscriptions = [chatTopic(organizationId, id), watchTopic(organizationId, id)].map((topic) =>
      this.#bus.listen(topic, (hint) => watch.takeIn(hint)),
    )
    this.#watches.add(watch)
    const leave = (): void => {
      this.#watches.delete(watch)
      for (const subscription of subscriptions) subscription.close()
    }
    try {
      // What happens from here on is held until it is known what came before.
      const chat = await this.#chats.read(ref)
      if (chat.state === 'unrequested') throw new Error('A chat that is watched was never asked for.')
      const after = placeIn(chat, lastEventId)
      if (after === undefined) await watch.beginAnew(chat)
      else watch.goOn(chat, await this.#chats.eventsAfter(ref, after, watchResumableMax))
    } catch (error) {
      leave()
      throw error
    }
    return leave
  }

  /** Who may watch what is another now: ends those who may not any more. */
  recheck(): void {
    for (const watch of this.#watches) watch.recheck()
  }
}

/** The place in the chat's log that is handed back, if it is one that can be gone on from. */
const placeIn = (chat: RequestedChat, lastEventId: string | undefined): number | undefined => {
  if (lastEventId === undefined || !/^\d{1,15}$/.test(lastEventId)) return undefined
  const missed = chat.version - Number(lastEventId)
  return missed >= 0 && missed <= watchResumableMax ? Number(lastEventId) : undefined
}

class Watch {
  readonly #watcher: Watcher
  readonly #sight: Sight
  readonly #views: WatchViews
  #held: { readonly chat: RequestedChat; readonly events: readonly Recorded<ChatEvent>[] }[] | undefined = []
  #version = 0
  #chat: RequestedChat | undefined
  #isOver = false

  constructor(watcher: Watcher, sight: Sight, views: WatchViews) {
    this.#watcher = watcher
    this.#sight = sight
    this.#views = views
  }

  async beginAnew(chat: RequestedChat): Promise<void> {
    const snapshot = await this.#views.watched(chat)
    this.#begin(chat, () => this.#tell(chat.version, 'snapshot', snapshot))
  }

  goOn(chat: RequestedChat, missed: readonly Recorded<ChatEvent>[]): void {
    this.#begin(chat, () => {
      for (const event of missed) if (event.version <= chat.version) this.#tellEntry(chat, event)
      this.#tell(chat.version, 'chat', this.#views.standing(chat))
    })
  }

  #begin(chat: RequestedChat, first: () => void): void {
    this.#chat = chat
    if (!this.#check()) return
    first()
    this.#version = chat.version
    const held = this.#held ?? []
    this.#held = undefined
    for (const { chat, events } of held) this.#takeInEvents(chat, events)
  }

  takeIn(hint: Hint): void {
    switch (hint.type) {
      case 'chat-committed':
        if (hint.chat.state === 'unrequested') return
        if (this.#held) this.#held.push({ chat: hint.chat, events: hint.events })
        else this.#takeInEvents(hint.chat, hint.events)
        return
      case 'agent-unsent': {
        const { chatId, agentId, typing, text } = hint
        this.#tellFleeting('agent-typing', { chatId, agentId, typing, ...(text !== undefined && { text }) })
        return
      }
      case 'visitor-typing': {
        const { chatId, typing, text } = hint
        this.#tellFleeting('visitor-typing', { chatId, typing, ...(text !== undefined && { text }) })
        return
      }
      case 'visitor-away':
      case 'visitor-back':
        this.#tellFleeting(hint.type, { chatId: hint.chatId })
        return
      case 'agent-typing':
      case 'agent-committed':
      case 'queue-moved':
        return
    }
  }

  /** Setup is another. */
  recheck(): void {
    if (this.#chat !== undefined) this.#check()
  }

  #takeInEvents(chat: RequestedChat, events: readonly Recorded<ChatEvent>[]): void {
    const fresh = events.filter(({ version }) => version > this.#version)
    const last = fresh.at(-1)
    if (last === undefined) return
    this.#chat = chat
    // Another agent may be in charge now, whom they do not look after.
    if (!this.#check()) return
    this.#version = last.version
    let isStandingAnother = false
    for (const event of fresh) {
      if (isEntry(event.body)) this.#tellEntry(chat, event)
      else isStandingAnother = true
    }
    if (isStandingAnother) this.#tell(last.version, 'chat', this.#views.standing(chat))
  }

  #check(): boolean {
    if (this.#isOver) return false
    if (this.#chat !== undefined && this.#mayWatch(this.#chat)) return true
    this.#isOver = true
    this.#watcher.end()
    return false
  }

  #mayWatch(chat: RequestedChat): boolean {
    try {
      return this.#sight.mayWatch(this.#watcher.profile(), chat)
    } catch (error) {
      // They are not there any more.
      if (!(error instanceof ProblemError)) throw error
      return false
    }
  }

  #tellEntry(chat: RequestedChat, event: Recorded<ChatEvent>): void {
    const { body } = event
    if (!isEntry(body)) return
    const entry = asEntry(chat, { ...event, body })
    this.#tell(event.version, entry.kind, entry)
  }

  #tell<N extends WatchEventName>(version: number, name: N, data: WatchEvents[N]): void {
    this.#watcher.tell({ id: String(version), name, data })
  }

  #tellFleeting<N extends WatchEventName>(name: N, data: WatchEvents[N]): void {
    if (this.#held === undefined && !this.#isOver) this.#watcher.tell({ id: undefined, name, data })
  }
}
