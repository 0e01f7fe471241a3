/** The words in the search field and those in the address: either may change first. */
export interface SoughtWords {
  /** What is typed is to be searched for: the words, or undefined where that is what is searched for already. */
  seek(typed: string): string | undefined
  /** The address asks for these words: what is to stand in the field, or undefined where it is not to be touched. */
  follow(asked: string): string | undefined
}

/** Begins with what the address asks for. */
export function createSoughtWords(asked: string): SoughtWords {
  let sought = asked.trim()
  return {
    seek(typed) {
      const words = typed.trim()
      if (words === sought) return undefined
      sought = words
      return words
    },
    follow(next) {
      // What was typed here has gone on meanwhile, perhaps.
      if (next.trim() === sought) return undefined
      sought = next.trim()
      return next
    },
  }
}
