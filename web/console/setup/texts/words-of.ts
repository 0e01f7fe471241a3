import type { Plural } from '../state/plural.js'
import type { SectionId } from '../state/sections.js'
import { texts } from './texts.js'

/** What a field is called, and what is said beside it. */
export interface FieldWords {
  readonly label: string
  readonly help?: string
  /** What it counts. */
  readonly unit?: string
  /** What it means when nothing is chosen or written. */
  readonly none?: string
  /** What each value is called, and what it does if that is not plain. */
  readonly options?: Readonly<Record<string, readonly string[]>>
}

/** The words of a member; those inside others after dots, in lists without their places. */
export const fieldWords = (plural: Plural, path: string): FieldWords => {
  const fields: Readonly<Record<string, FieldWords>> = texts.fields[plural]
  const member = path.replaceAll(/\.\d+/g, '')
  return fields[member] ?? { label: member }
}

/** What a value of a choice is called. */
export const optionLabel = (words: FieldWords, value: string): string => words.options?.[value]?.[0] ?? value

/** What a part of a section's form is called. */
export const partTitle = (section: SectionId, part: string): string => {
  const titles: Readonly<Record<string, string>> = texts.sections[section].parts
  return titles[part] ?? part
}
