/** Places for what goes on at the same time: so many in all, and so many under one key. */
export class Places {
  readonly #inAllMax: number
  readonly #perKeyMax: number
  readonly #byKey = new Map<string, number>()
  #taken = 0

  constructor(inAllMax: number, perKeyMax: number) {
    this.#inAllMax = inAllMax
    this.#perKeyMax = perKeyMax
  }

  /** Takes a place; returns how to leave it, which counts once however often it is called. `undefined` when there is none. */
  take(key: string): (() => void) | undefined {
    if (this.#taken >= this.#inAllMax || this.countFor(key) >= this.#perKeyMax) return undefined
    this.#change(key, 1)
    let isLeft = false
    return () => {
      if (!isLeft) this.#change(key, -1)
      isLeft = true
    }
  }

  /** How many places are taken. */
  get taken(): number {
    return this.#taken
  }

  /** How many places are taken under a key. */
  countFor(key: string): number {
    return this.#byKey.get(key) ?? 0
  }

  #change(key: string, by: 1 | -1): void {
    this.#taken += by
    const count = this.countFor(key) + by
    if (count === 0) this.#byKey.delete(key)
    else this.#byKey.set(key, count)
  }
}
