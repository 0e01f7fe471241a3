/** Fields for other objects: one or none, or several. */
import { useEffect } from 'preact/hooks'
import { Icon } from '../../parts/icon.js'
import type { ReferenceField, ReferencesField } from '../state/field.js'
import type { Plural } from '../state/plural.js'
import { sectionFor } from '../state/sections.js'
import { objectPath } from '../state/setup-page.js'
import { texts } from '../texts/texts.js'
import { FieldFrame, focusField, useControl } from './field-frame.js'
import { useForm, type FieldProps } from './form-use.js'
import { Picker } from './picker.js'

interface ChosenProps {
  plural: Plural
  id: string
  onTakeOut: () => void
}

/** An object that was chosen, with the way to it. */
function Chosen({ plural, id, onTakeOut }: ChosenProps) {
  const { setup } = useForm()
  const name = setup.names.known.value.get(id) ?? id
  return (
    <li class="set-chip">
      <a href={objectPath(sectionFor(plural).id, id)} dir="auto">
        {name}
      </a>
      <button type="button" class="icon-button" aria-label={texts.form.takeOut(name)} onClick={onTakeOut}>
        <Icon name="close" />
      </button>
    </li>
  )
}

/** Asks for the names of what was chosen. */
function useNames(plural: Plural, ids: readonly string[]): void {
  const { setup } = useForm()
  useEffect(() => setup.names.want(plural, ids), [plural, ids.join()])
}

export function ReferenceControl({ field, path, value, onChange }: FieldProps<ReferenceField>) {
  const { attributes, words } = useControl(path)
  const { setup, id: own } = useForm()
  const id = typeof value === 'string' ? value : undefined
  useNames(field.to, id === undefined ? [] : [id])
  return (
    <FieldFrame path={path}>
      {id !== undefined && (
        <ul class="set-chips">
          <Chosen
            plural={field.to}
            id={id}
            onTakeOut={() => {
              onChange(null)
              focusField(path)
            }}
          />
        </ul>
      )}
      <Picker
        {...{ setup, attributes }}
        plural={field.to}
        label={words.label}
        except={own === undefined ? [] : [own]}
        placeholder={id === undefined ? (words.none ?? texts.form.searchHint) : texts.form.searchHint}
        onChoose={onChange}
      />
    </FieldFrame>
  )
}

export function ReferencesControl({ field, path, value, onChange }: FieldProps<ReferencesField>) {
  const { attributes, words } = useControl(path)
  const { setup } = useForm()
  const ids = value as readonly string[]
  useNames(field.to, ids)
  return (
    <FieldFrame path={path}>
      {ids.length > 0 && (
        <ul class="set-chips">
          {ids.map((id) => (
            <Chosen
              key={id}
              plural={field.to}
              id={id}
              onTakeOut={() => {
                onChange(ids.filter((one) => one !== id))
                focusField(path)
              }}
            />
          ))}
        </ul>
      )}
      <Picker
        {...{ setup, attributes }}
        plural={field.to}
        label={words.label}
        except={ids}
        placeholder={texts.form.searchHint}
        onChoose={(id) => onChange([...ids, id])}
      />
    </FieldFrame>
  )
}
