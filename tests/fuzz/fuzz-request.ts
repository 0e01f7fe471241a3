/** Makes the bytes of one request, right in most of what it is and wrong in the rest, from a source of chance. */
import type { Chance } from '../support/crash/chance.js'
import type { FuzzRoute } from './fuzz-routes.js'
import { fuzzedBody } from './mutate-json.js'

/** What a request can name that is there. */
export interface FuzzWorld {
  readonly routes: readonly FuzzRoute[]
  readonly keys: readonly string[]
  readonly chatIds: readonly string[]
  readonly token: string
  /** What is set up in an organization of the fuzzer's own, and an administrator's token for it. */
  readonly setup: { readonly ids: readonly string[]; readonly token: string }
}

export interface FuzzRequest {
  readonly bytes: Buffer
  /** Its framing is as it should be, so that one answer comes and the connection can be used again. */
  readonly isClean: boolean
  readonly isHead: boolean
  /** Of its route, for whoever counts. */
  readonly route: string
}

type Headers = [name: string, value: string][]

const pick = <Item>(items: readonly Item[], chance: Chance): Item | undefined =>
  items[chance.whole(0, Math.max(0, items.length - 1))]

const oddKeys = [
  '',
  '!',
  'x',
  '__proto__',
  '00000000-0000-4000-8000-000000000000!1!x',
  'é',
  'A'.repeat(6000),
  '{',
  '%00',
]
const oddPieces = [
  '..',
  '.',
  '',
  '%2e%2e',
  '%2F',
  '%00',
  '%zz',
  '%C3%28',
  'é',
  ';a=b',
  '*',
  '{',
  '\\',
  'x'.repeat(3000),
]
const oddValues = [
  '',
  ' ',
  '-1',
  '0',
  '1',
  '2147483648',
  'NaN',
  'null',
  'undefined',
  'é',
  '\t',
  'a'.repeat(9000),
  '"',
  ',',
]
const oddHeaders: Headers = [
  ['Cookie', 'parley_token=x; parley_token=y; ;;=;'],
  ['Cookie', 'a='.repeat(2000)],
  ['Content-Encoding', 'gzip'],
  ['Content-Type', 'application/json; charset=utf-16'],
  ['Content-Type', '\u00ff/'],
  ['Accept-Encoding', '*;q=0'],
  ['Range', 'bytes=5-1,9-'],
  ['Origin', 'null'],
  ['Origin', 'https://evil.example:99999'],
  ['Access-Control-Request-Headers', 'x-'.repeat(3000)],
  ['X-Forwarded-For', '::1, 999.1.1.1, ,'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['Upgrade', 'websocket'],
  ['Expect', '100-continue'],
  ['Expect', 'nothing'],
  ['Idempotency-Key', '\u00e9'],
  ['Idempotency-Key', 'k'.repeat(256)],
  ['Last-Event-ID', '../../1'],
  ['If-None-Match', '*'],
  ['__proto__', 'x'],
]
const methods = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PROPFIND',
  'TRACE',
  'QUERY',
  'get',
  'X',
] as const

const isSetup = ({ path }: FuzzRoute): boolean => path.startsWith('/api/v1/setup')

