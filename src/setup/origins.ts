/** Origins of web pages, as browsers name them and as an administrator allows them. */

/** How long an origin may be. */
export const originCharactersMax = 255

/** What stands for every sub-domain in an allowed origin, and for the parser, which knows no wildcard. */
const wildcard = '*.'
const anySubDomain = 'any-sub-domain.'

const form = /^(https?):\/\/([^/?#@\\\s]+)\/?$/i

/**
 * The one form of an allowed origin such as `https://shop.example.com`: lower case, the host as it goes over the wire,
 * no port that the scheme implies, no slash at its end. One leading `*.` stands for every sub-domain, not for the
 * domain itself; below it there must be a domain of two parts or more. `undefined` for what is no origin.
 */
export const normaliseOrigin = (text: string): string | undefined => {
  const [, scheme, host] = form.exec(text.trim()) ?? []
  if (scheme === undefined || host === undefined || text.length > originCharactersMax) return undefined
  const isWild = host.startsWith(wildcard)
  const plain = isWild ? anySubDomain + host.slice(wildcard.length) : host
  const address = `${scheme}://${plain}`
  if (plain.includes('*') || !URL.canParse(address)) return undefined
  const { origin, hostname } = new URL(address)
  if (!isWild) return origin
  const isDomain = /^[^.]+(?:\.[^.]+){2,}$/.test(hostname) && !/\.\d+$/.test(hostname)
  return isDomain ? origin.replace(anySubDomain, wildcard) : undefined
}

/** Answers whether a page may, by a list of allowed origins. What is no origin in the list allows nothing. */
export class OriginList {
  readonly #exact = new Set<string>()
  /** By what follows the `*`, such as `.example.com:8443`, with the scheme in front. */
  readonly #wild = new Set<string>()

  constructor(allowed: readonly string[]) {
    for (const text of allowed) {
      const origin = normaliseOrigin(text)
      if (origin === undefined) continue
      const [scheme, host = ''] = origin.split('://')
      if (host.startsWith(wildcard)) this.#wild.add(`${scheme}://${host.slice(wildcard.length - 1)}`)
      else this.#exact.add(origin)
    }
  }

  /** Takes an origin as a browser sends it. */
  has(origin: string): boolean {
    if (this.#exact.has(origin)) return true
    if (this.#wild.size === 0 || origin.length > originCharactersMax) return false
    const [scheme, host = ''] = origin.split('://')
    for (let dot = host.indexOf('.', 1); dot !== -1; dot = host.indexOf('.', dot + 1)) {
      if (this.#wild.has(`${scheme}://${host.slice(dot)}`)) return true
    }
    return false
  }
}
