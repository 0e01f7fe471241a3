/** The floors of all organizations, built from the log at start and kept up to date by what is committed. */
import type { Chat } from '../chat/chat.js'
import { chatRef } from '../chat/chat-service.js'
import type { EventLog } from '../event-log/event-log.js'
import { NewerEventError, type Folded, type Ledger } from '../event-log/ledger.js'
import type { AgentState } from './agent.js'
import { agentRef } from './agent.js'
import type { FloorPlan } from './floor-plan.js'
import { Floor } from './floor.js'

export class Floors {
  readonly #planOf: (organizationId: string) => FloorPlan
  readonly #floors = new Map<string, Floor>()

  constructor(planOf: (organizationId: string) => FloorPlan) {
    this.#planOf = planOf
  }

  of(organizationId: string): Floor {
    let floor = this.#floors.get(organizationId)
    if (floor === undefined) {
      floor = new Floor(organizationId, this.#planOf(organizationId))
      this.#floors.set(organizationId, floor)
    }
    return floor
  }

  get all(): Iterable<Floor> {
    return this.#floors.values()
  }

  /**
   * Reads every open chat and every agent who is not offline. Returns what it read; its cost grows with what is open,
   * never with what has ended. What a newer version wrote to is left out.
   */
  async load(log: EventLog, ledger: Ledger): Promise<{ chats: Chat[]; agents: AgentState[] }> {
    const chats: Chat[] = []
    const agents: AgentState[] = []
    for (const { organizationId, id } of await log.openStreams('chat')) {
      const state = await known(ledger.read(chatRef(organizationId, id)))
      if (state === undefined) continue
      chats.push(state)
      this.of(organizationId).setChat(state)
    }
    for (const { organizationId, id } of await log.openStreams('agent')) {
      const state = await known(ledger.read(agentRef(organizationId, id)))
      if (state === undefined) continue
      agents.push(state)
      this.of(organizationId).setAgent(state)
    }
    return { chats, agents }
  }
}

/** The state that was read; nothing of a stream that a newer version wrote to, which the ledger tells of. */
const known = async <S>(reading: Promise<Folded<S>>): Promise<S | undefined> => {
  try {
    return (await reading).state
  } catch (error) {
    if (error instanceof NewerEventError) return undefined
    throw error
  }
}
