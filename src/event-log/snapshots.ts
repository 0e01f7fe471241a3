/** What a snapshot holds beside the state: which types of events are in it, so that an older version knows when to leave it. */
import { NewerEventError, type AnyRef } from './streams.js'

/** The member of a snapshot that holds the largest place among the types of its events; see `EventTypes`. */
const newestMember = 'newestType'

/** What is kept as a stream's snapshot. A state that is no object says nothing of its types. */
export const snapshotOf = (state: unknown, newestType: number): unknown =>
  typeof state === 'object' && state !== null ? { ...state, [newestMember]: newestType } : state

/** What {@link snapshotOf} was given. Throws {@link NewerEventError} when events of a newer version are in it. */
export const stateIn = (snapshot: unknown, { kind, name }: AnyRef): { state: unknown; newestType: number } => {
  if (typeof snapshot !== 'object' || snapshot === null || !(newestMember in snapshot))
    return { state: snapshot, newestType: 0 }
  const { [newestMember]: newestType, ...state } = snapshot
  if (typeof newestType !== 'number' || newestType > kind.types.size) throw new NewerEventError(name, undefined)
  return { state, newestType }
}
