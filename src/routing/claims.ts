/**
 * Who waits for a place and has none yet: chats that are offered to nobody, and requests that were let in and are on
 * their way to the log. Counted as they come and go, so that asking costs nothing however long the queue is.
 */
import type { DirectAgent } from '../chat/chat-request.js'

/** What a place is wanted for. */
export interface Claim {
  /** Or the skill or the queue at which the chat waits instead, as the floor's plan names them. */
  readonly buttonId: string
  readonly direct?: DirectAgent | undefined
}

const add = (counts: Map<string, number>, key: string, by: number): void => {
  const count = (counts.get(key) ?? 0) + by
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}

export class Claims {
  readonly #claims = new Map<string, Claim>()
  readonly #atButton = new Map<string, number>()
  readonly #forAgent = new Map<string, number>()
  readonly #agentOnly = new Map<string, string>()

  get size(): number {
    return this.#claims.size
  }

  /** How many wait at a button. */
  atButton(buttonId: string): number {
    return this.#atButton.get(buttonId) ?? 0
  }

  /** The buttons at which anybody waits, with how many. */
  get buttons(): ReadonlyMap<string, number> {
    return this.#atButton
  }

  /** How many asked for an agent by name. */
  forAgent(agentId: string): number {
    return this.#forAgent.get(agentId) ?? 0
  }

  /** The chats for which only the agent they name will do: chat ids with agent ids. */
  get agentOnly(): ReadonlyMap<string, string> {
    return this.#agentOnly
  }

  /** What a chat claims from now on; `undefined` for nothing. */
  set(chatId: string, claim: Claim | undefined): void {
    const before = this.#claims.get(chatId)
    if (before !== undefined) this.#count(chatId, before, -1)
    if (claim === undefined) this.#claims.delete(chatId)
    else {
      this.#claims.set(chatId, claim)
      this.#count(chatId, claim, 1)
    }
  }

  #count(chatId: string, { buttonId, direct }: Claim, by: 1 | -1): void {
    add(this.#atButton, buttonId, by)
    if (direct === undefined) return
    add(this.#forAgent, direct.agentId, by)
    if (by === -1) this.#agentOnly.delete(chatId)
    else if (!direct.fallback) this.#agentOnly.set(chatId, direct.agentId)
  }
}
