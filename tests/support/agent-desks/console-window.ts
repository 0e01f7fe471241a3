import { expect } from 'vitest'
import type { FeedEvent } from '../../../src/agent-api/agent-feed.js'
import type { Snapshot } from '../../../src/agent-api/messages.js'
import { applyAgentEvent } from '../../../web/console/state/apply-event.js'

/** A window of an agent's console, from the server's side of the connection. */
export class ConsoleWindow {
  readonly agentId: string
  state: Snapshot | undefined
  lastEventId: string | undefined
  /** Tells one connection from the next: what a lost one still receives does not arrive. */
  connection = 0
  leave: (() => void) | undefined
  readonly #numbers: number[] = []

  constructor(agentId: string) {
    this.agentId = agentId
  }

  take({ id, name, data }: FeedEvent): void {
    if (id !== undefined) {
      this.lastEventId = id
      if (name === 'snapshot') this.#numbers.length = 0
      // Durable events come in the order of their numbers, none is left out and none comes twice.
      const number = Number(id.slice(id.lastIndexOf('-') + 1))
      expect(this.#numbers.at(-1) ?? number - 1).toBe(number - 1)
      this.#numbers.push(number)
    }
    if (this.state === undefined) expect(name).toBe('snapshot')
    const empty = {} as Snapshot
    this.state = structuredClone(applyAgentEvent(this.state ?? empty, name, data))
  }
}

/** A snapshot without what is fleeting. */
export const lasting = (snapshot: Snapshot | undefined) =>
  snapshot && { ...snapshot, chats: snapshot.chats.map((chat) => ({ ...chat, visitorAway: false })) }
