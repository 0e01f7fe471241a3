/** A copy as the tests of it run it: between any two stores, whole or killed on the way. */
import { expect } from 'vitest'
import type { CopySource, CopyTarget } from './copy-ends.js'
import { copyStore, type CopyOutcome, type CopyProgress } from './copy-store.js'

export interface CopyRun {
  readonly anew?: boolean
  readonly between?: (target: CopyTarget) => CopyTarget
  readonly onProgress?: (progress: CopyProgress) => void
}

/** Opens both ends, copies, and closes them. `between` may put something before the target. */
export const copyBetween = async ({
  from,
  to,
  between = (target) => target,
  ...options
}: CopyRun & {
  readonly from: () => Promise<CopySource>
  readonly to: () => Promise<CopyTarget>
}): Promise<CopyOutcome> => {
  const source = await from()
  try {
    const target = await to()
    try {
      return await copyStore({ source, target: between(target) }, { newId: crypto.randomUUID(), ...options })
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

/** A target at which the process dies after `writes` writes, or before the end when there are fewer. */
export const dyingAfter =
  (writes: number) =>
  (target: CopyTarget): CopyTarget => {
    let left = writes
    return {
      begin: (...args) => target.begin(...args),
      placeOf: (part) => target.placeOf(part),
      count: (part) => target.count(part),
      read: (part, after) => target.read(part, after),
      close: () => target.close(),
      write: async (part, page) => {
        if (left === 0) throw new Error('Killed.')
        left -= 1
        await target.write(part, page)
      },
      finish: () => Promise.reject(new Error('Killed at the end.')),
    }
  }

/** What something was refused with. */
export const refusalOf = async (opening: Promise<unknown>): Promise<Error> =>
  opening.then(
    () => expect.unreachable('It was not refused.'),
    (error: unknown) => error as Error,
  )
