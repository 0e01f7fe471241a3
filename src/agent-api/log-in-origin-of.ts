import type { FastifyRequest } from 'fastify'
import { clientIn, type LogInOrigin } from '../accounts/log-in-origin.js'
import { clientAddress } from '../edge/client-address.js'
import type { AgentServices } from './services.js'

/** Where somebody logs in, as far as their request says. */
export const logInOriginOf = ({ trustedProxies }: AgentServices, request: FastifyRequest): LogInOrigin => {
  const address = clientAddress(request.raw, trustedProxies)
  return { ...clientIn(request.headers['user-agent']), ...(address !== '' && { address }) }
}
