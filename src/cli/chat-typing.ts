import type { Clock, Millis, Timer } from '../lib/clock.js'

/** Where the news about the visitor's line goes. */
export interface TypingListener {
  typing(on: boolean): void
  sneakPeek(text: string): void
}

/** Silence of this length means that the visitor stopped writing. */
export const TYPING_PAUSE_MS: Millis = 5000
/** The line as it stands is shown no more often than this. */
export const SNEAK_PEEK_EVERY_MS: Millis = 700

/**
 * Turns key strokes into the few things worth telling the agent: either that the visitor writes or stopped, or, where
 * that is allowed, the line as it stands. Never both: the line says it all.
 */
export class TypingSignal {
  readonly #clock: Clock
  readonly #tell: TypingListener
  #mode: 'off' | 'typing' | 'sneak-peek' = 'off'
  #typing = false
  #peek = { told: '', now: '' }
  #timer: Timer | undefined

  constructor(clock: Clock, tell: TypingListener) {
    this.#clock = clock
    this.#tell = tell
  }

  /** What the agent who is there now may be told; `off` while there is none. */
  allow(mode: 'off' | 'typing' | 'sneak-peek'): void {
    this.#forget()
    this.#mode = mode
  }

  /** The line changed to this. */
  edited(line: string): void {
    if (this.#mode === 'typing') this.#editedQuietly(line)
    if (this.#mode === 'sneak-peek') this.#editedInSight(line)
  }

  /** The line was sent; the agent sees it as a message now. */
  sent(): void {
    const { told } = this.#peek
    const wasTyping = this.#typing
    this.#forget()
    if (wasTyping) this.#tell.typing(false)
    if (told !== '') this.#tell.sneakPeek('')
  }

  /** Lets go of timers and tells nothing more. */
  close(): void {
    this.allow('off')
  }

  #forget(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#typing = false
    this.#peek = { told: '', now: '' }
  }

  #editedQuietly(line: string): void {
    this.#timer?.cancel()
    this.#timer = undefined
    const typing = line !== ''
    if (typing) this.#timer = this.#clock.after(TYPING_PAUSE_MS, () => this.#editedQuietly(''))
    if (typing !== this.#typing) this.#tell.typing(typing)
    this.#typing = typing
  }

  #editedInSight(line: string): void {
    this.#peek.now = line
    this.#timer ??= this.#clock.after(SNEAK_PEEK_EVERY_MS, () => {
      this.#timer = undefined
      if (this.#peek.now === this.#peek.told) return
      this.#peek.told = this.#peek.now
      this.#tell.sneakPeek(this.#peek.now)
    })
  }
}
