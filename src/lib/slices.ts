/** Long work in slices, so that nobody else waits for all of it. */

/**
 * Asked between two steps of long work: answers with what to wait for when it is somebody else's turn. Whoever goes on
 * after that finds a world in which other things have happened.
 */
export type GiveWay = () => Promise<void> | undefined

/** For work that nobody waits beside. */
export const neverGiveWay: GiveWay = () => undefined

/** Does all of it before anything else happens. */
export const atOnce = <T>(steps: Generator<unknown, T>): T => {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Does it step by step; a step itself is never interrupted. `onWay` is told what the step yielded at which it waits. */
export const inSlices = async <Y, T>(
  steps: Generator<Y, T>,
  giveWay: GiveWay,
  onWay: (yielded: Y) => void = () => undefined,
): Promise<T> => {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    const turn = giveWay()
    if (turn === undefined) continue
    onWay(step.value)
    await turn
  }
}
