/** Finding something by a few letters of its name, as people type them: in any case, with accents or without. */

/** Text as it is compared: small letters without their accents. */
export const plainLetters = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()

/** How well one word is found: 0 at the very start, 1 at the start of a word, 2 within one; undefined when it is not. */
const placeOf = (word: string, text: string): number | undefined => {
  let place = text.indexOf(word)
  if (place <= 0) return place === 0 ? 0 : undefined
  for (; place !== -1; place = text.indexOf(word, place + 1)) if (beginsAt(text, place)) return 1
  return 2
}

/** Whether no letter or digit stands before a place; half of a character that takes two units is none by itself. */
const beginsAt = (text: string, place: number): boolean =>
  !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, place - 2), place))

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
