/** What every language needs: its numbers, counts, lists, lengths of time and dates, in the reader's own way. */
import { timeLength, type TimeLength } from '../state/time-words.js'

export type LanguageWords = ReturnType<typeof languageWords>

/** `as` is how the language is spoken by a reader whose browser names none of its kinds. */
export const languageWords = (language: string, as: string) => {
  const locale = readersOwn(language) ?? as
  const wholeNumber = new Intl.NumberFormat(locale)
  const wholePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const plural = new Intl.PluralRules(locale)
  const list = new Intl.ListFormat(locale)
  const nearDays = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const inUnit = Object.fromEntries(
    units.map((unit) => [unit, new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })]),
  )
  const clockTime = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const dayName = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  const fullTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })

  /** What is said of this many, in languages that know one and more than one. */
  const byCount = <Form>(count: number, one: Form, other: Form): Form => (plural.select(count) === 'one' ? one : other)

  return {
    locale,
    wholeNumber,
    /** A share, 0 to 1, as whole percent; all only when it is all, and never more than it is. */
    percent: (share: number): string => wholePercent.format(Math.floor(share * 100 + 1e-9) / 100),
    clockTime,
    dayName,
    fullTime,
    byCount,
    /** “1 chat”, “3 chats”. */
    counted: (count: number, one: string, other: string): string =>
      `${wholeNumber.format(count)} ${byCount(count, one, other)}`,
    /** “Ada”, “Ada and Ben”, “Ada, Ben and Cleo”. */
    listed: (words: readonly string[]): string => list.format(words),
    /** For sentences: “42 seconds”, “3 minutes”, “1 hour 5 minutes”. */
    long: (ms: number): string =>
      partsOf(timeLength(ms))
        .map(([count, unit]) => inUnit[unit]?.format(count) ?? '')
        .join(' '),
    /** Short enough for a list, with what a language calls the units there: “42s”, “1h 5m”. */
    shortWith:
      (signs: Readonly<Record<Unit, string>>) =>
      (ms: number): string =>
        partsOf(timeLength(ms))
          .map(([count, unit]) => wholeNumber.format(count) + signs[unit])
          .join(' '),
    /** A day by its distance from today where that is how one says it, else by its date. */
    day: (at: number, ago: number): string => (ago < 2 ? capital(nearDays.format(-ago, 'day')) : dayName.format(at)),
  }
}

const units = ['second', 'minute', 'hour', 'day'] as const
type Unit = (typeof units)[number]

// Node 20 has no navigator.
const readersOwn = (language: string): string | undefined =>
  typeof navigator === 'undefined'
    ? undefined
    : navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`))

/** The larger unit and, where there is any, what is left of it in the next smaller one. */
const partsOf = (length: TimeLength): readonly (readonly [count: number, unit: Unit])[] => {
  switch (length.unit) {
    case 'seconds':
      return [[length.seconds, 'second']]
    case 'minutes':
      return [[length.minutes, 'minute']]
    case 'hours':
      return [[length.hours, 'hour'], ...(length.minutes > 0 ? [[length.minutes, 'minute'] as const] : [])]
    case 'days':
      return [[length.days, 'day'], ...(length.hours > 0 ? [[length.hours, 'hour'] as const] : [])]
  }
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1)
