import { balanceSlot, partsOfTallyKey, tallyKey, type Tally } from '../../event-log/tally.js'
import {
  tidyStepMax,
  type FiguresQuery,
  type FiguresRead,
  type FiguresStore,
  type SlotSum,
  type SubjectSum,
} from '../../figures/figures-store.js'
import { dayMs, hourMs, slotOf, type Cuts } from '../../figures/slots.js'

/** Sums by the key of their tallies. */
type Sums = Map<string, number>

const addTo = (sums: Sums, key: string, amount: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + amount)
}

const asSubjectSums = (sums: Sums): SubjectSum[] =>
  [...sums].map(([key, amount]) => {
    const [, kind, subject, measure] = partsOfTallyKey(key)
    return { kind, subject, measure, amount }
  })

/** The sums without a disk, for tests and try-outs. */
export class MemoryFiguresStore implements FiguresStore {
  /** By organization, then by slot. */
  readonly #organizations = new Map<string, Map<number, Sums>>()
  #begun = false

  /** What an append that was written adds. */
  add(tallies: readonly Tally[]): void {
    for (const tally of tallies) this.#add(tally.organizationId, tally.slot, tallyKey(tally), tally.amount)
  }

  #add(organizationId: string, slot: number, key: string, amount: number): void {
    let slots = this.#organizations.get(organizationId)
    if (slots === undefined) this.#organizations.set(organizationId, (slots = new Map<number, Sums>()))
    let sums = slots.get(slot)
    if (sums === undefined) slots.set(slot, (sums = new Map<string, number>()))
    addTo(sums, key, amount)
  }

  async begin(tallies: readonly Tally[]): Promise<void> {
    if (!this.#begun) this.add(tallies)
    this.#begun = true
    return Promise.resolve()
  }

  async read({ organizationId, from, slotMs }: FiguresQuery): Promise<FiguresRead> {
    const slots = this.#organizations.get(organizationId) ?? new Map<number, Sums>()
    const sums: Sums = new Map()
    const bySlot = new Map<number, Sums>()
    for (const [slot, amounts] of slots) {
      if (slot < from) continue
      const start = slotOf(slot, slotMs)
      const series = bySlot.get(start) ?? new Map<string, number>()
      bySlot.set(start, series)
      for (const [key, amount] of amounts) {
        addTo(sums, key, amount)
        const [, kind, , measure] = partsOfTallyKey(key)
        if (!measure.includes('~')) addTo(series, `${organizationId}/${kind}//${measure}`, amount)
      }
    }
    const series = [...bySlot].flatMap(([slot, amounts]) =>
      asSubjectSums(amounts).map(({ kind, measure, amount }): SlotSum => ({ kind, slot, measure, amount })),
    )
    const balances = asSubjectSums(slots.get(balanceSlot) ?? new Map<string, number>())
    return Promise.resolve({ sums: asSubjectSums(sums), balances, series })
  }

  async tidy(organizationId: string, cuts: Cuts): Promise<boolean> {
    const slots = this.#organizations.get(organizationId) ?? new Map<number, Sums>()
    let left = tidyStepMax
    for (const [slot, sums] of [...slots]) {
      const start = slot < cuts.days ? slotOf(slot, dayMs) : slot < cuts.hours ? slotOf(slot, hourMs) : slot
      const isOver = slot < cuts.end
      if (slot === balanceSlot || (start === slot && !isOver)) continue
      for (const [key, amount] of [...sums].slice(0, left)) {
        sums.delete(key)
        if (!isOver) this.#add(organizationId, start, key, amount)
        left -= 1
      }
      if (sums.size === 0) slots.delete(slot)
      if (left === 0) break
    }
    return Promise.resolve(left < tidyStepMax)
  }
}
