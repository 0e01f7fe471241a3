/** Where this node meets the others on the same store: what it tells them, and what is done about what they tell. */
import type { LogIns } from '../accounts/log-ins.js'
import type { LogInLimits } from '../edge/log-in-limits.js'
import { chatKind } from '../chat/chat.js'
import type { PageTrails } from '../delivery/page-trails.js'
import { SessionHomes } from '../delivery/session-homes.js'
import { sessionKind } from '../delivery/session-stream.js'
import type { Sessions } from '../delivery/sessions.js'
import { LogUnavailableError, type EventLog } from '../event-log/event-log.js'
import type { Clock, Millis } from '../lib/clock.js'
import type { ContactTraces } from '../lib/contact-traces.js'
import { namedPerItemMax } from '../nodes/node-message.js'
import type { AnyKind, NodeHandlers, Nodes } from '../nodes/nodes.js'
import { agentKind } from '../routing/agent.js'
import type { Router } from '../routing/router.js'
import type { Setup } from '../setup/setup.js'

/** The streams of which nodes tell each other. */
export const sharedKinds: readonly AnyKind[] = [chatKind, agentKind, sessionKind]

/** How long a log-in is believed without a look at the store, where another node may have ended it. */
export const logInKnownForMs: Millis = 5000

/** Traces of who was heard of, as bookmarks of the log. */
export const tracesIn = (log: EventLog): ContactTraces => ({
  leave: (name, at) => {
    try {
      log.setBookmark(name, at === 0 ? '' : String(at))
    } catch (error) {
      // The last sessions are told of while the log closes. Without a trace others look from what they heard.
      if (!(error instanceof LogUnavailableError)) throw error
    }
  },
  last: async (name) => {
    const at = await log.bookmark(name)
    return at === undefined ? undefined : Number(at)
  },
})

const parted = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / namedPerItemMax) }, (_, part) =>
    ids.slice(part * namedPerItemMax, (part + 1) * namedPerItemMax),
  )

/** Which sessions this node is the home of, told to the others. */
export const homesAmong = (
  nodes: Nodes,
  options: { readonly traces: ContactTraces; readonly clock: Clock; readonly shortestLeaseMs: Millis },
): SessionHomes =>
  new SessionHomes({
    ...options,
    news: {
      home: (sessionId, poll) => nodes.say({ type: 'home', sessionId, poll }),
      heard: (sessionIds) => {
        for (const part of parted(sessionIds)) nodes.say({ type: 'heard', sessionIds: [...part] })
      },
      place: (sessionId, place, undone) =>
        nodes.say({ type: 'place', sessionId, place, ...(undone !== undefined && { undone }) }),
    },
  })

/** Tells the others who is in contact with this node. */
export const tellWhoIsHere = (nodes: Nodes, router: Router, sessions: Sessions): void => {
  sessions.tellWhoIsHere()
  for (const [organizationId, present] of router.leases.present()) {
    for (const agentIds of parted(present)) nodes.say({ type: 'present', organizationId, agentIds: [...agentIds] })
  }
}

/** What is done about what another node said. */
export const nodeHandlers = (parts: {
  readonly sessions: Sessions
  readonly router: Router
  readonly setup: Setup
  readonly logIns: LogIns
  readonly logInLimits: LogInLimits
  readonly trails: PageTrails
  readonly onError: (error: unknown) => void
}): NodeHandlers => {
  const { sessions, router, setup, logIns, logInLimits, trails, onError } = parts
  return {
    heard: ({ sessionIds }) => {
      for (const sessionId of sessionIds) sessions.heardElsewhere(sessionId, false)
    },
    home: ({ sessionId, poll }) => sessions.heardElsewhere(sessionId, poll),
    place: ({ sessionId, place, undone }) => sessions.placedElsewhere(sessionId, place, undone),
    present: ({ organizationId, agentIds }) => {
      for (const agentId of agentIds) router.leases.heardOf(organizationId, agentId)
    },
    setup: () => void setup.refresh().catch(onError),
    'logged-out': ({ hash }) => logIns.endedElsewhere(hash),
    'wrong-password': (tried) => logInLimits.heard(tried),
    unlocked: (tried) => logInLimits.heard(tried),
    page: ({ visitorId, location }) => trails.take(visitorId, location),
  }
}
