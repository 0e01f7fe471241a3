/** What the worker remembers of a stream between commits. */
export interface StreamHead {
  /** The stream's number in the database; 0 for one that does not exist yet. */
  stream: number
  version: number
  open: boolean
}

/**
 * The latest used heads, by stream key, so that a commit need not look streams up. Two generations instead of a
 * linked list: when the young one is full the old one is dropped, which costs nothing per use.
 */
export class StreamHeads {
  readonly #generationMax: number
  #young = new Map<string, StreamHead>()
  #old = new Map<string, StreamHead>()

  /** Never holds more than `headsMax` heads. */
  constructor(headsMax: number) {
    this.#generationMax = Math.max(1, Math.floor(headsMax / 2))
  }

  get(key: string): StreamHead | undefined {
    const head = this.#young.get(key)
    if (head) return head
    const older = this.#old.get(key)
    if (older) this.set(key, older)
    return older
  }

  set(key: string, head: StreamHead): void {
    if (this.#young.size >= this.#generationMax) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, head)
  }

  clear(): void {
    this.#young.clear()
    this.#old.clear()
  }
}
