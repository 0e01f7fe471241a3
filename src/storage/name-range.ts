/** The names that begin with a prefix, as an index finds them: those beyond `after` and before `end`. */
export interface NameRange {
  readonly after: string
  readonly end: string
}

/** The range of a prefix that ends with a slash, from a name on that was read last. */
export function rangeOf(prefix: string, after = prefix): NameRange {
  if (!prefix.endsWith('/')) throw new TypeError('A prefix of names ends with a slash.')
  return { after, end: `${prefix.slice(0, -1)}0` }
}
