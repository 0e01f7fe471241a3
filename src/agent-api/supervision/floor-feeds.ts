/** The feeds of the floors that somebody follows, or did a moment ago. */
import type { Bus } from '../../bus/bus.js'
import type { Clock, Millis } from '../../lib/clock.js'
import type { Ids } from '../../lib/ids.js'
import type { Hint } from '../../routing/hints.js'
import { FloorFeed, type FloorFollower } from './floor-feed.js'
import type { FloorViews } from './floor-views.js'

/** How long a feed is kept after its last follower left, so that a reload or a short loss is no loss. */
export const floorKeptMs: Millis = 120_000

export class FloorFeeds {
  readonly #options: { views: FloorViews; bus: Bus<Hint>; clock: Clock; ids: Ids }
  readonly #feeds = new Map<string, FloorFeed>()

  constructor(options: { views: FloorViews; bus: Bus<Hint>; clock: Clock; ids: Ids }) {
    this.#options = options
  }

  /** How many follow a floor. */
  get followers(): number {
    let count = 0
    for (const feed of this.#feeds.values()) count += feed.followers
    return count
  }

  /** See {@link FloorFeed.follow}. */
  follow(organizationId: string, follower: FloorFollower, lastEventId: string | undefined): () => void {
    let feed = this.#feeds.get(organizationId)
    if (feed === undefined) {
      const epoch = this.#options.ids.uuid().slice(0, 8)
      feed = new FloorFeed({ ...this.#options, organizationId, epoch })
      this.#feeds.set(organizationId, feed)
    }
    const followed = feed
    const leave = followed.follow(follower, lastEventId)
    return () => {
      leave()
      this.#options.clock.after(floorKeptMs, () => {
        if (followed.followers === 0 && this.#feeds.get(organizationId) === followed) this.renew(organizationId)
      })
    }
  }

  /** Setup is another, and with it who sees what: whoever follows has to begin anew. */
  renew(organizationId: string): void {
    const feed = this.#feeds.get(organizationId)
    this.#feeds.delete(organizationId)
    feed?.close()
  }
}
