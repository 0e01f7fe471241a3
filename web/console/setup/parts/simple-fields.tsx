/** Fields for one text, number, length of time, truth or choice. */
import { useSignal } from '@preact/signals'
import type { ChoiceField, LengthField, NumberField, SwitchField, TextField } from '../state/field.js'
import { lengthParts, parseLength } from '../state/lengths.js'
import { isUnread } from '../state/problems.js'
import { timeZones } from '../state/time-zones.js'
import { texts } from '../texts/texts.js'
import { optionLabel } from '../texts/words-of.js'
import { FieldFrame, FieldProblem, useControl } from './field-frame.js'
import type { FieldProps } from './form-use.js'

export function TextControl({ field, path, value, onChange }: FieldProps<TextField>) {
  const { attributes } = useControl(path)
  const write = (text: string): void => onChange(field.orNone && text === '' ? null : text)
  const shared = {
    ...attributes,
    class: `field ${field.code ? 'set-code' : ''}`,
    value: typeof value === 'string' ? value : '',
    dir: field.code ? ('ltr' as const) : ('auto' as const),
    spellcheck: !field.code,
    autoComplete: 'off',
  }
  const list = field.suggests && `${attributes.id}-list`
  return (
    <FieldFrame path={path}>
      {field.lines ? (
        <textarea {...shared} rows={3} onInput={(event) => write(event.currentTarget.value)} />
      ) : (
        <input {...shared} type="text" list={list} onInput={(event) => write(event.currentTarget.value)} />
      )}
      {list !== undefined && (
        <datalist id={list}>
          {timeZones().map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      )}
    </FieldFrame>
  )
}

export function NumberControl({ path, value, onChange }: FieldProps<NumberField>) {
  const { attributes, words } = useControl(path)
  return (
    <FieldFrame path={path}>
      <span class="set-measure">
        <input
          {...attributes}
          class="field set-number"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          placeholder={words.none}
          value={isUnread(value) ? value.unread : typeof value === 'number' ? `${value}` : ''}
          onInput={(event) => onChange(readNumber(event.currentTarget.value))}
        />
        {words.unit && typeof value === 'number' && <span class="set-unit">{words.unit}</span>}
      </span>
    </FieldFrame>
  )
}

const readNumber = (text: string): unknown => {
  if (text.trim() === '') return null
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : { unread: text }
}

export function LengthControl({ path, value, onChange }: FieldProps<LengthField>) {
  const { attributes, words } = useControl(path)
  // What is being typed stays as it is; when the field is left it is written out.
  const typed = useSignal<string | undefined>(undefined)
  const shown =
    typeof value === 'number' ? texts.length.written(lengthParts(value)) : isUnread(value) ? value.unread : ''
  return (
    <FieldFrame path={path}>
      <span class="set-measure">
        <input
          {...attributes}
          class="field set-length"
          type="text"
          autoComplete="off"
          placeholder={words.none ?? texts.length.placeholder}
          value={typed.value ?? shown}
          onInput={(event) => {
            const text = event.currentTarget.value
            typed.value = text
            onChange(text.trim() === '' ? null : (parseLength(text) ?? { unread: text }))
          }}
          onBlur={() => {
            typed.value = undefined
            attributes.onBlur()
          }}
        />
        {typed.value !== undefined && typeof value === 'number' && (
          <span class="set-unit">{texts.length.spoken(lengthParts(value))}</span>
        )}
      </span>
    </FieldFrame>
  )
}

export function SwitchControl({ path, value, onChange }: FieldProps<SwitchField>) {
  return <SwitchRow path={path} checked={value === true} onChange={onChange} />
}

export interface SwitchRowProps {
  path: string
  checked: boolean
  onChange: (checked: boolean) => void
}

/** A switch with its words before it. */
export function SwitchRow({ path, checked, onChange }: SwitchRowProps) {
  const { attributes, words } = useControl(path)
  return (
    <div class="set-field set-switch">
      <div class="set-switch-words">
        <label class="set-label" for={attributes.id}>
          {words.label}
        </label>
        {words.help && (
          <p class="set-help" id={`${attributes.id}-help`}>
            {words.help}
          </p>
        )}
        <FieldProblem path={path} />
      </div>
      <input
        {...attributes}
        class="switch"
        type="checkbox"
        role="switch"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  )
}

export function ChoiceControl(props: FieldProps<ChoiceField>) {
  return props.field.compact ? <SelectControl {...props} /> : <RadioControl {...props} />
}

function SelectControl({ field, path, value, onChange }: FieldProps<ChoiceField>) {
  const { attributes, words } = useControl(path)
  return (
    <FieldFrame path={path}>
      <select
        {...attributes}
        class="field set-select"
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      >
        {field.orNone && <option value="">{words.none ?? texts.form.none}</option>}
        {field.options.map((option) => (
          <option key={option} value={option}>
            {optionLabel(words, option)}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

function RadioControl({ field, path, value, onChange }: FieldProps<ChoiceField>) {
  const { attributes, words } = useControl(path)
  return (
    <FieldFrame path={path} group>
      <div class="set-radios">
        {field.options.map((option, place) => {
          const [label = option, help] = words.options?.[option] ?? []
          const id = place === 0 ? attributes.id : `${attributes.id}-${option}`
          return (
            <label key={option} class="set-radio">
              <input
                id={id}
                type="radio"
                name={attributes.id}
                checked={value === option}
                aria-describedby={help === undefined ? undefined : `${id}-about`}
                onChange={() => onChange(option)}
              />
              <span>
                <span class="set-radio-label">{label}</span>
                {help !== undefined && (
                  <span class="set-help" id={`${id}-about`}>
                    {help}
                  </span>
                )}
              </span>
            </label>
          )
        })}
      </div>
    </FieldFrame>
  )
}
