import type { ServerResponse } from 'node:http'
import { authenticate } from '../authenticate.js'
import { refusals, type AgentApp } from '../agent-app.js'
import type { FeedEvent } from '../agent-feed.js'
import { ProblemError } from '../problems.js'
import type { AgentServices } from '../services.js'

/** A console that does not read is cut off when this much waits for it; it comes back for what it missed. */
const unsentBytesMax = 4 * 1024 * 1024

const frame = ({ id, name, data }: FeedEvent): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`

/** Gathers what is said at a time: a commit that concerns many chats of an agent costs each of their consoles one write. */
class Outgoing {
  readonly #response: ServerResponse
  #gathered = ''

  constructor(response: ServerResponse) {
    this.#response = response
  }

  write(text: string): void {
    if (this.#gathered === '') process.nextTick(() => this.#send())
    this.#gathered += text
  }

  end(): void {
    this.#send()
    this.#response.end()
  }

  #send(): void {
    const text = this.#gathered
    this.#gathered = ''
    if (text === '' || this.#response.writableEnded) return
    if (this.#response.writableLength > unsentBytesMax) this.#response.destroy()
    else this.#response.write(text)
  }
}

/** The event stream of an agent. Holding it open is what keeps the agent present. */
export const eventRoutes = (app: AgentApp, services: AgentServices): void => {
  const { feeds, router, setup, settings } = services
  const open = new Set<Outgoing>()
  app.addHook('preClose', (done) => {
    for (const outgoing of open) outgoing.end()
    done()
  })

  app.get(
    '/events',
    {
      schema: {
        summary: 'What happens to me',
        description:
          'Server-sent events (text/event-stream): first `snapshot`, then what changes; see AgentEvents in the ' +
          'documentation. Hand the last `id` back as `Last-Event-ID` to go on where you were; when that is no longer ' +
          'known a new snapshot comes first. A comment line every few seconds says that the connection lives.',
        response: { ...refusals(401) },
      },
    },
    async (request, reply) => {
      const { organizationId, id } = await authenticate(services, request)
      const profile = () => {
        const agent = setup.agent(organizationId, id)
        if (agent === undefined) throw new ProblemError(401, 'not-logged-in', 'This agent does not exist any more.')
        return agent
      }
      const response = reply.raw
      const lastEventId = request.headers['last-event-id']
      reply.hijack()
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      const outgoing = new Outgoing(response)
      outgoing.write('retry: 1000\n\n')
      open.add(outgoing)
      router.agentArrived(organizationId, id)
      const heartbeat = setInterval(() => outgoing.write(':\n\n'), settings.heartbeatMs)
      let leave: (() => void) | undefined
      response.once('close', () => {
        open.delete(outgoing)
        clearInterval(heartbeat)
        router.agentLeft(organizationId, id)
        leave?.()
      })
      try {
        leave = await feeds.follow(
          profile,
          typeof lastEventId === 'string' ? lastEventId : undefined,
          (event) => outgoing.write(frame(event)),
          () => outgoing.end(),
        )
        if (response.destroyed) leave()
      } catch (error) {
        // The answer has begun, so all that can be said is the end of it; the console comes back.
        request.log.error({ err: error }, 'An event stream could not be opened.')
        response.destroy()
      }
    },
  )
}
