/** Who is who here: log-ins and passwords, on what setup and the store say of agents. */
import { Accounts, type Credential } from '../accounts/accounts.js'
import { LogInCounts } from '../accounts/log-in-counts.js'
import { LogIns } from '../accounts/log-ins.js'
import type { TokenStore } from '../accounts/token-store.js'
import { LogInLimits } from '../edge/log-in-limits.js'
import type { Clock } from '../lib/clock.js'
import type { Nodes } from '../nodes/nodes.js'
import { credentialIn } from '../setup/agent-credentials.js'
import { credentialKind } from '../setup/new-organization.js'
import { programsByHash, tokenKind } from '../setup/program-tokens.js'
import type { Setup } from '../setup/setup.js'
import { logInKnownForMs } from './node-parts.js'
import { hashToken, newToken, passwordHasher } from './secrets.js'
import type { Settings } from './settings.js'

const credentialOf = (setup: Setup, username: string): Credential | undefined => {
  const agent = setup.agentByUsername(username)
  if (agent?.active !== true) return undefined
  const { organizationId, id } = agent
  return { organizationId, agentId: id, passwordHash: credentialIn(setup, agent)?.passwordHash }
}

/** Builds them; whoever holds a log-in that a change of setup ended is told when the change is in force. */
export const buildAccounts = (parts: {
  readonly tokens: TokenStore
  readonly setup: Setup
  readonly clock: Clock
  /** The others on the same store, which are told of log-ins that end here; undefined for a server that is alone. */
  readonly nodes: Nodes | undefined
  readonly settings: Pick<Settings, 'rateLimitExempt'>
  readonly onError: (error: unknown) => void
}) => {
  const { tokens, setup, clock, nodes, settings, onError } = parts
  const logIns = new LogIns({
    ...{ tokens, clock, newToken, hashToken, onError },
    countAfter: ({ organizationId, agentId }) =>
      credentialIn(setup, { organizationId, id: agentId })?.logInsAfter ?? -Infinity,
    ...(nodes && { knownForMs: logInKnownForMs, onEnded: (hash) => nodes.say({ type: 'logged-out', hash }) }),
  })
  setup.onChange((changed) => {
    for (const { organizationId, kind, id } of changed) {
      if (kind === 'agent' || kind === credentialKind) logIns.doubt({ organizationId, agentId: id })
      // Whose it was cannot be told any more.
      else if (kind === tokenKind) logIns.doubt({ organizationId })
    }
  })
  const accounts = new Accounts({
    ...{ logIns, hasher: passwordHasher, newSecret: newToken },
    credentialOf: (username) => credentialOf(setup, username),
    programOf: programsByHash(setup),
    refresh: () => setup.refresh(),
  })
  const logInLimits = new LogInLimits(clock, settings)
  if (nodes) logInLimits.onTry((tried) => nodes.say(tried))
  return { logIns, accounts, logInLimits, logInCounts: new LogInCounts() }
}
