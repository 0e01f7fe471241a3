/** Text that is no acceptable JSON; the message says what is wrong with it, in a sentence for people. */
export class JsonTextError extends Error {
  override name = 'JsonTextError'
}

const decoder = new TextDecoder('utf-8', { fatal: true })
// Only an escape can bring a NUL or half a surrogate pair into a string of well-formed JSON.
const suspectEscape = /\\u(?:0000|[dD][89a-fA-F])/

/** How deep arrays and objects may lie in each other: what we keep is written and read by code that recurses. */
export const jsonDepthMax = 64

const isTooDeep = (root: unknown, text: string): boolean => {
  if (!hasManyBrackets(text)) return false
  let level: unknown[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    level = level.filter((value) => typeof value === 'object' && value !== null)
    if (level.length > 0 && depth === jsonDepthMax) return true
    level = level.flatMap((value) => Object.values(value as object) as unknown[])
  }
  return false
}

/** Nothing lies deeper than there are brackets, and most texts have few. */
const hasManyBrackets = (text: string): boolean =>
  countUpTo(text, '{', jsonDepthMax) + countUpTo(text, '[', jsonDepthMax) > jsonDepthMax

const countUpTo = (text: string, character: string, most: number): number => {
  let count = 0
  for (let at = text.indexOf(character); at !== -1 && count <= most; at = text.indexOf(character, at + 1)) count += 1
  return count
}

const hasBadString = (root: unknown): boolean => {
  const open: unknown[] = [root]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value === 'string') {
      if (value.includes('\u0000') || !value.isWellFormed()) return true
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) open.push(key, member)
    }
  }
  return false
}

/** Bytes as text: UTF-8, checked. Throws {@link JsonTextError}. */
export const decodeText = (bytes: Uint8Array): string => {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new JsonTextError('The body is not valid UTF-8.')
  }
}

/**
 * JSON from outside; empty text is an empty object. Strings are well-formed Unicode without NUL, because no store and
 * no screen could keep others as they are. Throws {@link JsonTextError}.
 */
export const parseJsonText = (text: string): unknown => {
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new JsonTextError('The body is not valid JSON.')
  }
  if (isTooDeep(value, text)) throw new JsonTextError(`The body is nested more than ${jsonDepthMax} levels deep.`)
  if (suspectEscape.test(text) && hasBadString(value)) {
    throw new JsonTextError('The body holds a NUL character or half a surrogate pair.')
  }
  return value
}
