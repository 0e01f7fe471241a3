/**
 * The one way in which administrators change setup: checked as a whole, audited, and one after the other, so that no
 * check is outrun by another change.
 */
import type { Instant } from '../lib/clock.js'
import { KeyedLocks } from '../lib/keyed-locks.js'
import { atOnce, inSlices, neverGiveWay, type GiveWay } from '../lib/slices.js'
import { alongsideAgent } from './agent-credentials.js'
import type { Author } from './audit.js'
import { checkEdits } from './edit-checks.js'
import type { Edit } from './proposal.js'
import type { Setup } from './setup.js'
import { SetupError } from './setup-error.js'
import type { ObjectChange } from './setup-store.js'

export type { Edit } from './proposal.js'

type Decided = readonly ObjectChange[] | undefined

const lock = 'setup'
/** A change that other processes outrun this often is given up. */
const attemptsMax = 5
const changedMeanwhile = () =>
  new SetupError('changed-meanwhile', 'Somebody else changed it meanwhile. Read it again and repeat your change.')

export class SetupEditor {
  readonly #setup: Setup
  readonly #patternProblem: (pattern: string) => string | undefined
  readonly #giveWay: GiveWay
  readonly #locks = new KeyedLocks()

  /** `patternProblem` says what is wrong with the pattern of a sensitive-data rule, in a sentence. */
  constructor(setup: Setup, patternProblem: (pattern: string) => string | undefined, giveWay: GiveWay = neverGiveWay) {
    this.#setup = setup
    this.#patternProblem = patternProblem
    this.#giveWay = giveWay
  }

  /** Throws {@link SetupError} when the edits could not be carried out as things stand. */
  check(organizationId: string, edits: readonly Edit[]): void {
    atOnce(checkEdits(this.#setup, organizationId, edits, this.#patternProblem))
  }

  /**
   * The same for many edits, in slices. `onChecked` is told now and then how many were looked at. Throws `changed-meanwhile`
   * when setup does not stand still for it.
   */
  async checkMany(organizationId: string, edits: readonly Edit[], onChecked?: (count: number) => void): Promise<void> {
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const { revision } = this.#setup
      try {
        await inSlices(checkEdits(this.#setup, organizationId, edits, this.#patternProblem), this.#giveWay, onChecked)
        if (this.#setup.revision === revision) return
      } catch (error) {
        // What was looked at before and after a change does not go together; it may be right all the same.
        if (this.#setup.revision === revision) throw error
      }
    }
    throw changedMeanwhile()
  }

  /** Does other long work that is about setup in the same slices. */
  inSlices<Y, T>(steps: Generator<Y, T>, onWay?: (yielded: Y) => void): Promise<T> {
    return inSlices(steps, this.#giveWay, onWay)
  }

  /**
   * Carries out all of the edits or none; settles once they are durable and in force. `alongside` gives what else
   * changes in the same transaction, such as a password; it is called when the edits were found right. Many edits are
   * looked at in slices, while no other change is made here; `onChecked` is told how far that is. Throws
   * {@link SetupError}.
   */
  async edit(
    organizationId: string,
    edits: readonly Edit[],
    author: Author,
    alongside?: () => readonly ObjectChange[],
    onChecked?: (count: number) => void,
  ): Promise<void> {
    await this.change(() => this.changesOf(organizationId, edits, author.at, alongside, onChecked), author)
  }

  /** The changes that {@link SetupEditor.edit} carries out at an instant, for whoever decides upon them within a `change`. */
  async changesOf(
    organizationId: string,
    edits: readonly Edit[],
    at: Instant,
    alongside: () => readonly ObjectChange[] = () => [],
    onChecked?: (count: number) => void,
  ): Promise<ObjectChange[]> {
    const changes = edits.map((edit) => this.#change(organizationId, edit))
    await this.checkMany(organizationId, edits, onChecked)
    const ofAgents = changes
      .filter(({ kind }) => kind === 'agent')
      .flatMap((change) => alongsideAgent(this.#setup, change, at))
    return [...changes, ...ofAgents, ...alongside()]
  }

  /**
   * Changes what no schema describes, such as a password; `decide` is called when nothing else is being changed here, and
   * again when another process was faster; it gives nothing when there is nothing to be done. Throws {@link SetupError}, and
   * what `decide` throws.
   */
  async change(decide: () => Decided | Promise<Decided>, author: Author): Promise<void> {
    await this.#locks.acquire(lock)
    try {
      for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
        const { revision } = this.#setup
        const decided = await decide()
        if (decided === undefined) return
        const prepared = await this.inSlices(this.#setup.prepare(decided, author))
        // What another process changed was not looked at by whoever decided before.
        if (this.#setup.revision !== revision) continue
        if ((await this.#setup.carryOut(prepared)).ok) return
      }
      throw changedMeanwhile()
    } finally {
      this.#locks.release(lock)
    }
  }

  #change(organizationId: string, { kind, id, expectedVersion, data }: Edit): ObjectChange {
    const version = this.#setup.raw(organizationId, kind, id)?.version ?? 0
    if (expectedVersion === 0 && version > 0)
      throw new SetupError('exists-already', `There is a ${kind} ${id} already.`)
    if (expectedVersion !== 0 && version === 0 && (expectedVersion !== undefined || data === undefined)) {
      throw new SetupError('no-such-object', `There is no ${kind} ${id}.`)
    }
    if (expectedVersion !== undefined && expectedVersion !== version) throw changedMeanwhile()
    return { organizationId, kind, id, expectedVersion: version, data }
  }
}
