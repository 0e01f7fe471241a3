/** Which chats are listed to which agent, or held by them: the other way round than chats know it. */
const none: ReadonlySet<string> = new Set()

export class Listings {
  readonly #byChat = new Map<string, readonly string[]>()
  readonly #byAgent = new Map<string, Set<string>>()

  /** Whose a chat is from now on. */
  set(chatId: string, agentIds: readonly string[]): void {
    const before = this.#byChat.get(chatId)
    if (before === agentIds || (before === undefined && agentIds.length === 0)) return
    for (const agentId of before ?? []) this.#remove(agentId, chatId)
    for (const agentId of agentIds) this.#add(agentId, chatId)
    if (agentIds.length === 0) this.#byChat.delete(chatId)
    else this.#byChat.set(chatId, agentIds)
  }

  /** The chats of an agent. */
  of(agentId: string): ReadonlySet<string> {
    return this.#byAgent.get(agentId) ?? none
  }

  #add(agentId: string, chatId: string): void {
    const chats = this.#byAgent.get(agentId)
    if (chats === undefined) this.#byAgent.set(agentId, new Set([chatId]))
    else chats.add(chatId)
  }

  #remove(agentId: string, chatId: string): void {
    const chats = this.#byAgent.get(agentId)
    chats?.delete(chatId)
    if (chats?.size === 0) this.#byAgent.delete(agentId)
  }
}
