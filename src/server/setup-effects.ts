/** What must happen when setup changes, beyond that everything asks it anew. */
import type { AgentFeeds } from '../agent-api/agent-feeds.js'
import type { ChatWatches } from '../agent-api/supervision/chat-watches.js'
import type { FloorFeeds } from '../agent-api/supervision/floor-feeds.js'
import type { Assignments } from '../routing/assignments.js'
import type { Floors } from '../routing/floors.js'
import type { Router } from '../routing/router.js'
import type { Setup } from '../setup/setup.js'

/**
 * Routes again after every change. Consoles of agents who were changed begin anew, because a snapshot tells of the
 * agent; whoever was deactivated or removed is gone from the floor, and their chats wait for another.
 */
export const followSetup = (parts: {
  setup: Setup
  router: Router
  assignments: Assignments
  feeds: AgentFeeds
  floors: Floors
  floorFeeds: FloorFeeds
  watches: ChatWatches
  onError: (error: unknown) => void
}): void => {
  const { setup, router, assignments, feeds, floors, floorFeeds, watches, onError } = parts
  const isGone = (organizationId: string, id: string) => setup.agent(organizationId, id)?.active !== true
  setup.onChange((changed) => {
    watches.recheck()
    for (const organizationId of new Set(changed.map((one) => one.organizationId))) {
      router.setupChanged(organizationId)
      floorFeeds.renew(organizationId)
    }
    for (const { organizationId, kind, id } of changed) {
      if (kind === 'agent') {
        feeds.renew(organizationId, id)
        // Whoever is not on the floor has nothing to lose.
        if (!isGone(organizationId, id) || floors.of(organizationId).agent(id) === undefined) continue
        assignments.loseAgent(organizationId, id, () => isGone(organizationId, id)).catch(onError)
      } else if (kind === 'agent-configuration') {
        const configured = setup.agents(organizationId).filter(({ configurationId }) => configurationId === id)
        for (const agent of configured) feeds.renew(organizationId, agent.id)
      }
    }
  })
}
