import { OriginList } from '../setup/origins.js'
import type { SetupObject } from '../setup/setup.js'
import type { Caller } from './resource.js'

/**
 * Whether the page that sent a request may ask for a chat of a deployment. A deployment that lists no origins takes
 * every page. Pages of this server, which is at `baseUrl`, and what is sent by no page are taken by all.
 */
export const mayUse = (
  { allowedOrigins }: Pick<SetupObject<'deployment'>, 'allowedOrigins'>,
  { origin, host }: Pick<Caller, 'origin' | 'host'>,
  baseUrl: string,
): boolean => {
  if (origin === undefined || allowedOrigins.length === 0) return true
  // A page can choose neither of the headers.
  const isOwn = origin === `http://${host}` || origin === `https://${host}`
  return (
    isOwn || (URL.canParse(baseUrl) && origin === new URL(baseUrl).origin) || new OriginList(allowedOrigins).has(origin)
  )
}
