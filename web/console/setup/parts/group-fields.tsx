/** Fields that hold fields: members that are all there or none, and lists of rows. */
import { useSignal } from '@preact/signals'
import { Icon } from '../../parts/icon.js'
import { isShown, standardsOf, type Content, type GroupField, type LinesField, type RowsField } from '../state/field.js'
import { texts } from '../texts/texts.js'
import { FieldFrame, focusField, useControl } from './field-frame.js'
import { useForm, type FieldProps } from './form-use.js'
import { SwitchRow } from './simple-fields.js'

export function GroupControl({ field, path, value, onChange }: FieldProps<GroupField>) {
  const content = value as Content | null
  return (
    <>
      <SwitchRow
        path={path}
        checked={content !== null}
        onChange={(checked) => onChange(checked ? standardsOf(field.fields) : null)}
      />
      {content !== null && (
        <div class="set-group">
          <Members fields={field.fields} path={path} content={content} onChange={onChange} />
        </div>
      )}
    </>
  )
}

interface MembersProps {
  fields: GroupField['fields']
  path: string
  content: Content
  onChange: (content: Content) => void
}

function Members({ fields, path, content, onChange }: MembersProps) {
  const { Control } = useForm()
  return (
    <>
      {fields
        .filter((field) => isShown(field, content))
        .map((field) => (
          <Control
            key={field.member}
            field={field}
            path={`${path}.${field.member}`}
            value={content[field.member]}
            onChange={(value) => onChange({ ...content, [field.member]: value })}
          />
        ))}
    </>
  )
}

export function RowsControl({ field, path, value, onChange }: FieldProps<RowsField>) {
  const rows = value as readonly Content[]
  return (
    <FieldFrame path={path} group>
      <ol class="set-rows">
        {rows.map((row, place) => (
          <li key={place} class="set-row" aria-label={texts.form.row(place + 1)}>
            <span class="set-row-number" aria-hidden="true">
              {place + 1}
            </span>
            <div class="set-row-fields">
              <Members
                fields={field.fields}
                path={`${path}.${place}`}
                content={row}
                onChange={(next) => onChange(rows.with(place, next))}
              />
            </div>
            <button
              type="button"
              class="icon-button"
              aria-label={texts.form.removeRow(place + 1)}
              onClick={() => {
                onChange(rows.toSpliced(place, 1))
                focusField(path)
              }}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ol>
      {rows.length < field.max && (
        <button
          type="button"
          id={`field-${path}`}
          class="button button-small"
          onClick={() => {
            onChange([...rows, standardsOf(field.fields)])
            focusField(`${path}.${rows.length}.${field.fields[0]?.member}`)
          }}
        >
          {texts.form.addRow}
        </button>
      )}
    </FieldFrame>
  )
}

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export function LinesControl({ path, value, onChange }: FieldProps<LinesField>) {
  const { attributes } = useControl(path)
  const { problems } = useForm()
  const lines = value as readonly string[]
  // What is being typed stays as it is, with the line that is not begun yet.
  const typed = useSignal<string | undefined>(undefined)
  const wrong = [...problems].filter(([at]) => at.startsWith(`${path}.`))
  return (
    <FieldFrame path={path}>
      <textarea
        {...attributes}
        aria-invalid={attributes['aria-invalid'] || wrong.length > 0}
        class="field set-code"
        dir="ltr"
        rows={Math.min(10, Math.max(3, lines.length + 1))}
        spellcheck={false}
        value={typed.value ?? lines.join('\n')}
        onInput={(event) => {
          typed.value = event.currentTarget.value
          onChange(linesIn(typed.value))
        }}
        onBlur={() => {
          typed.value = undefined
          attributes.onBlur()
        }}
      />
      {wrong.map(([at, problem]) => (
        <p key={at} class="set-problem">
          <code>{lines[Number(at.slice(path.length + 1))]}</code> {texts.problem(problem)}
        </p>
      ))}
    </FieldFrame>
  )
}
