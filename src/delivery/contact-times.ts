import type { Millis } from '../lib/clock.js'

/** How long a visitor may be out of contact, and what they can still learn then. */
export interface ContactTimes {
  /** While waiting for an agent, before the request ends. */
  readonly waitingMs: Millis
  /** In a chat, before it ends. */
  readonly establishedMs: Millis
  /** In a chat, before the agent is told. */
  readonly awayAfterMs: Millis
  /** After a chat's end, as long as that can be fetched. */
  readonly endedMs: Millis
}

/** What a deployment says about it, in seconds; null for nothing. */
export interface DeploymentTimes {
  readonly connectionTimeoutS: number | null
  readonly connectionWarningS: number | null
}

/**
 * The times that hold for a deployment's chats: its own, and the server's where it has none. Whoever comes back within
 * the time they were promised learns what became of their chat.
 */
export const contactTimes = (server: ContactTimes, deployment: DeploymentTimes | undefined): ContactTimes => {
  const timeoutS = deployment?.connectionTimeoutS ?? undefined
  const warningS = deployment?.connectionWarningS ?? undefined
  if (timeoutS === undefined && warningS === undefined) return server
  return {
    waitingMs: timeoutS === undefined ? server.waitingMs : timeoutS * 1000,
    establishedMs: timeoutS === undefined ? server.establishedMs : timeoutS * 1000,
    awayAfterMs: warningS === undefined ? server.awayAfterMs : warningS * 1000,
    endedMs: timeoutS === undefined ? server.endedMs : Math.max(server.endedMs, timeoutS * 1000),
  }
}
