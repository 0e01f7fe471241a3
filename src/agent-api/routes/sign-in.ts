import { Type } from 'typebox'
import type { SignInRefusal } from '../../accounts/sign-in.js'
import { refusals, type AgentApp } from '../agent-app.js'
import { logInOriginOf } from '../log-in-origin-of.js'
import { ProblemError } from '../problems.js'
import { LogInWays } from '../logging-in.js'
import type { AgentServices } from '../services.js'
import { readMemory, signInCookie, signInLastsS, withinConsole, writeMemory } from '../sign-in-memory.js'
import { keepCookie } from '../token-cookie.js'

const noProvider = (): ProblemError =>
  new ProblemError(404, 'no-provider', 'No identity provider is set up here (PARLEY_OIDC_ISSUER).')

/** The console's address with what became of a sign-in, which its log-in page puts into words. */
const told = (to: string, why: SignInRefusal): string => {
  const address = new URL(to, 'http://here.invalid')
  address.searchParams.set('sign-in', why)
  return `${address.pathname}${address.search}${address.hash}`
}

/** Logging in with an identity provider: for browsers, which are sent there and come back. */
export const signInRoutes = (app: AgentApp, services: AgentServices): void => {
  const { signIn, settings, logInCounts } = services
  const name = signInCookie(settings.secureCookies)
  // The way back comes from another site, and a strict cookie would stay at home.
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: settings.secureCookies }

  app.get(
    '/login/ways',
    {
      config: { access: 'anyone' },
      schema: {
        summary: 'How one can log in',
        description: 'With a password, and with an identity provider where one is set up.',
        security: [],
        response: { 200: LogInWays },
      },
    },
    () => ({
      password: true as const,
      ...(signIn && { provider: { label: signIn.label } }),
      ...(services.founding.isDue && { isNew: true as const }),
    }),
  )

  app.get(
    '/login/provider',
    {
      config: { access: 'anyone' },
      schema: {
        summary: 'Log in with the identity provider',
        description: 'For browsers: leads to the provider, and from there back to `to`, an address within the console.',
        security: [],
        querystring: Type.Object({ to: Type.Optional(Type.String({ maxLength: 500 })) }),
        response: { 302: Type.Null(), ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      if (signIn === undefined) throw noProvider()
      const to = withinConsole(request.query.to)
      const begun = await signIn.begin()
      if (begun === undefined) return reply.redirect(told(to, 'away'))
      void reply.setCookie(name, writeMemory({ ...begun.memory, to }), { ...cookie, maxAge: signInLastsS })
      return reply.redirect(begun.address)
    },
  )

  app.get(
    '/login/provider/return',
    {
      config: { access: 'anyone' },
      schema: {
        summary: 'Back from the identity provider',
        description: 'Where the provider sends a browser: logs in and leads into the console, or to what went wrong.',
        security: [],
        response: { 302: Type.Null(), ...refusals(404) },
      },
    },
    async (request, reply) => {
      if (signIn === undefined) throw noProvider()
      const memory = readMemory(request.cookies[name])
      // What it remembered is good for one try.
      void reply.clearCookie(name, cookie)
      if (memory === undefined) return reply.redirect(told('/console/', 'stale'))
      const to = withinConsole(memory.to)
      const query = new URL(request.url, 'http://here.invalid').searchParams
      const outcome = await signIn.finish(query, memory)
      if (outcome.type === 'refused') {
        logInCounts.note('not_vouched_for')
        return reply.redirect(told(to, outcome.why))
      }
      const logIn = await services.accounts.logInVouched(outcome.username, logInOriginOf(services, request))
      logInCounts.note(logIn === undefined ? 'not_vouched_for' : 'vouched_for')
      if (logIn === undefined) return reply.redirect(told(to, 'stranger'))
      keepCookie(services, reply, logIn.token, logIn.expiresAt)
      return reply.redirect(to)
    },
  )
}
