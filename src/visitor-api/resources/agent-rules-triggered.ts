import type { FastifyRequest } from 'fastify'
import { isForeign, presentedToken } from '../../accounts/presented-token.js'
import { parseJsonText } from '../../lib/json-text.js'
import { readRulesTriggered } from '../../protocol/requests.js'
import { sessionNotFound } from '../../protocol/wire-error.js'
import { textOf } from '../request-text.js'
import type { PlainResource, VisitorServices } from '../resource.js'
import { sendOk } from '../send.js'

const sessionForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The agent whose token the request brings along. Throws the 403 of the wire. */
const agentOf = async ({ accounts, setup }: VisitorServices, { headers }: FastifyRequest) => {
  const token = isForeign(headers) ? undefined : presentedToken(headers)
  const identity = token === undefined ? undefined : await accounts.identify(token)
  const agent = identity && setup.agent(identity.organizationId, identity.agentId)
  if (agent?.active) return agent
  throw sessionNotFound()
}

/**
 * `POST Agent/SensitiveDataRuleTriggered`: the client of the agent in charge applied these rules before it sent.
 * `chatId` is the id of the visitor's session. Whoever is not in charge of its chat is answered as if there were none.
 */
export const agentRulesTriggered: PlainResource = {
  method: 'POST',
  path: 'Agent/SensitiveDataRuleTriggered',
  handle: async (services, request, reply) => {
    const agent = await agentOf(services, request)
    const { rules, sessionId = '' } = readRulesTriggered(parseJsonText(textOf(request)))
    const chat = sessionForm.test(sessionId) ? await services.sessions.chatAskedFor({ id: sessionId }) : undefined
    if (chat?.name.organizationId !== agent.organizationId) throw sessionNotFound()
    await services.chats.noteRulesAsAgent(chat, agent.id, rules)
    sendOk(reply)
  },
}
