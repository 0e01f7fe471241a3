import { useSignal } from '@preact/signals'
import { useEffect, useId } from 'preact/hooks'
import { Icon } from '../../parts/icon.js'
import { OptionList, optionId } from '../../parts/option-list.js'
import { stopAfter, stopAt } from '../../state/option-cursor.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import type { ListQuery, Stored } from '../api/setup-api.js'
import { choicesOf, isFoundBy, usernameOf, type Choices } from '../state/choices.js'
import type { Plural } from '../state/plural.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'

/** How many objects are shown to choose from at first, and how many more when somebody comes to the end of them. */
const shownStep = 30
/** How long nobody types before what they typed is searched for, in milliseconds. */
const quietMs = 150

const erasers: ReadonlySet<string> = new Set(['Backspace', 'Delete'])

interface Choosable {
  readonly key: string
  readonly group: string
  readonly name: string
  readonly about: string
  readonly object: Stored
}

export interface PickerProps {
  setup: Setup
  plural: Plural
  label: string
  /** The field's own id, and what describes it. */
  attributes: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean; onBlur: () => void }
  /** Those that cannot be chosen. */
  except?: readonly string[]
  /** Which of the kind can be chosen at all. */
  only?: ListQuery['only']
  without?: ListQuery['without']
  /** What is chosen, where the field shows it itself. */
  chosen?: string | undefined
  placeholder: string
  onChoose: (id: string, object: Stored) => void
  /** Where the field may be empty: that it was emptied. */
  onClear?: () => void
}

/** Searches among all objects of a kind and chooses one. The list is open while the field has the focus and somebody asks. */
export function Picker(props: PickerProps) {
  const { setup, plural, label, attributes, except = [], only, without, chosen = '', placeholder } = props
  const { onChoose, onClear } = props
  const listId = useId()
  const query = useSignal('')
  const open = useSignal(false)
  const count = useSignal(shownStep)
  /** What was found last, and for which letters; undefined until the first answer. */
  const found = useSignal<{ readonly name: string; readonly choices: Choices | 'failed' } | undefined>(undefined)
  const moved = useSignal<string | undefined>(undefined)

  useEffect(() => {
    if (!open.value) return
    const name = query.value.trim()
    let isAsked = true
    const ask = async (): Promise<void> => {
      const wanted = { name, only, without, except, count: count.value }
      const answer = await choicesOf(setup.api, plural, wanted, () => isAsked)
      if (answer === undefined) return
      if (answer.ok) setup.names.learn(answer.value.objects)
      found.value = { name, choices: answer.ok ? answer.value : 'failed' }
    }
    // Only letters are waited for, as more of them may come.
    const timer = setTimeout(() => void ask(), name === '' || name === found.peek()?.name ? 0 : quietMs)
    return () => {
      isAsked = false
      clearTimeout(timer)
    }
  }, [open.value, query.value, count.value, plural])

  const { name: askedFor, choices: answered } = found.value ?? {}
  const choices = answered === 'failed' ? undefined : answered
  const options = (choices?.objects ?? [])
    // What was found for other letters is not to be chosen by Enter while the answer to these is on its way.
    .filter((object) => !except.includes(object.id) && isFoundBy(object, query.value))
    .map((object): Choosable => ({
      ...{ key: object.id, group: '', name: object.name, object },
      about: usernameOf(object) ?? '',
    }))
  const active = stopAt(options, moved.value)
  const close = (): void => {
    open.value = false
    query.value = ''
    moved.value = undefined
    count.value = shownStep
    // It may change with what is chosen.
    found.value = undefined
  }
  const choose = ({ key, object }: Choosable): void => {
    close()
    onChoose(key, object)
  }
  const showMore = (): void => {
    if (choices?.hasMore && choices.objects.length >= count.value) count.value += shownStep
  }
  const nothing =
    askedFor !== query.value.trim()
      ? consoleTexts.places.loading
      : answered === 'failed'
        ? texts.overview.failed
        : texts.form.nothingFound
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
          placeholder={open.value && chosen !== '' ? chosen : placeholder}
          value={open.value ? query.value : chosen}
          onClick={() => (open.value = true)}
          onInput={(event) => {
            query.value = event.currentTarget.value
            // What was chosen stood there; letters that are taken away again have chosen nothing.
            if (query.value === '' && chosen !== '' && !open.value) onClear?.()
            open.value = true
            moved.value = undefined
            count.value = shownStep
          }}
          // What is typed stands in the stead of what is chosen.
          onFocus={(event) => event.currentTarget.select()}
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
              // Held down, it was meant for what had the focus before, or for the list to open.
              if (event.repeat) return
              if (open.value && active) choose(active)
              else open.value = true
            } else if (erasers.has(event.key) && !event.repeat && open.value && query.value === '' && chosen !== '') {
              // There are no letters any more, but who is chosen shows through.
              onClear?.()
            } else if (!open.value && event.key === 'ArrowDown') {
              event.preventDefault()
              open.value = true
            } else {
              const next = open.value ? stopAfter(options, active?.key, event.key) : undefined
              if (!next) return
              event.preventDefault()
              // Others come behind the last that is there, so the first is not the next.
              const goesOn = choices?.hasMore && event.key === 'ArrowDown' && active === options.at(-1)
              if (!goesOn) moved.value = next.key
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
            onEnd={showMore}
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
        {open.value && options.length === 0 && (
          <p class="combo-none" role="status">
            {nothing}
          </p>
        )}
      </div>
    </div>
  )
}
