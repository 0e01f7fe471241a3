import { agentRef, placesTaken, type AgentEvent } from '../../../src/routing/agent.js'
import type { Recorded } from '../../../src/event-log/event-log.js'
import { openPostgresStore } from '../../../src/storage/postgres/postgres-store.js'
import type { Desk } from '../crash/history.js'

const readSize = 500

/** Writes down the most places that each agent ever had taken, as the log in the database at `url` tells it. */
export const readPlaces = async (url: string, organizationId: string, desks: readonly Desk[]): Promise<void> => {
  await using store = await openPostgresStore({ url })
  for (const desk of desks) {
    const { kind, name } = agentRef(organizationId, desk.agentId)
    let state = kind.initial(name)
    for (let version = 0; ;) {
      const events = await store.log.readAfter(name, version, readSize)
      for (const event of events) {
        state = kind.apply(state, event as Recorded<AgentEvent>)
        desk.placesTakenMost = Math.max(desk.placesTakenMost, placesTaken(state))
        version = event.version
      }
      if (events.length < readSize) break
    }
  }
}
