/** The way in for everything that is said: text is masked before anything else happens to it. Pure but for the masks. */
import type { Masks, Side } from './masks.js'

/** What may be kept of something that was said. */
export interface Taken<T> {
  readonly content: T
  /** The names of the rules that changed it. */
  readonly rules: readonly string[]
}

const none: readonly string[] = []

/** Masks `content`; `apply` says which texts there are in it, and calls the function it is given for each. */
export const takeIn = <T>(
  masks: Masks,
  organizationId: string,
  side: Side,
  content: T,
  apply: (content: T, masked: (text: string) => string) => T,
): Taken<T> => {
  const mask = masks(organizationId, side)
  if (mask === undefined) return { content, rules: none }
  const masked = apply(content, (text) => mask.text(text))
  return { content: masked, rules: mask.triggered }
}
