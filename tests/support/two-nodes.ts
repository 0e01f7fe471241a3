/** Two nodes in this process on one database in PostgreSQL, each with a way of its own to it, which a test can break. */
import { startInProcess, until, type InProcessServer } from './in-process-server.js'
import { makeOrganization, type TestOrganization } from './test-organization.js'

export interface TwoNodes {
  readonly one: InProcessServer
  readonly other: InProcessServer
  /** An organization, as whoever asks `one` sees it, and as who asks `other` does. */
  readonly organization: TestOrganization
  readonly there: TestOrganization
  /** Lets time pass for both. */
  readonly pass: (ms: number) => Promise<void>
}

/** Starts them for the running test; they know of each other. */
export const startTwoNodes = async (environment: Readonly<Record<string, string>> = {}): Promise<TwoNodes> => {
  const one = await startInProcess({ breakable: true, isNode: true, environment })
  const organization = await makeOrganization(one)
  const other = await startInProcess({ breakable: true, isNode: true, environment, beside: one })
  const know = (server: InProcessServer) => server.running.parts.nodes?.turns.others === 1
  await until(() => know(one) && know(other), 'the nodes to know each other')
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 250) for (const server of [one, other]) await server.pass(Math.min(250, left))
  }
  return { one, other, organization, there: { ...organization, server: other }, pass }
}
