/** The chats that wait at one button, in the order in which they are served, kept in that order as they come and go. */
import { inServingOrder, type Waiting } from './waiting.js'

/** What is kept of a chat that waits, or is offered to somebody meanwhile. */
export interface Standing {
  readonly waiting: Waiting
  readonly isOffered: boolean
}

const keep = (some: Map<string, Waiting>, waiting: Waiting, isOne: boolean): void => {
  if (isOne) some.set(waiting.chatId, waiting)
  else some.delete(waiting.chatId)
}

export class QueueLine {
  readonly #standings: Standing[] = []
  readonly #byChat = new Map<string, Standing>()
  readonly #particular = new Map<string, Waiting>()
  readonly #listed = new Map<string, Waiting>()
  #direct = 0

  get size(): number {
    return this.#standings.length
  }

  /** How many ask for an agent by name. */
  get direct(): number {
    return this.#direct
  }

  /** Puts a chat into its place, or takes over how it stands now. Whether others have another place by that. */
  set(standing: Standing): boolean {
    const { waiting } = standing
    const known = this.#byChat.get(waiting.chatId)
    const keepsPlace = known !== undefined && inServingOrder(known.waiting, waiting) === 0
    const left = known !== undefined && !keepsPlace && this.delete(waiting.chatId)
    const index = this.#indexOf(waiting)
    const joined = !keepsPlace && index < this.#standings.length
    this.#standings.splice(index, keepsPlace ? 1 : 0, standing)
    this.#byChat.set(waiting.chatId, standing)
    this.#direct += (waiting.direct ? 1 : 0) - (keepsPlace && known.waiting.direct ? 1 : 0)
    const { isOffered } = standing
    keep(this.#particular, waiting, !isOffered && (waiting.tried.length > 0 || waiting.direct !== undefined))
    keep(this.#listed, waiting, !isOffered && waiting.listed.size > 0)
    return left || joined
  }

  /** Takes a chat out. Whether others have another place by that. */
  delete(chatId: string): boolean {
    const known = this.#byChat.get(chatId)
    if (known === undefined) return false
    const index = this.#indexOf(known.waiting)
    this.#standings.splice(index, 1)
    this.#byChat.delete(chatId)
    if (known.waiting.direct) this.#direct -= 1
    this.#particular.delete(chatId)
    this.#listed.delete(chatId)
    return index < this.#standings.length
  }

  /** The chat's place, from 1 on; `undefined` when it is not here. */
  position(chatId: string): number | undefined {
    const known = this.#byChat.get(chatId)
    return known && this.#indexOf(known.waiting) + 1
  }

  /** All that are here, in their order. */
  get chatIds(): string[] {
    return this.#standings.map(({ waiting }) => waiting.chatId)
  }

  /** Those that are offered to nobody. */
  *waiting(): Generator<Waiting, undefined> {
    for (const { waiting, isOffered } of this.#standings) if (!isOffered) yield waiting
    return undefined
  }

  /** Those of {@link QueueLine.waiting} that were offered in vain before or ask for an agent by name, in any order. */
  get particular(): Iterable<Waiting> {
    return this.#particular.values()
  }

  /** Those of {@link QueueLine.waiting} that are on anybody's list, in any order. */
  get listed(): Iterable<Waiting> {
    return this.#listed.values()
  }

  /** Where a chat is, or would be: the first place that is not before it. */
  #indexOf(waiting: Waiting): number {
    let low = 0
    let high = this.#standings.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.#standings[middle]
      if (other !== undefined && inServingOrder(other.waiting, waiting) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
