/** Where a chat server's visitor resources live, taken apart once so that no request has to parse an address again. */
export interface Endpoint {
  readonly protocol: 'http:' | 'https:'
  /** Host name or address, IPv6 without brackets. */
  readonly hostname: string
  readonly port: number
  /** Path prefix with a slash at both ends, usually `/chat/rest/`. */
  readonly basePath: string
  /** The whole address in its full form, for people and for saved state. */
  readonly href: string
}

/** An address that cannot be one of a chat server; the message says why in one sentence. */
export class EndpointError extends Error {
  override name = 'EndpointError'
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?(\/|$)/i

const withScheme = (address: string): string => {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return address
  const plain = LOOPBACK.test(address) || /^(\[[^\]]*\]|[^/:]+):(?!443(\/|$))\d+(\/|$)/.test(address)
  return `${plain ? 'http' : 'https'}://${address}`
}

/**
 * Reads the forms in which people keep an endpoint: the whole address (`https://host/chat/rest/`), one that stops at
 * `/chat` or at the host, or a bare `host[:port]`. A bare host means HTTPS, a bare loopback host or one with a port
 * other than 443 means HTTP. A path in front of `/chat` is kept.
 *
 * @throws EndpointError when it is no address of a web server, or carries a name, password, query or fragment.
 */
export const parseEndpoint = (address: string): Endpoint => {
  const trimmed = address.trim()
  let url: URL
  try {
    url = new URL(withScheme(trimmed))
  } catch (cause) {
    throw new EndpointError(`"${trimmed}" is not an address of a chat server.`, { cause })
  }
  const { protocol } = url
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new EndpointError(`A chat server is reached by http or https, not by "${protocol}".`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new EndpointError('The address of a chat server carries no user name and no password.')
  }
  if (url.search !== '' || url.hash !== '') {
    throw new EndpointError('The address of a chat server carries no query and no fragment.')
  }
  const path = url.pathname.replace(/\/+$/, '')
  const basePath = path.endsWith('/chat/rest') ? path : path.endsWith('/chat') ? `${path}/rest` : `${path}/chat/rest`
  const fallback = protocol === 'https:' ? 443 : 80
  return {
    protocol,
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? fallback : Number(url.port),
    basePath: `${basePath}/`,
    href: `${protocol}//${url.host}${basePath}/`,
  }
}
