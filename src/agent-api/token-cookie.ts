/** The cookie by which browsers say who asks. */
import type { FastifyReply } from 'fastify'
import { tokenCookie } from '../accounts/presented-token.js'
import type { AgentServices } from './services.js'

const options = (services: AgentServices) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict' as const,
  secure: services.settings.secureCookies,
})

/** Has the browser keep a token until it expires. */
export const keepCookie = (services: AgentServices, reply: FastifyReply, token: string, expiresAt: number): void => {
  void reply.setCookie(tokenCookie, token, { ...options(services), expires: new Date(expiresAt) })
}

export const dropCookie = (services: AgentServices, reply: FastifyReply): void => {
  void reply.clearCookie(tokenCookie, options(services))
}
