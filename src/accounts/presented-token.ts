/** The cookie that holds a browser's token. */
export const tokenCookie = 'parley_token'

/** What of a request's headers says who asks; an HTTP server's headers have this shape. */
export interface TokenHeaders {
  readonly authorization?: string | undefined
  readonly cookie?: string | undefined
  readonly 'sec-fetch-site'?: string | string[] | undefined
}

/** The token a request brings along, as a bearer or as a cookie. */
export const presentedToken = ({ authorization, cookie }: TokenHeaders): string | undefined => {
  const [scheme, token] = (authorization ?? '').split(' ')
  if (scheme?.toLowerCase() === 'bearer') return token
  // Tokens are base64url, so this finds all there are; parsing every cookie of every request would cost more.
  return /(?:^|;\s*)parley_token=([\w-]+)/.exec(cookie ?? '')?.[1]
}

/** What browsers call pages of other origins; to the second kind they send the cookie all the same. */
const foreignSites: readonly unknown[] = ['cross-site', 'same-site']

/** Whether a page of another origin made a browser send the request, with nothing but the cookie to say who asks. */
export const isForeign = (headers: TokenHeaders): boolean =>
  headers.authorization === undefined && foreignSites.includes(headers['sec-fetch-site'])