const targetOf = (route: FuzzRoute, { keys, chatIds, setup }: FuzzWorld, chance: Chance): string => {
  const { path } = route
  const ids = isSetup(route) ? setup.ids : chatIds
  const filled = path
    .replace('{key}', () => (chance.happens(0.8) ? pick(keys, chance) : pick(oddKeys, chance)) ?? '')
    .replace(/\{[^}]*\}/g, () => (chance.happens(0.8) ? pick(ids, chance) : pick(oddPieces, chance)) ?? '')
  const pieces = filled.split('/')
  if (chance.happens(0.08))
    pieces.splice(chance.whole(1, pieces.length), chance.whole(0, 1), chance.oneOf(['..', ...oddPieces]))
  let target = pieces.join('/')
  if (chance.happens(0.05)) target = target.replace(/[a-zA-Z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
  if (chance.happens(0.3)) {
    const names = [
      'ack',
      'pc',
      'limit',
      'before',
      'callback',
      'ack[]',
      '__proto__',
      'ReconnectSession.offset',
      'sid',
      '',
    ]
    const count = chance.oneOf([1, 1, 2, 3, 300])
    // Raw ones mostly end at the first character that no address may have.
    const written = (value: string): string => (chance.happens(0.95) ? encodeURIComponent(value) : value)
    const value = (): string =>
      chance.happens(0.1) ? chance.oneOf(['%00', '%']) : written(pick(oddValues, chance) ?? '')
    const query = Array.from({ length: count }, () => `${pick(names, chance) ?? ''}=${value()}`)
    target += `?${query.join('&')}`
  }
  return chance.happens(0.02)
    ? chance.oneOf([`http://other.example${target}`, '*', target.slice(1), `${target}#x`, '//'])
    : target
}

const headersOf = (route: FuzzRoute, { keys, token, setup }: FuzzWorld, chance: Chance): Headers => {
  const { surface, path } = route
  const headers: Headers = [['Host', '127.0.0.1']]
  if (surface === 'agent') {
    // Whoever is logged out is refused everything else.
    const isGood = chance.happens(path.endsWith('/logout') ? 0.02 : 0.9)
    headers.push(['Authorization', isGood ? `Bearer ${isSetup(route) ? setup.token : token}` : 'Bearer \u00ff'])
    // Without it nothing that is there could be changed.
    if (isSetup(route) && chance.happens(0.8)) headers.push(['If-Match', '*'])
  } else {
    headers.push(['X-LIVEAGENT-API-VERSION', chance.happens(0.95) ? '34' : (pick(oddValues, chance) ?? '')])
    headers.push(['X-LIVEAGENT-SESSION-KEY', (chance.happens(0.85) ? pick(keys, chance) : pick(oddKeys, chance)) ?? ''])
    if (chance.happens(0.5)) headers.push(['X-LIVEAGENT-AFFINITY', chance.oneOf(['null', '4c1e1fa0', ''])])
    if (chance.happens(0.5)) {
      headers.push([
        'X-LIVEAGENT-SEQUENCE',
        chance.happens(0.7) ? String(chance.whole(1, 40)) : (pick(oddValues, chance) ?? ''),
      ])
    }
  }
  for (let odd = chance.oneOf([0, 0, 0, 1, 2]); odd > 0; odd -= 1) headers.push(pick(oddHeaders, chance) ?? ['A', 'b'])
  if (chance.happens(0.05)) headers.splice(chance.whole(0, headers.length - 1), 1)
  if (chance.happens(0.05)) headers.push(pick(headers, chance) ?? ['A', 'b'])
  if (chance.happens(0.2)) return headers.map(([name, value]) => [name.toLowerCase(), value])
  return headers
}

const chunked = (body: Buffer, chance: Chance): Buffer => {
  const parts: Buffer[] = []
  for (let at = 0; at < body.length;) {
    const size = Math.min(body.length - at, chance.oneOf([1, 7, 100, 5000, 70_000]))
    const extension = chance.happens(0.1) ? ';a="b"' : ''
    parts.push(Buffer.from(`${size.toString(16)}${extension}\r\n`), body.subarray(at, at + size), Buffer.from('\r\n'))
    at += size
  }
  return Buffer.concat([...parts, Buffer.from(chance.happens(0.1) ? '0\r\nTrailer: a\r\n\r\n' : '0\r\n\r\n')])
}

/** Headers that say what follows, and what follows: sometimes not what they say. */
const framed = (body: Buffer, chance: Chance): { headers: Headers; body: Buffer; isClean: boolean } => {
  const length = (bytes: number): Headers => [['Content-Length', String(bytes)]]
  const bodyInChunks = (): Buffer => chunked(body, chance)
  switch (chance.whole(0, 59)) {
    case 0:
      return { headers: length(body.length + 5), body, isClean: false }
    case 1:
      return { headers: length(Math.max(0, body.length - 5)), body, isClean: false }
    case 2:
      return {
        headers: [...length(body.length), ['Transfer-Encoding', 'chunked']],
        body: bodyInChunks(),
        isClean: false,
      }
    case 3:
      return { headers: [['Transfer-Encoding', 'chunked']], body: Buffer.from('zz\r\n'), isClean: false }
    case 4:
      return { headers: [['Transfer-Encoding', 'gzip, chunked']], body: bodyInChunks(), isClean: false }
    case 5:
      return {
        headers: [['Content-Length', chance.oneOf(['-1', 'x', '1e3', '99999999999999999999'])]],
        body,
        isClean: false,
      }
    case 6:
    case 7:
    case 8:
    case 9:
      return { headers: [['Transfer-Encoding', 'chunked']], body: bodyInChunks(), isClean: true }
    default:
      return { headers: length(body.length), body, isClean: true }
  }
}

const noRequests: readonly [string, ...string[]] = [
  '\r\n\r\n',
  '\u0000\u0000\u0000',
  'GET\r\n\r\n',
  'GET / HTTP/9.9\r\n\r\n',
  'GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/1.1\nHost: a\n\n',
  'GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n',
  'GET / HTTP/1.1\r\nHost : a\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
  'POST / HTTP/1.0\r\n\r\n{}',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
  `GET / HTTP/1.1\r\nHost: a\r\n${'A: b\r\n'.repeat(3000)}\r\n`,
  `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
]

/** What ends what it is sent to, or is no address of ours: asked less often, so that there is something to ask. */
const isRare = ({ surface, path }: FuzzRoute): boolean =>
  surface === 'other' || /SessionId\/|ChatEnd|ChatCancel|MultiNoun|logout|presence|\/end$|decline$/.test(path)

const routeFrom = (routes: readonly FuzzRoute[], chance: Chance): FuzzRoute => {
  const none: FuzzRoute = { surface: 'other', method: 'GET', path: '/', bodies: [] }
  const first = pick(routes, chance) ?? none
  return isRare(first) && chance.happens(0.75) ? (pick(routes, chance) ?? none) : first
}

/** The request with this much chance in it. */
export const fuzzRequest = (world: FuzzWorld, chance: Chance): FuzzRequest => {
  if (chance.happens(0.01)) {
    const bytes = Buffer.from(chance.oneOf(noRequests), 'latin1')
    return { bytes, isClean: false, isHead: false, route: '(no request)' }
  }
  const route = routeFrom(world.routes, chance)
  const method = chance.happens(0.9) ? route.method : chance.oneOf(methods)
  const target = targetOf(route, world, chance)
  const hasBody = chance.happens(route.bodies.length > 0 ? 0.97 : 0.05)
  const content = hasBody ? fuzzedBody(pick(route.bodies, chance) ?? { text: 'a' }, chance) : Buffer.alloc(0)
  const { headers, body, isClean } = hasBody ? framed(content, chance) : { headers: [], body: content, isClean: true }
  const all = [...headersOf(route, world, chance), ...headers]
  const head = [`${method} ${target} HTTP/1.1`, ...all.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
  // A version, a host or a length that is not as it should be may end the connection.
  const isKept = isClean && all.filter(([name]) => /^(host|expect|upgrade|connection)$/i.test(name)).length === 1
  return {
    bytes: Buffer.concat([Buffer.from(head, 'latin1'), body]),
    isClean: isKept && /^\/[!-~]*$/.test(target) && methods.includes(method as (typeof methods)[number]),
    isHead: method === 'HEAD',
    route: `${route.method} ${route.path}`,
  }
}
