/**
 * The floor of one organization as a numbered feed that any number of supervisors follow. What was touched is only noted;
 * at most four times a second it is looked at anew, and told when it is another than before: an item that changes all the
 * time costs no more than that. Lives in this process only, as the agents' feeds do.
 */
import type { Bus, Subscription } from '../../bus/bus.js'
import type { ChatCommitted } from '../../chat/hints.js'
import { floorTopic } from '../../chat/hints.js'
import type { Clock, Millis, Timer } from '../../lib/clock.js'
import type { Hint } from '../../routing/hints.js'
import type { Crews } from './crews.js'
import type { FloorChange, FloorEvent } from './floor-change.js'
import { asSeen, snapshotFor } from './floor-change.js'
import type { FloorAgent, FloorChat, FloorQueue } from './floor-messages.js'
import type { FloorViews } from './floor-views.js'

/** Somebody who follows. */
export interface FloorFollower {
  /** Whether they look after an agent. */
  readonly sees: (agentId: string) => boolean
  /** Called with every event, in order. */
  readonly tell: (event: FloorEvent) => void
  /** Called when the feed is over, for another has taken its place. */
  readonly end: () => void
}

/** How long changes are gathered. */
export const gatherMs: Millis = 250
/** How often it is looked whether buttons are available, for that can change with the time of day alone. */
export const lookAgainMs: Millis = 5000
/** How many of the newest changes somebody can have missed and still go on. */
export const floorResumableMax = 2000

export class FloorFeed {
  readonly #organizationId: string
  readonly #epoch: string
  readonly #views: FloorViews
  /** As setup stands: another setup begins another feed. */
  readonly #crews: Crews
  readonly #clock: Clock
  readonly #subscription: Subscription
  readonly #agents = new Map<string, FloorAgent>()
  readonly #chats = new Map<string, FloorChat>()
  readonly #queues = new Map<string, FloorQueue>()
  readonly #followers = new Set<FloorFollower>()
  readonly #recent: FloorChange[] = []
  readonly #touchedAgents = new Set<string>()
  readonly #touchedChats = new Set<string>()
  #areQueuesTouched = false
  #number = 0
  #gathering: Timer | undefined
  #lookingAgain: Timer | undefined

  constructor(options: {
    organizationId: string
    /** Tells this feed from any other. */
    epoch: string
    views: FloorViews
    bus: Bus<Hint>
    clock: Clock
  }) {
    this.#organizationId = options.organizationId
    this.#epoch = options.epoch
    this.#views = options.views
    this.#crews = options.views.crews(options.organizationId)
    this.#clock = options.clock
    this.#subscription = options.bus.listen(floorTopic(this.#organizationId), (hint) => this.#takeIn(hint))
    const { agents, chats, queues } = this.#views.all(this.#organizationId)
    for (const agent of agents) this.#agents.set(agent.id, agent)
    for (const chat of chats) this.#chats.set(chat.chatId, chat)
    for (const queue of queues) this.#queues.set(keyOf(queue), queue)
  }

  /** How many follow. */
  get followers(): number {
    return this.#followers.size
  }

