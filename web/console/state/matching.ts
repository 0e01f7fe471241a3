/** Finding something by a few letters of its name, as people type them: in any case, with accents or without. */

/** Text as it is compared: small letters without their accents. */
export const plainLetters = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()

/** How well one word is found: 0 at the very start, 1 at the start of a word, 2 within one; undefined when it is not. */
const placeOf = (word: string, text: string): number | undefined => {
  const place = text.indexOf(word)
  if (place === -1) return undefined
  if (place === 0) return 0
  return new RegExp(`[^\\p{L}\\p{N}]${word.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&')}`, 'u').test(text) ? 1 : 2
}

/**
 * How well `query` fits a text: the lower the better, undefined when one of its words is not in it. An empty query fits
 * everything equally.
 */
export const fit = (query: string, text: string): number | undefined => {
  const plain = plainLetters(text)
  let sum = 0
  for (const word of plainLetters(query).split(/\s+/)) {
    const place = word === '' ? 0 : placeOf(word, plain)
    if (place === undefined) return undefined
    sum += place
  }
  return sum
}

/** Those that fit, the best first, in their order where they fit equally well. `textsOf`: the best of them counts. */
export const fitting = <Item>(
  items: readonly Item[],
  query: string,
  textsOf: (item: Item) => readonly string[],
): Item[] => {
  const found: { item: Item; rank: number }[] = []
  for (const item of items) {
    const ranks = textsOf(item).flatMap((text, place) => {
      const rank = fit(query, text)
      return rank === undefined ? [] : [rank + place]
    })
    if (ranks.length > 0) found.push({ item, rank: Math.min(...ranks) })
  }
  return found.sort((a, b) => a.rank - b.rank).map(({ item }) => item)
}
