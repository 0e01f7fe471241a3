import type { ComponentChildren } from 'preact'
import { texts } from '../texts/texts.js'
import { fieldWords } from '../texts/words-of.js'
import { afterPress } from './after-press.js'
import { useForm } from './form-use.js'

/** The ids and attributes that tie a control to its words. */
export function useControl(path: string) {
  const { plural, problems, touch } = useForm()
  const problem = problems.get(path)
  const id = `field-${path}`
  const words = fieldWords(plural, path)
  const described = [words.help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(' ')
  return {
    words,
    problem,
    attributes: {
      id,
      'aria-describedby': described === '' ? undefined : described,
      'aria-invalid': problem !== undefined,
      // What is wrong is said below the field, and moves all that follows.
      onBlur: () => afterPress(() => touch(path)),
    },
  }
}

/** Leads the focus to a field once the page is drawn: one that was added, or one beside what had it and was taken out. */
export const focusField = (path: string): void => {
  setTimeout(() => document.getElementById(`field-${path}`)?.focus())
}

export interface FieldFrameProps {
  path: string
  /** The words name a group of controls, not one. */
  group?: boolean
  children: ComponentChildren
}

/** A field with its name above, and below what it is for and what is wrong. */
export function FieldFrame({ path, group = false, children }: FieldFrameProps) {
  const { words } = useControl(path)
  const id = `field-${path}`
  const Outer = group ? 'fieldset' : 'div'
  return (
    <Outer class="set-field" aria-describedby={group && words.help ? `${id}-help` : undefined}>
      {group ? (
        <legend class="set-label">{words.label}</legend>
      ) : (
        <label class="set-label" for={id}>
          {words.label}
        </label>
      )}
      {words.help && (
        <p class="set-help" id={`${id}-help`}>
          {words.help}
        </p>
      )}
      {children}
      <FieldProblem path={path} />
    </Outer>
  )
}

/** What is wrong with a member, beside its field. */
export function FieldProblem({ path }: { path: string }) {
  const { problems } = useForm()
  const problem = problems.get(path)
  if (problem === undefined) return null
  return (
    <p class="set-problem" id={`field-${path}-problem`}>
      {texts.problem(problem)}
    </p>
  )
}
