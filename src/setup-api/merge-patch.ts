import { isPlainObject } from '../setup/content-errors.js'

/**
 * JSON Merge Patch (RFC 7396): members of the patch take the place of the target's, objects are merged, and null
 * removes a member, which gives it its default.
 */
export const mergePatch = (target: unknown, patch: unknown): unknown => {
  if (!isPlainObject(patch)) return patch
  const merged = new Map(isPlainObject(target) ? Object.entries(target) : [])
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else merged.set(name, mergePatch(merged.get(name), value))
  }
  return Object.fromEntries(merged)
}
