/** The port behind which the sums lie that appends add to; `figures-store.contract.ts` is what every store promises. */
import type { Tally } from '../event-log/tally.js'
import type { Instant } from '../lib/clock.js'
import type { Cuts } from './slots.js'

/** A sum over a span, for one subject. */
export interface SubjectSum {
  readonly kind: string
  readonly subject: string
  readonly measure: string
  readonly amount: number
}

/** A sum over one slot, for all subjects of a kind. */
export interface SlotSum {
  readonly kind: string
  readonly slot: Instant
  readonly measure: string
  readonly amount: number
}

export interface FiguresRead {
  /** Over everything from `from` on. */
  readonly sums: readonly SubjectSum[]
  /** The sums over all time. */
  readonly balances: readonly SubjectSum[]
  /** By slots of the width that was asked for; without histograms, whose measures hold a `~`. */
  readonly series: readonly SlotSum[]
}

export interface FiguresQuery {
  readonly organizationId: string
  /** The start of a slot of `slotMs`. */
  readonly from: Instant
  readonly slotMs: number
}

/** How many sums one step of {@link FiguresStore.tidy} moves or forgets, so that commits need not wait long. */
export const tidyStepMax = 500

export interface FiguresStore {
  /** What is durable, all of it as of one instant. */
  read(query: FiguresQuery): Promise<FiguresRead>

  /**
   * Adds tallies in a transaction of their own if this was never called before on this store, and does nothing
   * otherwise: how counting begins on a log that is older than it.
   */
  begin(tallies: readonly Tally[]): Promise<void>

  /**
   * Makes an organization's old slots coarser and forgets the oldest, a step at a time; sums over spans that begin at
   * a cut stay what they are. Answers whether there is more to do.
   */
  tidy(organizationId: string, cuts: Cuts): Promise<boolean>
}
