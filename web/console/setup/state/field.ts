/**
 * What a form is made of, as data: which member of an object each field edits, and within which limits. What it is called
 * and what it is for is in the texts, by kind and member. The limits are the server's; a test compares them with its
 * schemas.
 */
import type { Plural } from './plural.js'

/** What an object holds, as the server sends and takes it. */
export type Content = Readonly<Record<string, unknown>>

/** A field is there only while another member has one of these values. */
export interface Condition {
  readonly member: string
  readonly is: readonly (string | boolean)[]
}

interface Common {
  readonly member: string
  readonly when?: Condition
}

/** Text of `min` to `max` characters. */
export interface TextField extends Common {
  readonly type: 'text'
  readonly min: number
  readonly max: number
  /** Null instead of empty text. */
  readonly orNone?: true
  /** Several lines. */
  readonly lines?: true
  /** Written by people for machines. */
  readonly code?: true
  /** What may be chosen instead of written. */
  readonly suggests?: 'time-zones'
  readonly pattern?: RegExp
}

/** A whole number. With `orNone` it may be left empty, which is null. */
export interface NumberField extends Common {
  readonly type: 'number'
  readonly min: number
  readonly max: number
  readonly standard: number | null
  readonly orNone?: true
}

/** A length of time, kept as whole seconds and written as people write it. */
export interface LengthField extends Common {
  readonly type: 'length'
  readonly min: number
  readonly max: number
  readonly standard: number | null
  readonly orNone?: true
}

export interface SwitchField extends Common {
  readonly type: 'switch'
  readonly standard: boolean
}

/** One of a few values, each explained; null among them with `orNone`. */
export interface ChoiceField extends Common {
  readonly type: 'choice'
  readonly options: readonly string[]
  readonly standard: string | null
  readonly orNone?: true
  /** A list that opens, for many values that need no explanation. */
  readonly compact?: true
}

/** Another object, or none. */
export interface ReferenceField extends Common {
  readonly type: 'reference'
  readonly to: Plural
}

/** Other objects, each once. */
export interface ReferencesField extends Common {
  readonly type: 'references'
  readonly to: Plural
  readonly max: number
}

/** Texts, one a line. */
export interface LinesField extends Common {
  readonly type: 'lines'
  readonly max: number
  readonly lineMax: number
}

/** When it is open on which day of the week. */
export interface WeekField extends Common {
  readonly type: 'week'
  readonly max: number
}

/** Days that are unlike their weekday. */
export interface HolidaysField extends Common {
  readonly type: 'holidays'
  readonly max: number
  readonly periodsMax: number
  readonly nameMax: number
}

/** Members that lie in one; with `orNone` they are all there or none. */
export interface GroupField extends Common {
  readonly type: 'group'
  readonly fields: readonly Field[]
  readonly orNone: true
}

/** A list of objects that have the same members. */
export interface RowsField extends Common {
  readonly type: 'rows'
  readonly max: number
  readonly fields: readonly Field[]
}

export type Field =
  | TextField
  | NumberField
  | LengthField
  | SwitchField
  | ChoiceField
  | ReferenceField
  | ReferencesField
  | LinesField
  | WeekField
  | HolidaysField
  | GroupField
  | RowsField

/** A part of a form with a heading of its own. */
export interface FormPart {
  readonly id: string
  readonly fields: readonly Field[]
  /** Needed by few; closed at first. */
  readonly folded?: true
}

type More<F extends Field> = Omit<Partial<F>, 'type' | 'member'>

export const text = (member: string, max: number, more: More<TextField> = {}): TextField => ({
  ...{ type: 'text', member, min: 0, max },
  ...more,
})
export const number = (member: string, min: number, max: number, standard: number | null): NumberField => ({
  ...{ type: 'number', member, min, max, standard },
  ...(standard === null && { orNone: true }),
})
export const length = (member: string, min: number, max: number, standard: number | null = null): LengthField => ({
  ...{ type: 'length', member, min, max, standard },
  ...(standard === null && { orNone: true }),
})
export const toggle = (member: string, standard: boolean, more: More<SwitchField> = {}): SwitchField => ({
  ...{ type: 'switch', member, standard },
  ...more,
})
export const choice = (
  member: string,
  options: readonly string[],
  standard: string | null,
  more: More<ChoiceField> = {},
): ChoiceField => ({ ...{ type: 'choice', member, options, standard }, ...more })
export const reference = (member: string, to: Plural, more: More<ReferenceField> = {}): ReferenceField => ({
  ...{ type: 'reference', member, to },
  ...more,
})
export const references = (member: string, to: Plural, more: More<ReferencesField> = {}): ReferencesField => ({
  ...{ type: 'references', member, to, max: 1000 },
  ...more,
})

/** The name that nearly every object has. */
export const name = text('name', 80, { min: 1 })

/** What a member is when nobody has said anything. */
export function standardOf(field: Field): unknown {
  switch (field.type) {
    case 'text':
      return field.orNone ? null : ''
    case 'number':
    case 'length':
    case 'switch':
    case 'choice':
      return field.standard
    case 'reference':
    case 'group':
      return null
    case 'references':
    case 'lines':
    case 'week':
    case 'holidays':
    case 'rows':
      return []
  }
}

/** What some fields hold when nobody has said anything. */
export const standardsOf = (fields: readonly Field[]): Content =>
  Object.fromEntries(fields.map((field) => [field.member, standardOf(field)]))

/** Whether a field is there, as the other members are. */
export const isShown = ({ when }: Field, content: Content): boolean =>
  when === undefined || when.is.some((value) => content[when.member] === value)
