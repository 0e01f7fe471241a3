import { useRef } from 'preact/hooks'

export interface ChooseProps {
  label: string
  value: string
  options: readonly { readonly value: string; readonly name: string }[]
  /** What was chosen is shown at once; `undo` is for what could not be done after all. */
  onChoose: (value: string, undo: () => void) => void
}

/** One of a few, as the browser lets one choose; its name is for screen readers, as what is chosen says enough. */
export function Choose({ label, value, options, onChoose }: ChooseProps) {
  const latest = useRef(value)
  latest.current = value
  return (
    <select
      class="choose"
      aria-label={label}
      title={label}
      value={value}
      onChange={({ currentTarget }) =>
        onChoose(currentTarget.value, () => {
          // Where it stays as it was, nothing is drawn anew.
          currentTarget.value = latest.current
        })
      }
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} selected={option.value === value}>
          {option.name}
        </option>
      ))}
    </select>
  )
}
