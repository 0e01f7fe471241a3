/** What is wrong with what somebody wrote, as facts; the words are the texts'. Pure. */
import { isShown, type Content, type Field } from './field.js'

export type Problem =
  | { readonly what: 'empty' }
  | { readonly what: 'too-short' | 'too-long'; readonly limit: number }
  | { readonly what: 'out-of-range' | 'length-out-of-range'; readonly min: number; readonly max: number }
  | { readonly what: 'no-number' | 'no-length' | 'form' | 'period' | 'twice' }
  | { readonly what: 'too-many'; readonly limit: number }
  /** In the server's words. */
  | { readonly what: 'said'; readonly message: string }

/** Problems by the path of the member: `name`, `idleTimeout.warningS`, `holidays.0.date`. */
export type Problems = ReadonlyMap<string, Problem>

/** What a field holds that could not be read as what it should be: shown again as it was written. */
export interface Unread {
  readonly unread: string
}

export const isUnread = (value: unknown): value is Unread =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'unread')

const inside = (path: string, member: string | number): string => (path === '' ? `${member}` : `${path}.${member}`)

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/
const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

const textProblem = (value: string, min: number, max: number, pattern?: RegExp): Problem | undefined => {
  if (value === '' && min > 0) return { what: 'empty' }
  if (value.length < min) return { what: 'too-short', limit: min }
  if (value.length > max) return { what: 'too-long', limit: max }
  return pattern && !pattern.test(value) ? { what: 'form' } : undefined
}

const isPeriod = (period: unknown): boolean => {
  const { from, to } = period as { readonly from: string; readonly to: string }
  return timeOfDay.test(from) && (timeOfDay.test(to) || to === '24:00')
}

const periodProblems = (periods: readonly unknown[], path: string): [string, Problem][] =>
  periods.flatMap((period, place) => (isPeriod(period) ? [] : [[inside(path, place), { what: 'period' }]]))

interface Holiday {
  readonly date: string
  readonly name: string
  readonly periods: readonly unknown[]
}

const fieldProblems = (field: Field, value: unknown, path: string): [string, Problem][] => {
  const one = (problem: Problem | undefined): [string, Problem][] => (problem ? [[path, problem]] : [])
  switch (field.type) {
    case 'text':
      if (value === null) return []
      // A name of blanks is nothing that anybody could see or press.
      if (field.min > 0 && !field.code && (value as string).trim() === '') return one({ what: 'empty' })
      return one(textProblem(value as string, field.min, field.max, field.pattern))
    case 'number':
    case 'length': {
      const { min, max, orNone } = field
      if (value === null) return orNone ? [] : one({ what: 'empty' })
      if (isUnread(value)) return one({ what: field.type === 'number' ? 'no-number' : 'no-length' })
      const what = field.type === 'number' ? 'out-of-range' : 'length-out-of-range'
      return (value as number) < min || (value as number) > max ? one({ what, min, max }) : []
    }
    case 'references':
      return (value as readonly unknown[]).length > field.max ? one({ what: 'too-many', limit: field.max }) : []
    case 'lines': {
      const lines = value as readonly string[]
      if (lines.length > field.max) return one({ what: 'too-many', limit: field.max })
      return lines.flatMap((line, place): [string, Problem][] => {
        const problem = textProblem(line, 1, field.lineMax)
        return problem ? [[inside(path, place), problem]] : []
      })
    }
    case 'week':
      return (value as readonly unknown[]).length > field.max
        ? one({ what: 'too-many', limit: field.max })
        : periodProblems(value as readonly unknown[], path)
    case 'holidays': {
      const holidays = value as readonly Holiday[]
      if (holidays.length > field.max) return one({ what: 'too-many', limit: field.max })
      return holidays.flatMap((holiday, place): [string, Problem][] => {
        const own = inside(path, place)
        const isTwice = holidays.findIndex(({ date }) => date === holiday.date) < place
        return [
          ...(day.test(holiday.date) ? [] : [[`${own}.date`, { what: 'empty' }] as [string, Problem]]),
          ...(isTwice ? [[`${own}.date`, { what: 'twice' }] as [string, Problem]] : []),
          ...periodProblems(holiday.periods, `${own}.periods`),
        ]
      })
    }
    case 'group':
      return value === null ? [] : problemsIn(field.fields, value as Content, path)
    case 'rows': {
      const rows = value as readonly Content[]
      if (rows.length > field.max) return one({ what: 'too-many', limit: field.max })
      return rows.flatMap((row, place) => problemsIn(field.fields, row, inside(path, place)))
    }
    case 'switch':
    case 'choice':
    case 'reference':
      return []
  }
}

const problemsIn = (fields: readonly Field[], content: Content, path: string): [string, Problem][] =>
  fields
    .filter((field) => isShown(field, content))
    .flatMap((field) => fieldProblems(field, content[field.member], inside(path, field.member)))

/** What is wrong with the members that these fields show, as far as one can tell without the server. */
export const problemsOf = (fields: readonly Field[], content: Content): Problems =>
  new Map(problemsIn(fields, content, ''))
