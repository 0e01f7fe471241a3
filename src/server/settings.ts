/** Every setting of the server, declared once: `--help` and the checks at start come from here. */

import { readAddressLimits, type AddressLimit } from '../edge/address-limits.js'
import { loopback, readNetworks, type Network } from '../edge/networks.js'
import { readSwitchServers, type SwitchServer } from '../visitor-api/switch-servers.js'
import {
  bearer,
  choice,
  databaseUrl,
  issuer,
  listenAddress,
  natsUrl,
  number,
  secretText,
  text,
  url,
  words,
  type Declared,
} from './setting-kinds.js'

const networks = (name: string, sentence: string, standard: readonly Network[], shown: string) => ({
  ...{ name, sentence, default: standard, shown, read: readNetworks },
})

const addressLimits = (name: string, sentence: string): Declared<readonly AddressLimit[]> => ({
  ...{ name, sentence, default: [], shown: 'none', read: readAddressLimits },
})

const switchServers = (name: string, sentence: string): Declared<readonly SwitchServer[]> => ({
  ...{ name, sentence, default: [], read: readSwitchServers },
})

const day = 86_400_000
const million = 1_000_000

/** All settings, by the name the code knows them by. */
export const declaredSettings = {
  port: number('PORT', 'The port to listen on; 0 takes any free one.', 8080, 0, 65_535),
  host: text('HOST', 'The address to listen on. Beyond loopback the demo organization is not made.', '127.0.0.1'),
  dataDirectory: text('PARLEY_DATA_DIR', 'Where everything is kept. One process at a time.', './data'),
  databaseUrl: databaseUrl(
    'PARLEY_DATABASE_URL',
    'A PostgreSQL database (15 or later) to keep everything in instead, such as postgres://user:password@host/parley.',
  ),
  natsUrl: natsUrl(
    'PARLEY_NATS_URL',
    'A NATS server by which servers on one database tell each other what happens, such as nats://user:password@host:4222.',
  ),
  natsCredentials: text('PARLEY_NATS_CREDENTIALS', 'A file of credentials (.creds) to sign in to NATS with.', ''),
  databaseUndurable: choice(
    'PARLEY_DATABASE_UNDURABLE',
    'Whether to run on a PostgreSQL server that loses acknowledged changes in a crash, because of how it is set up.',
    'refuse',
    ['refuse', 'accept'],
  ),
  metricsToken: bearer(
    'PARLEY_METRICS_TOKEN',
    'What whoever reads /metrics has to bring, as `Authorization: Bearer …`; without it, nothing.',
  ),
  metricsAddress: listenAddress(
    'PARLEY_METRICS_ADDRESS',
    'An address of its own for /metrics, such as 127.0.0.1:9090; it is nowhere else then.',
  ),
  publicUrl: url('PARLEY_PUBLIC_URL', 'The address the world sees, when it differs from host and port.'),
  oidcIssuer: issuer(
    'PARLEY_OIDC_ISSUER',
    'An OpenID Connect provider with which agents may log in, such as https://login.example.com/realms/main.',
  ),
  oidcClientId: text('PARLEY_OIDC_CLIENT_ID', 'What this server is called there.', ''),
  oidcClientSecret: secretText('PARLEY_OIDC_CLIENT_SECRET', 'Its secret there; none for a public client.'),
  oidcScopes: text('PARLEY_OIDC_SCOPES', 'What it asks to be told of a person.', 'openid email'),
  oidcUsernameClaim: text(
    'PARLEY_OIDC_USERNAME_CLAIM',
    'Which claim is an agent’s username. An email counts only when the provider has verified it.',
    'email',
  ),
  oidcDomains: words(
    'PARLEY_OIDC_DOMAINS',
    'Mail domains to which log-ins by the provider are limited; comma-separated.',
  ),
  oidcLabel: text('PARLEY_OIDC_LABEL', 'What the log-in page calls the provider.', 'your organization'),
  token: text('PARLEY_TOKEN', 'For the command line: an administrator’s token, to ask the running server with.', ''),
  logLevel: choice('PARLEY_LOG_LEVEL', 'How much is logged.', 'info', ['debug', 'info', 'warn', 'error', 'silent']),
  logRequests: choice('PARLEY_LOG_REQUESTS', 'A line per request; costs about a quarter of the throughput.', 'off', [
    'off',
    'on',
  ]),
  pollHoldMs: number('PARLEY_POLL_HOLD_MS', 'How long a poll with nothing to say is held.', 27_000, 50, 60_000),
  unrequestedMs: number(
    'PARLEY_SESSION_UNREQUESTED_MS',
    'How long a session lives that never asks for a chat.',
    600_000,
    1000,
    day,
  ),
  waitingMs: number(
    'PARLEY_VISITOR_WAITING_MS',
    'How long a waiting visitor may be out of contact; announced as connectionTimeout.',
    150_000,
    500,
    day,
  ),
  establishedMs: number(
    'PARLEY_VISITOR_ESTABLISHED_MS',
    'How long a visitor in a chat may be out of contact before the chat ends.',
    600_000,
    500,
    day,
  ),
  awayAfterMs: number(
    'PARLEY_VISITOR_AWAY_MS',
    'How long a visitor is out of contact before the agent is told.',
    30_000,
    200,
    day,
  ),
  endedMs: number('PARLEY_ENDED_FETCH_MS', 'How long the end of a chat can still be fetched.', 600_000, 1000, day),
  offerTimeoutMs: number(
    'PARLEY_OFFER_TIMEOUT_MS',
    'How long an agent has to accept a chat before it is offered to the next.',
    30_000,
    200,
    day,
  ),
  transferTimeoutMs: number(
    'PARLEY_TRANSFER_TIMEOUT_MS',
    'How long a chat that is handed to a button, a skill or a queue waits there before it returns to its agent.',
    120_000,
    200,
    day,
  ),
  agentLeaseMs: number(
    'PARLEY_AGENT_LEASE_MS',
    'How long an agent’s event stream may be gone before they are offline and their chats wait for another.',
    30_000,
    200,
    day,
  ),
  reofferPauseMs: number(
    'PARLEY_REOFFER_PAUSE_MS',
    'How long an agent who let a chat pass is left alone with it, when nobody else is free.',
    5_000,
    0,
    day,
  ),
  unattendedMs: number(
    'PARLEY_UNATTENDED_MS',
    'How long a request waits while nobody is online who may have it, before it has failed.',
    120_000,
    200,
    day,
  ),
  fileBytesMax: number(
    'PARLEY_FILE_BYTES_MAX',
    'How many bytes a file may have that a visitor sends.',
    2_411_724,
    1,
    26_214_400,
  ),
  pingRateMs: number(
    'PARLEY_PING_RATE_MS',
    'How often a website’s pages ask who is available; announced as pingRate.',
    50_000,
    1000,
    day,
  ),
  switchServers: switchServers(
    'PARLEY_SWITCH_SERVERS',
    'Organizations that live elsewhere, with the address there, such as 00D…=https://chat.example.com/chat,…',
  ),
  heartbeatMs: number('PARLEY_HEARTBEAT_MS', 'How often a silent event stream says that it lives.', 2_000, 100, 60_000),
  trustedProxies: networks(
    'PARLEY_TRUSTED_PROXIES',
    'The proxies in front of the server, as addresses, networks or loopback: their X-Forwarded-For says who asks.',
    [],
    'none',
  ),
  rateLimitSessions: number(
    'PARLEY_RATE_LIMIT_SESSIONS',
    'How many sessions an address (IPv6: a /64) may begin in a minute; 0 for any number.',
    120,
    0,
    million,
  ),
  rateLimitRequests: number(
    'PARLEY_RATE_LIMIT_REQUESTS',
    'How many other requests to /chat/rest an address may make in a minute; 0 for any number.',
    1200,
    0,
    million,
  ),
  rateLimitCommands: number(
    'PARLEY_RATE_LIMIT_COMMANDS',
    'How many commands a visitor’s session may send in ten seconds; 0 for any number.',
    60,
    0,
    million,
  ),
  rateLimitExempt: networks(
    'PARLEY_RATE_LIMIT_EXEMPT',
    'Addresses and networks that have no limits. A proxy belongs into PARLEY_TRUSTED_PROXIES, not here.',
    loopback,
    'loopback',
  ),
  rateLimitAddresses: addressLimits(
    'PARLEY_RATE_LIMIT_ADDRESSES',
    'Networks whose addresses have limits of their own: network=sessions/requests, such as 203.0.113.0/24=600/12000.',
  ),
  corsAny: choice(
    'PARLEY_CORS_ANY',
    'Pages of sites that no deployment lists may talk to /chat/rest, too, without credentials.',
    'off',
    ['off', 'on'],
  ),
  writePatienceMs: number(
    'PARLEY_WRITE_PATIENCE_MS',
    'How long a visitor’s request waits while the store cannot take it, before it fails.',
    20_000,
    0,
    60_000,
  ),
  geoDatabase: text('PARLEY_GEO_DATABASE', 'A file in the MaxMind DB format that says where visitors are.', ''),
  strictSequence: choice(
    'PARLEY_STRICT_SEQUENCE',
    'Whether a command whose number is neither a repeat nor the next one is refused with 409.',
    'off',
    ['off', 'on'],
  ),
  testFaults: choice(
    'PARLEY_TEST_FAULTS',
    'For tests of clients: the first poll of each session after its chat is established is answered 503.',
    'none',
    ['none', 'one-503-per-session'],
  ),
  commitDelayMs: number(
    'PARLEY_TEST_COMMIT_DELAY_MS',
    'For tests: every commit takes at least this long, as on a slow disk.',
    0,
    0,
    10_000,
  ),
} as const

