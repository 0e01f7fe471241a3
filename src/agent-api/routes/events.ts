import { authenticate, readerOf } from '../authenticate.js'
import { refusals, type AgentApp } from '../agent-app.js'
import { EventStreams, lastEventIdOf } from '../event-streams.js'
import type { AgentServices } from '../services.js'
import { profileOf } from './profile-of.js'

/** The event stream of an agent. Holding it open is what keeps the agent present. */
export const eventRoutes = (app: AgentApp, services: AgentServices): void => {
  const { feeds, router, setup } = services
  const streams = new EventStreams(app, services)

  app.get(
    '/events',
    {
      schema: {
        summary: 'What happens to me',
        description:
          'Server-sent events (text/event-stream): first `snapshot`, then what changes; see AgentEvents in the ' +
          'documentation. Hand the last `id` back as `Last-Event-ID` to go on where you were; when that is no longer ' +
          'known a new snapshot comes first. A comment line every few seconds says that the connection lives.',
        response: { ...refusals(401, 503) },
      },
    },
    async (request, reply) => {
      const { organizationId, id } = await authenticate(services, request)
      const profile = () => profileOf(setup, organizationId, id)
      const stream = streams.open(reply, readerOf(services, request))
      router.agentArrived(organizationId, id)
      let leave: (() => void) | undefined
      stream.onClose(() => {
        router.agentLeft(organizationId, id)
        leave?.()
      })
      try {
        leave = await feeds.follow(
          profile,
          lastEventIdOf(request.headers['last-event-id']),
          (event) => stream.send(event),
          () => stream.end(),
        )
        if (!stream.isOpen) leave()
        stream.begin()
      } catch (error) {
        stream.fail(error)
      }
    },
  )
}
