import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Icon } from '../../parts/icon.js'
import { OptionList, optionId } from '../../parts/option-list.js'
import { stopAfter, stopAt } from '../../state/option-cursor.js'
import type { Stored } from '../api/setup-api.js'
import type { Plural } from '../state/plural.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'

/** How many objects are shown to choose from; who looks for another types a letter more. */
const shownMax = 30

interface Choosable {
  readonly key: string
  readonly group: string
  readonly name: string
  readonly about: string
}

export interface PickerProps {
  setup: Setup
  plural: Plural
  label: string
  /** The field's own id, and what describes it. */
  attributes: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean; onBlur: () => void }
  /** Those that cannot be chosen. */
  except: readonly string[]
  placeholder: string
  onChoose: (id: string) => void
}

/** Searches among all objects of a kind and chooses one. The list is open while the field has the focus and somebody asks. */
export function Picker({ setup, plural, label, attributes, except, placeholder, onChoose }: PickerProps) {
  const listId = useId()
  const query = useSignal('')
  const open = useSignal(false)
  const found = useSignal<readonly Stored[]>([])
  const asked = useRef(0)
  const moved = useSignal<string | undefined>(undefined)

  useEffect(() => {
    if (!open.value) return
    const own = (asked.current += 1)
    void setup.api.list(plural, { name: query.value.trim(), limit: shownMax + except.length }).then((answer) => {
      if (own !== asked.current || !answer.ok) return
      setup.names.learn(answer.value.objects)
      found.value = answer.value.objects
    })
  }, [open.value, query.value, plural])

  const options: Choosable[] = found.value
    .filter(({ id }) => !except.includes(id))
    .slice(0, shownMax)
    .map(({ id, name, username }) => ({
      ...{ key: id, group: '', name },
      about: typeof username === 'string' ? username : '',
    }))
  const active = stopAt(options, moved.value)
  const close = (): void => {
    open.value = false
    query.value = ''
    moved.value = undefined
  }
  const choose = ({ key }: Choosable): void => {
    close()
    onChoose(key)
  }
  return (
    <div class="set-picker">
      <div class="combo-field">
        <Icon name="search" />
        <input
          {...attributes}
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded={open.value}
          aria-controls={listId}
          aria-activedescendant={open.value && active ? optionId(listId, active.key) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellcheck={false}
          placeholder={placeholder}
          value={query.value}
          onClick={() => (open.value = true)}
          onInput={(event) => {
            open.value = true
            moved.value = undefined
            query.value = event.currentTarget.value
          }}
          onBlur={() => {
            close()
            attributes.onBlur()
          }}
          onKeyDown={(event) => {
            if (event.isComposing) return
            if (event.key === 'Escape' && open.value) {
              event.stopPropagation()
              close()
            } else if (event.key === 'Enter') {
              event.preventDefault()
              if (open.value && active) choose(active)
              else open.value = true
            } else if (!open.value && event.key === 'ArrowDown') {
              event.preventDefault()
              open.value = true
            } else {
              const next = open.value ? stopAfter(options, active?.key, event.key) : undefined
              if (!next) return
              event.preventDefault()
              moved.value = next.key
            }
          }}
        />
      </div>
      <div class="set-picker-list" id={options.length > 0 && open.value ? undefined : listId} hidden={!open.value}>
        {open.value && options.length > 0 && (
          <OptionList
            id={listId}
            label={label}
            options={options}
            active={active?.key}
            onChoose={choose}
            draw={({ name, about }) => (
              <span class="option-words">
                <span class="option-name" dir="auto">
                  {name}
                </span>
                {about !== '' && <span class="option-about">{about}</span>}
              </span>
            )}
          />
        )}
        {open.value && options.length === 0 && <p class="combo-none">{texts.form.nothingFound}</p>}
      </div>
    </div>
  )
}
