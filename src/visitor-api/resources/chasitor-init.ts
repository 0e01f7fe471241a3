import { ChatError } from '../../chat/chat-error.js'
import type { ChatRequest, RefusalReason } from '../../chat/chat-request.js'
import { readInit, type InitRequest } from '../../protocol/requests.js'
import { WireError } from '../../protocol/wire-error.js'
import { asTarget } from '../as-target.js'
import { mayUse } from '../deployment-origins.js'
import type { CommandResource } from '../resource.js'

/**
 * `POST Chasitor/ChasitorInit`: the visitor asks for a chat. `OK` says only that it was taken down; the poll tells
 * whether there is somebody for it.
 */
export const chasitorInit: CommandResource<InitRequest> = {
  method: 'POST',
  path: 'Chasitor/ChasitorInit',
  read: readInit,
  organizationOf: ({ organizationId }) => organizationId,
  check: ({ setup }, session, { sessionId, organizationId }) => {
    if (sessionId && sessionId !== session.id) {
      throw new WireError(400, 'sessionId is not the id of the session whose key was sent.')
    }
    if (setup.organization(organizationId) === undefined) {
      throw new WireError(400, 'organizationId: there is no such organization here.')
    }
  },
  run: async (services, { session, caller, digest, mark }, init) => {
    const { sessions, assignments, setup, geo, trails } = services
    const { organizationId, deploymentId, buttonId } = init
    // An agent alone is asked for on behalf of the button that was named.
    const named = setup.button(organizationId, buttonId) !== undefined
    const targets = init.targets.map(asTarget).filter(({ type }) => named || type !== 'agent')
    const { address } = caller
    const location = geo.find(address)
    const { visitorId } = init
    const pages = trails.pagesOf(visitorId ?? session.id)
    const page = pages.at(-1)
    const { visitorName, language, userAgent, screenResolution, receiveQueueUpdates, details, entities } = init
    const request: ChatRequest = {
      ...{ sessionId: session.id, deploymentId, buttonId, visitorName, language, userAgent, screenResolution },
      ...{ receiveQueueUpdates, details, entities },
      ...(address !== '' && { address }),
      ...(location && { location }),
      ...(visitorId !== undefined && { visitorId }),
      ...(page && { pageUrl: page.location, pages }),
    }
    const deployment = setup.deployment(organizationId, deploymentId)
    const unserved: RefusalReason | undefined = deployment ? undefined : 'unavailable'
    const unposted: RefusalReason | undefined = init.isPost ? unserved : 'not-post'
    const isBlocked = services.blocked.has(organizationId, address)
    const isWelcome = !isBlocked && (deployment === undefined || mayUse(deployment, caller, services.settings.baseUrl))
    const refusal: RefusalReason | undefined = isWelcome ? unposted : 'blocked'
    const chat = sessions.chatFor(session, organizationId)
    const asked = { request, targets, digest: digest(), ...(mark && { command: mark }), ...(refusal && { refusal }) }
    try {
      await assignments.request(chat, asked, sessions.chatOpening(session))
      sessions.opened(session, chat)
    } catch (error) {
      // Whatever else it is, nothing that could be looked for made it fail.
      if (!(error instanceof ChatError)) throw error
      // The same request may have run beside this one, as when a client repeats it before it was answered.
      const other = await sessions.chatAskedFor(session)
      if (other === undefined || other.key === chat.key) throw error
      await assignments.request(other, asked, sessions.chatOpening(session))
    }
  },
}
