import type { Millis } from '../lib/clock.js'

/** How long a visitor may be out of contact. */
export interface ContactTimes {
  /** While waiting for an agent, before the request ends. */
  readonly waitingMs: Millis
  /** In a chat, before it ends. */
  readonly establishedMs: Millis
  /** In a chat, before the agent is told. */
  readonly awayAfterMs: Millis
}

/** What a deployment says about it, in seconds; null for nothing. */
export interface DeploymentTimes {
  readonly connectionTimeoutS: number | null
  readonly connectionWarningS: number | null
}

/** The times that hold for a deployment's chats: its own, and the server's where it has none. */
export const contactTimes = (server: ContactTimes, deployment: DeploymentTimes | undefined): ContactTimes => {
  const timeoutS = deployment?.connectionTimeoutS ?? undefined
  const warningS = deployment?.connectionWarningS ?? undefined
  if (timeoutS === undefined && warningS === undefined) return server
  return {
    waitingMs: timeoutS === undefined ? server.waitingMs : timeoutS * 1000,
    establishedMs: timeoutS === undefined ? server.establishedMs : timeoutS * 1000,
    awayAfterMs: warningS === undefined ? server.awayAfterMs : warningS * 1000,
  }
}
