/** Answers reports. Whoever asks while the same is being read shares what is read: many screens cost like one. */
import type { Ledger } from '../event-log/ledger.js'
import type { Clock } from '../lib/clock.js'
import type { Floors } from '../routing/floors.js'
import type { Setup } from '../setup/setup.js'
import type { Figures, PeriodFigures } from './figures.js'
import { liveFloor } from './live.js'
import { report, type Grouping, type Report } from './report.js'
import type { Period } from './slots.js'

export class Reports {
  readonly #figures: Figures
  readonly #ledger: Pick<Ledger, 'peek'>
  readonly #floors: Floors
  readonly #setup: Setup
  readonly #clock: Clock
  /** What is being read, by organization and period. */
  readonly #reading = new Map<string, Promise<PeriodFigures>>()

  constructor(options: { figures: Figures; ledger: Pick<Ledger, 'peek'>; floors: Floors; setup: Setup; clock: Clock }) {
    this.#figures = options.figures
    this.#ledger = options.ledger
    this.#floors = options.floors
    this.#setup = options.setup
    this.#clock = options.clock
  }

  /** What happened in the period, and how it stands now. */
  async of(organizationId: string, period: Period, by: Grouping): Promise<Report> {
    const figures = await this.#read(organizationId, period)
    const capacityOf = (agentId: string): number => this.#setup.capacityOf(organizationId, agentId)
    const live = liveFloor(this.#floors.of(organizationId), this.#ledger, capacityOf, this.#clock.now())
    return report(this.#setup, organizationId, by, figures, live)
  }

  #read(organizationId: string, period: Period): Promise<PeriodFigures> {
    const key = `${organizationId}/${period}`
    let read = this.#reading.get(key)
    if (read === undefined) {
      read = this.#figures.of(organizationId, period).finally(() => this.#reading.delete(key))
      this.#reading.set(key, read)
    }
    return read
  }
}
