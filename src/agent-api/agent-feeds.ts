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
    onError: (error: unknown) => void
  }
  readonly #feeds = new Map<string, AgentFeed>()

  constructor(options: {
    ledger: Ledger
    views: ChatViews
    bus: Bus<Hint>
    clock: Clock
    ids: Ids
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

  /** See {@link AgentFeed.follow}. */
  async follow(
    profile: () => SetupObject<'agent'>,
    lastEventId: string | undefined,
    follower: Follower,
  ): Promise<() => void> {
    const { organizationId, id } = profile()
    const key = `${organizationId}/${id}`
    let feed = this.#feeds.get(key)
    if (feed === undefined) {
      const epoch = this.#options.ids.uuid().slice(0, 8)
      feed = new AgentFeed({ ...this.#options, organizationId, agentId: id, epoch, profile })
      this.#feeds.set(key, feed)
    }
    const followed = feed
    const leave = await followed.follow(lastEventId, follower)
    return () => {
      leave()
      this.#options.clock.after(keepMs, () => {
        if (followed.followers > 0 || this.#feeds.get(key) !== followed) return
        followed.close()
        this.#feeds.delete(key)
      })
    }
  }
}