type Declarations = typeof declaredSettings

/** The settings as read: every one there, checked. */
export type Settings = { readonly [K in keyof Declarations]: Declarations[K] extends Declared<infer T> ? T : never }

/** One or more settings are wrong; the message names them all, a line each. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

/** Half of what an OpenID Connect provider takes is as good as none of it. */
const oidcContradictions = (settings: Partial<Settings>): string[] => {
  const { oidcIssuer, oidcClientId, oidcClientSecret, oidcScopes = '', oidcUsernameClaim, oidcDomains } = settings
  if (oidcIssuer === '') {
    const idle = Object.entries({
      PARLEY_OIDC_CLIENT_ID: oidcClientId,
      PARLEY_OIDC_CLIENT_SECRET: oidcClientSecret,
      PARLEY_OIDC_DOMAINS: oidcDomains?.join(),
    }).filter(([, value]) => value)
    return idle.map(([name]) => `${name} needs PARLEY_OIDC_ISSUER.`)
  }
  if (oidcIssuer === undefined) return []
  const problems: string[] = []
  if (oidcClientId === '') problems.push('PARLEY_OIDC_ISSUER needs PARLEY_OIDC_CLIENT_ID.')
  if (oidcScopes !== '' && !oidcScopes.split(/\s+/).includes('openid'))
    problems.push('PARLEY_OIDC_SCOPES must have openid among them.')
  if (oidcUsernameClaim !== 'email' && oidcDomains?.length)
    problems.push(
      'PARLEY_OIDC_DOMAINS needs PARLEY_OIDC_USERNAME_CLAIM to be email: of other names nobody verifies the domain.',
    )
  return problems
}

