/** A waiting chat as routing sees it, and who is served before whom. Pure. */
import type { DirectAgent } from '../chat/chat-request.js'
import type { Tried } from '../chat/queued.js'
import type { Instant } from '../lib/clock.js'

/** A chat that waits and is offered to nobody. */
export interface Waiting {
  readonly chatId: string
  readonly waitingSince: Instant
  /** Had an agent before, and lost them: served first. */
  readonly resumed: boolean
  /** To whom it was offered in vain, and when the newest such offer ended. */
  readonly tried: readonly Tried[]
  /** Whom the visitor asked for by name. */
  readonly direct?: DirectAgent | undefined
  /** Who gave it away, and is not asked for it. */
  readonly except?: string | undefined
  /** To whom it is listed. */
  readonly listed: ReadonlySet<string>
}

type Place = Pick<Waiting, 'chatId' | 'waitingSince' | 'resumed'>

/** The order in which the chats of a button are served: those that lost their agent first, then by age, then by id. */
export const inServingOrder = (a: Place, b: Place): number => {
  if (a.resumed !== b.resumed) return a.resumed ? -1 : 1
  if (a.waitingSince !== b.waitingSince) return a.waitingSince - b.waitingSince
  if (a.chatId === b.chatId) return 0
  return a.chatId < b.chatId ? -1 : 1
}

/** The same across buttons, where the priority comes before the age. */
export const inServingOrderOf = (a: Place, priorityOfA: number, b: Place, priorityOfB: number): number => {
  if (a.resumed === b.resumed && priorityOfA !== priorityOfB) return priorityOfA - priorityOfB
  return inServingOrder(a, b)
}
