import type { Clock, Timer } from './clock.js'

/** While the agent types, the visitor is told so at most this often. */
export const typingRepeatMs = 5_000
/** After this long without a change the agent no longer types. */
export const typingIdleMs = 4_000

/** Tells the visitor of one chat that the agent types, without a request for every key. */
export interface TypingNotice {
  /** The text changed; an empty one means that the agent no longer types. */
  changed(text: string): void
  /** The agent sent the text, or went elsewhere. */
  stopped(): void
}

/** `tell(true)` at the first change and at most each 5 s after it, `tell(false)` once typing has ended. */
export function createTypingNotice(clock: Clock, tell: (typing: boolean) => void): TypingNotice {
  let toldAt: number | undefined
  let idle: Timer | undefined
  const stopped = (): void => {
    idle?.cancel()
    if (toldAt === undefined) return
    toldAt = undefined
    tell(false)
  }
  return {
    stopped,
    changed(text) {
      if (text.trim() === '') return stopped()
      idle?.cancel()
      idle = clock.after(typingIdleMs, stopped)
      if (toldAt !== undefined && clock.now() - toldAt < typingRepeatMs) return
      toldAt = clock.now()
      tell(true)
    },
  }
}
