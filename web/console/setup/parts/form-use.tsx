import { createContext, type ComponentType } from 'preact'
import { useContext } from 'preact/hooks'
import type { Field } from '../state/field.js'
import type { Plural } from '../state/plural.js'
import type { Problems } from '../state/problems.js'
import type { Setup } from '../state/setup.js'

/** What the fields of a form share. */
export interface FormUse {
  readonly setup: Setup
  readonly plural: Plural
  /** The object that is written; undefined for a new one. */
  readonly id: string | undefined
  readonly problems: Problems
  readonly touch: (path: string) => void
  /** Draws any field, for fields that hold others. */
  readonly Control: ComponentType<FieldProps<Field>>
}

const FormContext = createContext<FormUse | undefined>(undefined)

export const FormProvider = FormContext.Provider

/** What the form around a field gives it. */
export function useForm(): FormUse {
  const use = useContext(FormContext)
  if (use === undefined) throw new Error('A field needs a form around it.')
  return use
}

export interface FieldProps<F extends Field> {
  field: F
  /** The member, those inside others after dots. */
  path: string
  value: unknown
  onChange: (value: unknown) => void
}
