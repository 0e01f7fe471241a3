/** The floor, for whoever looks after the agents on it. */
import type { SetupObject } from '../../setup/setup.js'
import { refusals, type AgentApp } from '../agent-app.js'
import { authenticate, readerOf } from '../authenticate.js'
import { EventStreams, lastEventIdOf } from '../event-streams.js'
import type { AgentServices } from '../services.js'
import { snapshotFor } from '../supervision/floor-change.js'
import { FloorSnapshot } from '../supervision/floor-messages.js'

/** Seeing the floor, once and all the time. */
export const supervisionRoutes = (app: AgentApp, services: AgentServices): void => {
  const { floorFeeds, floorViews, sight } = services
  const streams = new EventStreams(app, services)
  const sightOf = (supervisor: SetupObject<'agent'>) => (agentId: string) => sight.sees(supervisor, agentId)

  app.get(
    '/supervision',
    {
      config: { access: 'supervisor' },
      schema: {
        summary: 'The floor: agents, queues and chats',
        description: 'As they stand now. Follow `/supervision/events` instead of asking again and again.',
        response: { 200: FloorSnapshot, ...refusals(401, 403) },
      },
    },
    async (request) => {
      const supervisor = await authenticate(services, request)
      return snapshotFor(floorViews.all(supervisor.organizationId), sightOf(supervisor))
    },
  )

  app.get(
    '/supervision/events',
    {
      config: { access: 'supervisor' },
      schema: {
        summary: 'The floor, and what changes on it',
        description:
          'Server-sent events (text/event-stream): first `snapshot`, a FloorSnapshot, then `agent`, `queue` and `chat` ' +
          'with the item as it is now, and `chat-gone`. Of one item at most four a second. Hand the last `id` back as ' +
          '`Last-Event-ID` to go on where you were; when that is no longer known a new snapshot comes first. The stream ' +
          'ends when setup is changed, for then everything may look different.',
        response: { ...refusals(401, 403, 503) },
      },
    },
    async (request, reply) => {
      const supervisor = await authenticate(services, request)
      const stream = streams.open(reply, readerOf(services, request))
      try {
        const follower = {
          sees: sightOf(supervisor),
          tell: stream.send.bind(stream),
          end: stream.end.bind(stream),
        }
        const lastEventId = lastEventIdOf(request.headers['last-event-id'])
        stream.onClose(floorFeeds.follow(supervisor.organizationId, follower, lastEventId))
        stream.begin()
      } catch (error) {
        stream.fail(error)
      }
    },
  )
}
