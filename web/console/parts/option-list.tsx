import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Something to choose from a list. Options of one group stand together, under its title. */
export interface Option {
  readonly key: string
  readonly group: string
  /** Shown, and passed over by the keys. */
  readonly disabled?: boolean
}

export interface OptionListProps<Item extends Option> {
  /** The list's id, for whatever has the keyboard to name. */
  id: string
  label: string
  options: readonly Item[]
  /** The key of the option the keys are at. */
  active: string | undefined
  onChoose: (option: Item) => void
  /** Called when somebody has scrolled to the end, where more may be added. */
  onEnd?: () => void
  draw: (option: Item) => ComponentChildren
}

/** How near the end of the list is its end, in pixels. */
const endPx = 40

/** The id of an option's element. */
export const optionId = (listId: string, key: string): string => `${listId}-${key}`

/** Options below a text field that keeps the focus. */
export function OptionList<Item extends Option>(props: OptionListProps<Item>) {
  const { id, label, options, active, onChoose, onEnd, draw } = props
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  const groups = [...new Set(options.map(({ group }) => group))]
  return (
    <div
      class="options"
      id={id}
      role="listbox"
      aria-label={label}
      ref={box}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        if (scrollHeight - scrollTop - clientHeight < endPx) onEnd?.()
      }}
    >
      {groups.map((group, place) => (
        <div key={group} role="group" aria-labelledby={group === '' ? undefined : `${id}-group-${place}`}>
          {group !== '' && (
            <div class="options-title" id={`${id}-group-${place}`} role="presentation">
              {group}
            </div>
          )}
          {options
            .filter((option) => option.group === group)
            .map((option) => (
              <div
                key={option.key}
                id={optionId(id, option.key)}
                class="option"
                role="option"
                aria-selected={option.key === active}
                aria-disabled={option.disabled === true}
                // The field keeps the focus.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => {
                  if (option.disabled !== true) onChoose(option)
                }}
              >
                {draw(option)}
              </div>
            ))}
        </div>
      ))}
    </div>
  )
}
