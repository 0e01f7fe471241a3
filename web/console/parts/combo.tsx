import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { stopAfter, stopAt } from '../state/option-cursor.js'
import { Icon } from './icon.js'
import { OptionList, optionId, type Option } from './option-list.js'

export interface ComboProps<Item extends Option> {
  /** What the field and the list are called. */
  label: string
  placeholder: string
  query: string
  onQuery: (query: string) => void
  options: readonly Item[]
  onChoose: (option: Item) => void
  draw: (option: Item) => ComponentChildren
  /** In the place of the list when it is empty. */
  empty: string
}

/** A field to search in with the list of what was found: arrows move, Enter chooses. */
export function Combo<Item extends Option>(props: ComboProps<Item>) {
  const { label, placeholder, query, onQuery, options, onChoose, draw, empty } = props
  const id = useId()
  const moved = useSignal<string | undefined>(undefined)
  const active = stopAt(options, moved.value)
  return (
    <div class="combo">
      <div class="combo-field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded={options.length > 0}
          aria-controls={id}
          aria-activedescendant={active && optionId(id, active.key)}
          aria-autocomplete="list"
          autoComplete="off"
          spellcheck={false}
          placeholder={placeholder}
          value={query}
          autoFocus
          onInput={(event) => {
            moved.value = undefined
            onQuery(event.currentTarget.value)
          }}
          onKeyDown={(event) => {
            if (event.isComposing) return
            if (event.key === 'Enter') {
              event.preventDefault()
              if (active) onChoose(active)
              return
            }
            const next = stopAfter(options, active?.key, event.key)
            if (!next) return
            event.preventDefault()
            moved.value = next.key
          }}
        />
      </div>
      {options.length > 0 ? (
        <OptionList {...{ id, label, options, onChoose, draw }} active={active?.key} />
      ) : (
        <p class="combo-none" id={id}>
          {empty}
        </p>
      )}
      <span class="unseen" role="status">
        {query !== '' && options.length === 0 && empty}
      </span>
    </div>
  )
}
