/** Copies everything that one store holds to another, which is empty, and compares the two. */
import { createHash } from 'node:crypto'
import { copiedParts, type Part, type Row } from './copied-parts.js'
import type { CopyEnd, CopySource, CopyTarget, Place } from './copy-ends.js'

export interface CopyProgress {
  readonly step: 'copy' | 'compare'
  readonly part: Part
  /** Rows of this part, those of an earlier run included. */
  readonly done: number
  readonly total: number
  /** From 0 to 1, of all that there is to do. */
  readonly share: number
}

/** What one end holds of a part: the digest is the same for the same rows, in whatever order they are read. */
export interface PartSum {
  readonly count: number
  /** SHA-256 of each row, all of them combined, in hexadecimal digits. */
  readonly digest: string
}

export interface ComparedPart {
  readonly part: Part
  readonly source: PartSum
  readonly target: PartSum
}

export interface CopyOutcome {
  /** It was complete before, and nothing was done. */
  readonly wasComplete: boolean
  readonly parts: readonly ComparedPart[]
}

/** The ends do not hold the same. The target stays unfinished. */
export class CopyDiffersError extends Error {
  override name = 'CopyDiffersError'
}

const digestBytes = 32

const digestOf = (row: Row): Buffer => {
  const hash = createHash('sha256')
  for (const value of row) {
    const bytes = value instanceof Uint8Array ? value : Buffer.from(String(value))
    // The length before the value, so that no two rows look the same.
    hash.update(`${bytes.length}:`).update(bytes)
  }
  return hash.digest()
}

const sum = async (end: CopyEnd, part: Part, onRows: (count: number) => void): Promise<PartSum> => {
  const combined = Buffer.alloc(digestBytes)
  let count = 0
  let after: Place | undefined
  for (;;) {
    const page = await end.read(part, after)
    if (page === undefined) return { count, digest: combined.toString('hex') }
    for (const row of page.rows)
      for (const [index, byte] of digestOf(row).entries()) combined[index] = (combined[index] ?? 0) ^ byte
    count += page.rows.length
    after = page.place
    onRows(page.rows.length)
  }
}

/**
 * Copies page by page; what was copied before is not copied again. Then both ends are read from beginning to end and
 * compared, and only if they hold the same the target is declared whole. Rejects with what the ends throw, and with
 * {@link CopyDiffersError}. `newId` names a copy that is begun now; `anew` begins again where one was not finished.
 */
export async function copyStore(
  ends: { readonly source: CopySource; readonly target: CopyTarget },
  options: {
    readonly newId: string
    readonly anew?: boolean
    readonly onProgress?: (progress: CopyProgress) => void
  },
): Promise<CopyOutcome> {
  const { source, target } = ends
  const { newId, anew = false, onProgress = () => undefined } = options
  const id = await source.mark(newId)
  if ((await target.begin(id, anew)) === 'complete') return { wasComplete: true, parts: [] }
  const totals = new Map<Part, number>()
  for (const part of copiedParts) totals.set(part, await source.count(part))
  // A row is written once and read again at both ends.
  const all = Math.max(1, 3 * [...totals.values()].reduce((total, count) => total + count, 0))
  let handled = 0
  const teller = (step: CopyProgress['step'], part: Part, begun: number, perRow: number) => {
    let done = begun
    const total = totals.get(part) ?? 0
    const told = (rows: number): void => {
      done += perRow * rows
      handled += rows
      onProgress({ step, part, done: Math.min(total, Math.floor(done)), total, share: Math.min(1, handled / all) })
    }
    told(0)
    return told
  }
  for (const part of copiedParts) await copyPart(part)
  const parts: ComparedPart[] = []
  for (const part of copiedParts) {
    const told = teller('compare', part, 0, 0.5)
    parts.push({ part, source: await sum(source, part, told), target: await sum(target, part, told) })
  }
  const different = parts.filter(
    ({ source, target }) => source.digest !== target.digest || source.count !== target.count,
  )
  if (different.length > 0)
    throw new CopyDiffersError(
      `The copy differs from the store in its ${different.map(({ part }) => part.words).join(', ')}, so that it is not used.`,
    )
  await target.finish()
  return { wasComplete: false, parts }

  async function copyPart(part: Part): Promise<void> {
    let place = await target.placeOf(part)
    const begun = place === undefined ? 0 : await target.count(part)
    handled += begun
    const told = teller('copy', part, begun, 1)
    for (;;) {
      const page = await source.read(part, place)
      if (page === undefined) return
      await target.write(part, page)
      place = page.place
      told(page.rows.length)
    }
  }
}
