/** What the English texts have in common: numbers, lengths of time, dates. */
import { timeLength } from '../state/time-words.js'

/** Times and dates in the way of the reader's own English, where the browser names one. */
export const locale =
  typeof navigator === 'undefined' ? 'en-GB' : (navigator.languages.find((tag) => /^en\b/.test(tag)) ?? 'en-GB')

export const clockTime = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
export const dayName = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
export const fullTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
export const wholeNumber = new Intl.NumberFormat(locale)
const listFormat = new Intl.ListFormat(locale)

/** “1 chat”, “3 chats”. */
export const counted = (count: number, one: string, many: string): string =>
  `${wholeNumber.format(count)} ${count === 1 ? one : many}`

/** Short enough for a list: "42s", "3m", "1h 5m", "2d 4h". */
export const short = (ms: number): string => {
  const length = timeLength(ms)
  switch (length.unit) {
    case 'seconds':
      return `${length.seconds}s`
    case 'minutes':
      return `${length.minutes}m`
    case 'hours':
      return length.minutes === 0 ? `${length.hours}h` : `${length.hours}h ${length.minutes}m`
    case 'days':
      return length.hours === 0 ? `${length.days}d` : `${length.days}d ${length.hours}h`
  }
}

/** For sentences: "42 seconds", "3 minutes", "1 hour 5 minutes". */
export const long = (ms: number): string => {
  const length = timeLength(ms)
  switch (length.unit) {
    case 'seconds':
      return counted(length.seconds, 'second', 'seconds')
    case 'minutes':
      return counted(length.minutes, 'minute', 'minutes')
    case 'hours':
      return [
        counted(length.hours, 'hour', 'hours'),
        length.minutes > 0 && counted(length.minutes, 'minute', 'minutes'),
      ]
        .filter(Boolean)
        .join(' ')
    case 'days':
      return [counted(length.days, 'day', 'days'), length.hours > 0 && counted(length.hours, 'hour', 'hours')]
        .filter(Boolean)
        .join(' ')
  }
}

/** “Ada”, “Ada and Ben”, “Ada, Ben, and Cleo”. */
export const listed = (words: readonly string[]): string => listFormat.format(words)
