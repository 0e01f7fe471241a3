/** What the German texts have in common: numbers, lengths of time, dates. */
import { languageWords } from './language-words.js'

const words = languageWords('de', 'de-DE')

export const { locale, clockTime, fullTime, wholeNumber, percent, byCount, counted, listed, long, day } = words

// Number and unit stay in one line.
const gap = '\u00a0'

/** Short enough for a list: "42 s", "3 min", "1 h 5 min", "2 d 4 h", the units as they are written everywhere. */
export const short = words.shortWith({
  ...{ second: `${gap}s`, minute: `${gap}min`, hour: `${gap}h`, day: `${gap}d` },
})
