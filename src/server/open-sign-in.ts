/** Opens the identity provider that the settings name. Nothing else knows which kind it is. */
import type { Logger } from 'pino'
import type { SignInProvider } from '../accounts/sign-in.js'
import type { Clock } from '../lib/clock.js'
import { OidcProvider } from '../oidc/oidc-provider.js'
import { seldom } from './seldom.js'
import type { Settings } from './settings.js'

/** The way of the provider back to this server, below its public address. */
const returnPath = '/api/v1/login/provider/return'

/** Undefined when agents log in with passwords only. `baseUrl` is asked when somebody signs in. */
export const openSignIn = (
  settings: Settings,
  parts: { readonly clock: Clock; readonly logger: Logger; readonly baseUrl: () => string },
): SignInProvider | undefined => {
  const { clock, logger, baseUrl } = parts
  if (settings.oidcIssuer === '') return undefined
  const tellSeldom = seldom(clock, (why) => logger.warn({ why }, 'A log-in with the identity provider failed.'))
  return new OidcProvider({
    issuer: settings.oidcIssuer,
    clientId: settings.oidcClientId,
    clientSecret: settings.oidcClientSecret,
    scopes: settings.oidcScopes,
    usernameClaim: settings.oidcUsernameClaim,
    domains: settings.oidcDomains,
    label: settings.oidcLabel,
    redirectUri: () => `${baseUrl()}${returnPath}`,
    endedUri: () => `${baseUrl()}/console/`,
    clock,
    onFailure: (error) => tellSeldom(reasonOf(error)),
  })
}

/** What went wrong, and what was behind it, without what the provider sent: that can hold tokens. */
const reasonOf = (error: unknown): string => {
  const reasons: string[] = []
  for (let one = error; one instanceof Error && reasons.length < 4; one = one.cause) {
    const code = 'code' in one && typeof one.code === 'string' ? ` (${one.code})` : ''
    reasons.push(`${one.message}${code}`)
  }
  return reasons.join(': ')
}
