/** The sums that appends add to. Runs in the worker, in transactions that `database-calls.ts` makes. */
import { balanceSlot, partsOfTallyKey } from '../../event-log/tally.js'
import { tidyStepMax, type FiguresQuery, type FiguresRead } from '../../figures/figures-store.js'
import { dayMs, hourMs, type Cuts } from '../../figures/slots.js'
import type { TallyRows } from './messages.js'
import type { Database } from './open-database.js'

interface Row {
  readonly organization: string
  readonly slot: number
  readonly kind: string
  readonly subject: string
  readonly measure: string
  readonly amount: number
}

export class StoredFigures {
  readonly #statements: ReturnType<typeof prepare>
  /** What the appends of one commit add, by slot and then by key: many of them add to the same sums. */
  readonly #collected = new Map<number, Map<string, number>>()

  constructor(database: Database) {
    this.#statements = prepare(database)
  }

  /** Takes in a tally that {@link StoredFigures.write} will add. */
  collect(slot: number, amount: number, key: string): void {
    let sums = this.#collected.get(slot)
    if (sums === undefined) this.#collected.set(slot, (sums = new Map<string, number>()))
    sums.set(key, (sums.get(key) ?? 0) + amount)
  }

  /** Adds what was collected. Call it in a transaction. */
  write(): void {
    for (const [slot, sums] of this.#collected) {
      for (const [key, amount] of sums) {
        const [organization, kind, subject, measure] = partsOfTallyKey(key)
        this.#statements.add.run(organization, slot, kind, subject, measure, amount)
      }
    }
    this.#collected.clear()
  }

  /** Forgets what was only in memory: after a transaction was rolled back. */
  recover(): void {
    this.#collected.clear()
  }

  begin({ numbers, strings }: TallyRows): void {
    if (this.#statements.begin.run().changes === 0) return
    for (const [index, key] of strings.entries())
      this.collect(numbers[2 * index] ?? 0, numbers[2 * index + 1] ?? 0, key)
    this.write()
  }

  read({ organizationId, from, slotMs }: FiguresQuery): FiguresRead {
    return {
      sums: this.#statements.sums.all(organizationId, from),
      balances: this.#statements.balances.all(organizationId, balanceSlot),
      series: this.#statements.series.all(slotMs, organizationId, from),
    }
  }

  /** One step: forgets the oldest first, then moves what is still told too finely. */
  tidy(organizationId: string, cuts: Cuts): boolean {
    const { forget, hours, minutes } = this.#statements
    if (forget.run(organizationId, cuts.end, tidyStepMax).changes > 0) return true
    const days = this.#move(hours.all(organizationId, cuts.days, tidyStepMax), dayMs)
    return this.#move(minutes.all(organizationId, cuts.hours, tidyStepMax), hourMs) || days
  }

  #move(rows: readonly Row[], widthMs: number): boolean {
    for (const { organization, slot, kind, subject, measure, amount } of rows) {
      this.#statements.remove.run(organization, slot, kind, subject, measure)
      this.#statements.add.run(organization, slot - (slot % widthMs), kind, subject, measure, amount)
    }
    return rows.length > 0
  }
}

function prepare(database: Database) {
  return {
    add: database.prepare(
      `INSERT INTO figures (organization, slot, kind, subject, measure, amount) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`,
    ),
    remove: database.prepare(
      'DELETE FROM figures WHERE organization = ? AND slot = ? AND kind = ? AND subject = ? AND measure = ?',
    ),
    begin: database.prepare('INSERT OR IGNORE INTO figures_begun (only_row) VALUES (1)'),
    sums: database.prepare(
      `SELECT kind, subject, measure, sum(amount) AS amount FROM figures WHERE organization = ? AND slot >= ?
       GROUP BY kind, subject, measure`,
    ),
    balances: database.prepare(
      'SELECT kind, subject, measure, amount FROM figures WHERE organization = ? AND slot = ?',
    ),
    series: database.prepare(
      `SELECT kind, slot - slot % ? AS slot, measure, sum(amount) AS amount FROM figures
       WHERE organization = ? AND slot >= ? AND instr(measure, '~') = 0 GROUP BY kind, 2, measure`,
    ),
    // Balances lie in slot 0 and are older than any cut.
    forget: database.prepare(
      `DELETE FROM figures WHERE (organization, slot, kind, subject, measure) IN
         (SELECT organization, slot, kind, subject, measure FROM figures
          WHERE organization = ? AND slot > ${balanceSlot} AND slot < ? LIMIT ?)`,
    ),
    hours: database.prepare(
      `SELECT organization, slot, kind, subject, measure, amount FROM figures
       WHERE organization = ? AND slot % 86400000 <> 0 AND slot % 3600000 = 0 AND slot < ? LIMIT ?`,
    ),
    minutes: database.prepare(
      `SELECT organization, slot, kind, subject, measure, amount FROM figures
       WHERE organization = ? AND slot % 3600000 <> 0 AND slot < ? LIMIT ?`,
    ),
  }
}
