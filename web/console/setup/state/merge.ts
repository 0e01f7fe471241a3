/** What two people changed of the same object. Pure. */
import type { Content } from './field.js'

/** Whether two values of JSON are the same; the order of members does not matter. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [a as Content, b as Content]
  const members = Object.keys(left)
  return (
    members.length === Object.keys(right).length &&
    members.every((member) => Object.hasOwn(right, member) && isSame(left[member], right[member]))
  )
}

/** The members that differ. */
export const changedMembers = (before: Content, after: Content): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (member) => !isSame(before[member], after[member]),
  )

/** Their object with what was changed here put on top. */
export const onTopOf = (base: Content, mine: Content, theirs: Content): Content => ({
  ...theirs,
  ...Object.fromEntries(changedMembers(base, mine).map((member) => [member, mine[member]])),
})
