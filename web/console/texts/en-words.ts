/** What the English texts have in common: numbers, lengths of time, dates. */
import { languageWords } from './language-words.js'

const words = languageWords('en', 'en-GB')

export const { locale, clockTime, fullTime, wholeNumber, percent, byCount, counted, listed, long, day } = words

/** Short enough for a list: "42s", "3m", "1h 5m", "2d 4h". */
export const short = words.shortWith({ second: 's', minute: 'm', hour: 'h', day: 'd' })