  /** Ends it, for everybody who follows. */
  close(): void {
    this.#subscription.close()
    this.#gathering?.cancel()
    this.#lookingAgain?.cancel()
    for (const follower of [...this.#followers]) follower.end()
    this.#followers.clear()
  }

  /**
   * Follows the feed from a place somebody had reached, or from a snapshot, which may be what was gathered last. Returns
   * how to leave.
   */
  follow(follower: FloorFollower, lastEventId: string | undefined): () => void {
    const missed = this.#after(lastEventId)
    if (missed === undefined) {
      const items = { agents: this.#agents.values(), queues: this.#queues.values(), chats: this.#chats.values() }
      follower.tell({ id: this.#id(), name: 'snapshot', data: snapshotFor(items, follower.sees) })
    } else {
      for (const change of missed) tell(follower, change)
    }
    this.#followers.add(follower)
    this.#lookingAgain ??= this.#clock.after(lookAgainMs, () => this.#lookAgain())
    return () => this.#followers.delete(follower)
  }

  #lookAgain(): void {
    this.#lookingAgain = undefined
    if (this.#followers.size === 0) return
    this.#areQueuesTouched = true
    this.#gather()
    this.#lookingAgain = this.#clock.after(lookAgainMs, () => this.#lookAgain())
  }

  #takeIn(hint: Hint): void {
    if (hint.type === 'chat-committed') this.#touchChat(hint)
    else if (hint.type === 'agent-committed') {
      this.#touchedAgents.add(hint.agentId)
      this.#areQueuesTouched = true
    } else return
    this.#gather()
  }

  #gather(): void {
    this.#gathering ??= this.#clock.after(gatherMs, () => this.#look())
  }

  #touchChat({ chatId, chat, events }: ChatCommitted): void {
    this.#touchedChats.add(chatId)
    const isFlag = events.some(({ body }) => body.type === 'flag-raised' || body.type === 'flag-lowered')
    if (isFlag && chat.state === 'established') this.#touchedAgents.add(chat.agent.id)
  }

  /** Looks at what was touched, and tells what is another now. */
  #look(): void {
    this.#gathering = undefined
    for (const chatId of this.#touchedChats) this.#lookAtChat(chatId)
    for (const agentId of this.#touchedAgents) this.#lookAtAgent(agentId)
    this.#touchedChats.clear()
    this.#touchedAgents.clear()
    if (!this.#areQueuesTouched) return
    this.#areQueuesTouched = false
    for (const queue of this.#views.queues(this.#organizationId, this.#chats.values(), this.#crews)) {
      if (isSame(this.#queues.get(keyOf(queue)), queue)) continue
      this.#queues.set(keyOf(queue), queue)
      this.#change({ name: 'queue', data: queue })
    }
  }

  #lookAtChat(chatId: string): void {
    const before = this.#chats.get(chatId)
    const after = this.#views.chat(this.#organizationId, chatId)
    if (isSame(before, after)) return
    this.#areQueuesTouched ||= before?.state !== 'established' || after?.state !== 'established'
    if (after === undefined) this.#chats.delete(chatId)
    else this.#chats.set(chatId, after)
    this.#change({ name: 'chat', chatId, before, after })
  }

  #lookAtAgent(agentId: string): void {
    const agent = this.#views.agent(this.#organizationId, agentId, this.#crews)
    // Whoever comes or goes as such does so by a change of setup, which begins another feed.
    if (agent === undefined || isSame(this.#agents.get(agentId), agent)) return
    this.#agents.set(agentId, agent)
    this.#change({ name: 'agent', data: agent })
  }

  #change(what: FloorChange['what']): void {
    this.#number += 1
    const change = { id: this.#id(), what }
    this.#recent.push(change)
    if (this.#recent.length > floorResumableMax) this.#recent.shift()
    for (const follower of this.#followers) tell(follower, change)
  }

  #id(): string {
    return `${this.#epoch}-${this.#number}`
  }

  #after(lastEventId: string | undefined): readonly FloorChange[] | undefined {
    const [, epoch, number] = /^(.+)-(\d{1,15})$/.exec(lastEventId ?? '') ?? []
    if (epoch !== this.#epoch) return undefined
    const missed = this.#number - Number(number)
    const { length } = this.#recent
    return missed >= 0 && missed <= length ? this.#recent.slice(length - missed) : undefined
  }
}

const keyOf = ({ kind, id }: FloorQueue): string => `${kind}/${id}`

// Items are made with their members in one order.
const isSame = (a: object | undefined, b: object | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)

const tell = (follower: FloorFollower, change: FloorChange): void => {
  const event = asSeen(change, follower.sees)
  if (event) follower.tell(event)
}
