/** Takes a batch apart into the columns that `parley.commit_batch` is called with. */
import { partsOfTallyKey } from '../../event-log/tally.js'
import { BatchReader, openMark, partsOfStreamKey, snapshotMark, type Batch } from '../batch.js'
import { bigintArray, textArray } from './binary-arrays.js'
import { storable } from './storable-text.js'

/** Calls the function with what {@link batchColumns} returns, behind whether the batch may have been written already. */
export const commitBatchCall = {
  name: 'commit-batch',
  text: `SELECT parley.commit_batch(${Array.from({ length: 29 }, (_, index) => `$${index + 1}`).join(', ')}) AS conflicts`,
}

/** A table of numbers that grows row by row. */
class Numbers {
  readonly #columns: readonly number[][]

  constructor(width: number) {
    this.#columns = Array.from({ length: width }, () => [])
  }

  add(...row: readonly number[]): void {
    for (const [index, number] of row.entries()) this.#columns[index]?.push(number)
  }

  get arrays(): Buffer[] {
    return this.#columns.map(bigintArray)
  }
}

/** The same for texts. */
class Texts {
  readonly #columns: readonly string[][]

  constructor(width: number) {
    this.#columns = Array.from({ length: width }, () => [])
  }

  add(...row: readonly string[]): void {
    for (const [index, text] of row.entries()) this.#columns[index]?.push(text)
  }

  get arrays(): Buffer[] {
    return this.#columns.map(textArray)
  }
}

/** The streams that a batch writes to, each once; a write names them by their place, from 1 on. */
class Streams {
  readonly #places = new Map<string, number>()
  readonly #names = new Texts(3)
  readonly #fresh: number[] = []

  /** The place of a stream; one that a write expects not to exist yet may have to be made. */
  placeOf(key: string, expectedVersion: number): number {
    let place = this.#places.get(key)
    if (place === undefined) {
      this.#names.add(...partsOfStreamKey(storable(key)))
      place = this.#fresh.push(0)
      this.#places.set(key, place)
    }
    if (expectedVersion === 0) this.#fresh[place - 1] = 1
    return place
  }

  get arrays(): Buffer[] {
    return [...this.#names.arrays, bigintArray(this.#fresh)]
  }
}

/** The arrays that the function takes, in its order. */
export function batchColumns({ appends, bookmarks, ...lists }: Batch): Buffer[] {
  const batch = new BatchReader(lists)
  const streams = new Streams()
  const appended = new Numbers(2)
  const writes = new Numbers(4)
  const [events, eventTexts] = [new Numbers(3), new Texts(2)]
  const [snapshots, snapshotTexts] = [new Numbers(3), new Texts(1)]
  const [tallies, tallyTexts] = [new Numbers(3), new Texts(4)]
  const kept = new Texts(2)
  for (let append = 1; append <= appends; append += 1) {
    const at = batch.number()
    const writeCount = batch.number()
    const tallyCount = batch.number()
    appended.add(at, writeCount)
    for (let write = 0; write < writeCount; write += 1) {
      const expected = batch.number()
      const stream = streams.placeOf(batch.string(), expected)
      const marks = batch.number()
      const eventCount = batch.number()
      writes.add(stream, expected, (marks & openMark) === 0 ? 0 : 1, eventCount)
      for (let event = 1; event <= eventCount; event += 1) {
        events.add(append, stream, expected + event)
        eventTexts.add(batch.string(), batch.string())
      }
      if ((marks & snapshotMark) === 0) continue
      snapshots.add(append, stream, expected + eventCount)
      snapshotTexts.add(batch.string())
    }
    for (let tally = 0; tally < tallyCount; tally += 1) {
      const [slot, amount, key] = batch.tally()
      tallies.add(append, slot, amount)
      tallyTexts.add(...partsOfTallyKey(storable(key)))
    }
  }
  for (let index = 0; index < bookmarks.length; index += 2)
    kept.add(storable(bookmarks[index] ?? ''), storable(bookmarks[index + 1] ?? ''))
  const parts = [streams, appended, writes, events, eventTexts, snapshots, snapshotTexts, tallies, tallyTexts, kept]
  return parts.flatMap(({ arrays }) => arrays)
}
