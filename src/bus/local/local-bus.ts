/** The bus of a single process: whoever listens is called before `publish` returns. */
import type { Bus, Listener, Subscription } from '../bus.js'

export class LocalBus<H> implements Bus<H> {
  readonly #onListenerError: (error: unknown) => void
  // Nearly every topic has one listener, and there is a topic per open chat: a bare function is far smaller than a set.
  readonly #listeners = new Map<string, Listener<H> | Set<Listener<H>>>()

  constructor(onListenerError: (error: unknown) => void) {
    this.#onListenerError = onListenerError
  }

  publish(topic: string, hint: H): void {
    const listeners = this.#listeners.get(topic)
    if (listeners === undefined) return
    if (typeof listeners === 'function') {
      this.#call(listeners, hint)
      return
    }
    for (const listener of [...listeners]) this.#call(listener, hint)
  }

  listen(topic: string, listener: Listener<H>): Subscription {
    const present = this.#listeners.get(topic)
    if (present === undefined) this.#listeners.set(topic, listener)
    else if (typeof present === 'function') this.#listeners.set(topic, new Set([present, listener]))
    else present.add(listener)
    let open = true
    return {
      close: () => {
        if (open) this.#forget(topic, listener)
        open = false
      },
    }
  }

  #forget(topic: string, listener: Listener<H>): void {
    const present = this.#listeners.get(topic)
    if (present === listener) this.#listeners.delete(topic)
    else if (present instanceof Set) {
      present.delete(listener)
      if (present.size === 0) this.#listeners.delete(topic)
    }
  }

  #call(listener: Listener<H>, hint: H): void {
    try {
      listener(hint)
    } catch (error) {
      this.#onListenerError(error)
    }
  }
}
