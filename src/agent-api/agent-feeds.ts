/** The feeds of the agents whose consoles are, or were a moment ago, connected to this process. */
import type { Bus } from '../bus/bus.js'
import type { Ledger } from '../event-log/ledger.js'
import type { Clock, Millis } from '../lib/clock.js'
import type { Ids } from '../lib/ids.js'
import type { Hint } from '../routing/hints.js'
import type { SetupObject } from '../setup/setup.js'
import { AgentFeed, type Follower } from './agent-feed.js'
import type { ChatViews } from './chat-views.js'

/** How long a feed is kept after its last console left, so that a reload or a short loss is no loss. */
const keepMs: Millis = 120_000

export class AgentFeeds {
  readonly #options: {
    ledger: Ledger
    views: ChatViews
    bus: Bus<Hint>
    clock: Clock
    ids: Ids
    /** The chats that an agent has, is asked for, or that are listed to them. */
    chatsOf: (organizationId: string, agentId: string) => Iterable<string>
    onError: (error: unknown) => void
  }
  readonly #feeds = new Map<string, AgentFeed>()
  /** How to tell those who follow a feed that it is over. */
  readonly #ends = new Map<AgentFeed, Set<() => void>>()

  constructor(options: {
    ledger: Ledger
    views: ChatViews
    bus: Bus<Hint>
    clock: Clock
    ids: Ids
    /** The chats that an agent has, is asked for, or that are listed to them. */
    chatsOf: (organizationId: string, agentId: string) => Iterable<string>
    onError: (error: unknown) => void
  }) {
    this.#options = options
  }

  /** How many consoles follow a feed. */
  get followers(): number {
    let count = 0
    for (const feed of this.#feeds.values()) count += feed.followers
    return count
  }

  /** See {@link AgentFeed.follow}; `onRenewed` is called when the feed is over and another has taken its place. */
  async follow(
    profile: () => SetupObject<'agent'>,
    lastEventId: string | undefined,
    follower: Follower,
    onRenewed: () => void = () => undefined,
  ): Promise<() => void> {
    const { organizationId, id } = profile()
    const key = `${organizationId}/${id}`
    let feed = this.#feeds.get(key)
    if (feed === undefined) {
      const epoch = this.#options.ids.uuid().slice(0, 8)
      const made: AgentFeed = new AgentFeed({
        ...{ ...this.#options, organizationId, agentId: id, epoch, profile },
        theirs: () => this.#options.chatsOf(organizationId, id),
        onGap: () => this.#renew(key, made),
      })
      feed = made
      this.#feeds.set(key, feed)
    }
    const followed = feed
    const ends = this.#ends.get(followed) ?? new Set<() => void>()
    this.#ends.set(followed, ends.add(onRenewed))
    const left = (): void => {
      ends.delete(onRenewed)
      this.#options.clock.after(keepMs, () => {
        if (followed.followers > 0 || this.#feeds.get(key) !== followed) return
        this.#forget(key, followed)
      })
    }
    try {
      const leave = await followed.follow(lastEventId, follower)
      return () => {
        leave()
        left()
      }
    } catch (error) {
      left()
      throw error
    }
  }

  /** What a snapshot tells of the agent changed outside of the log: whoever follows has to begin with a new one. */
  renew(organizationId: string, agentId: string): void {
    const key = `${organizationId}/${agentId}`
    const feed = this.#feeds.get(key)
    if (feed !== undefined) this.#renew(key, feed)
  }

  #renew(key: string, feed: AgentFeed): void {
    if (this.#feeds.get(key) !== feed) return
    const ends = this.#ends.get(feed)
    this.#forget(key, feed)
    for (const end of ends ?? []) end()
  }

  #forget(key: string, feed: AgentFeed): void {
    feed.close()
    this.#feeds.delete(key)
    this.#ends.delete(feed)
  }
}