/** What is wrong with settings that are right by themselves. One that was wrong is not there. */
const contradictions = (settings: Partial<Settings>): string[] => {
  const { databaseUrl, natsUrl, natsCredentials } = settings
  const problems = oidcContradictions(settings)
  if (natsUrl && databaseUrl === '')
    problems.push('PARLEY_NATS_URL needs PARLEY_DATABASE_URL: a server with a data directory has nobody to talk to.')
  if (natsCredentials && natsUrl === '') problems.push('PARLEY_NATS_CREDENTIALS needs PARLEY_NATS_URL.')
  if (natsCredentials && natsUrl && new URL(natsUrl).username !== '')
    problems.push('PARLEY_NATS_URL names a user, and PARLEY_NATS_CREDENTIALS another: set only one of them.')
  return problems
}

/** Reads the settings from an environment. Throws {@link SettingsError} that names every mistake at once. */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings => {
  const problems: string[] = []
  const settings: Record<string, unknown> = {}
  const known = new Set<string>()
  for (const [key, declared] of Object.entries<Declared<unknown>>(declaredSettings)) {
    known.add(declared.name)
    const given = environment[declared.name]
    if (given === undefined) {
      settings[key] = declared.default
      continue
    }
    const outcome = declared.read(given)
    if ('value' in outcome) settings[key] = outcome.value
    else {
      const said = declared.secret ? '' : ` (it is ${JSON.stringify(given)})`
      problems.push(`${declared.name} ${outcome.problem}${said}.`)
    }
  }
  for (const name of Object.keys(environment)) {
    if (name.startsWith('PARLEY_') && !name.startsWith('PARLEY_TEST_') && !known.has(name)) {
      problems.push(`${name} is not a setting; see --help.`)
    }
  }
  problems.push(...contradictions(settings))
  if (problems.length > 0) throw new SettingsError(problems.join('\n'))
  return Object.freeze(settings) as Settings
}

/** The settings as a list for people, a line or two each. */
export const describeSettings = (): string =>
  Object.values<Declared<unknown>>(declaredSettings)
    .map(
      ({ name, sentence, default: standard, shown = String(standard) }) =>
        `  ${name}  (${shown || 'none'})\n      ${sentence}`,
    )
    .join('\n')

export { isLoopback } from './setting-kinds.js'
