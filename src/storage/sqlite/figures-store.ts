import { tallyKey, type Tally } from '../../event-log/tally.js'
import type { FiguresQuery, FiguresRead, FiguresStore } from '../../figures/figures-store.js'
import type { Cuts } from '../../figures/slots.js'
import type { DatabaseThread } from './database-thread.js'

/** The sums in a SQLite file; appends add to them in the log's own transactions. */
export class SqliteFiguresStore implements FiguresStore {
  readonly #thread: DatabaseThread

  constructor(thread: DatabaseThread) {
    this.#thread = thread
  }

  read(query: FiguresQuery): Promise<FiguresRead> {
    return this.#thread.call('readFigures', query)
  }

  begin(tallies: readonly Tally[]): Promise<void> {
    const numbers = tallies.flatMap(({ slot, amount }) => [slot, amount])
    return this.#thread.call('beginFigures', { numbers, strings: tallies.map(tallyKey) })
  }

  tidy(organizationId: string, cuts: Cuts): Promise<boolean> {
    return this.#thread.call('tidyFigures', { organizationId, cuts })
  }
}
