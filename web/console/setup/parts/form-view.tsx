import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { isShown, type Content, type FormPart } from '../state/field.js'
import type { Form } from '../state/form.js'
import type { Setup } from '../state/setup.js'
import { partTitle } from '../texts/words-of.js'
import { FieldControl } from './field-control.js'
import { FormProvider } from './form-use.js'

/** Every part of an object's form. */
export function FormView({ setup, form }: { setup: Setup; form: Form }) {
  const { section } = form
  const use = {
    setup,
    plural: section.plural,
    id: form.stored.value?.id,
    problems: form.problems.value,
    touch: (path: string) => form.touch(path),
    Control: FieldControl,
  }
  return (
    <FormProvider value={use}>
      {section.form.map((part) => (
        <PartView key={part.id} form={form} part={part} />
      ))}
    </FormProvider>
  )
}

function PartView({ form, part }: { form: Form; part: FormPart }) {
  const title = partTitle(form.section.id, part.id)
  const content = form.draft.value
  const isWrong = [...form.problems.value.keys()].some((path) =>
    part.fields.some(({ member }) => path === member || path.startsWith(`${member}.`)),
  )
  const fields = <PartFields form={form} part={part} content={content} />
  if (part.folded) {
    return (
      <FoldedPart title={title} isWrong={isWrong}>
        {fields}
      </FoldedPart>
    )
  }
  return (
    <section class="set-part" aria-labelledby={`part-${part.id}`}>
      <h2 id={`part-${part.id}`}>{title}</h2>
      <div class="set-fields">{fields}</div>
    </section>
  )
}

interface FoldedPartProps {
  title: string
  isWrong: boolean
  children: ComponentChildren
}

/** A part that is closed until somebody opens it, or something in it is wrong; then it stays open while that is put right. */
function FoldedPart({ title, isWrong, children }: FoldedPartProps) {
  const isOpen = useSignal(false)
  useEffect(() => {
    if (isWrong) isOpen.value = true
  }, [isWrong, isOpen])
  return (
    <details
      class="set-part"
      open={isOpen.value || isWrong}
      onToggle={(event) => (isOpen.value = event.currentTarget.open)}
    >
      <summary>
        <h2>{title}</h2>
      </summary>
      <div class="set-fields">{children}</div>
    </details>
  )
}

function PartFields({ form, part, content }: { form: Form; part: FormPart; content: Content }) {
  return (
    <>
      {part.fields
        .filter((field) => isShown(field, content))
        .map((field) => (
          <FieldControl
            key={field.member}
            field={field}
            path={field.member}
            value={content[field.member]}
            onChange={(value) => form.set(field.member, value)}
          />
        ))}
    </>
  )
}
