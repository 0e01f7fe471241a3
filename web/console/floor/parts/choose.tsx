export interface ChooseProps {
  label: string
  value: string
  options: readonly { readonly value: string; readonly name: string }[]
  onChoose: (value: string) => void
}

/** One of a few, as the browser lets one choose; its name is for screen readers, as what is chosen says enough. */
export function Choose({ label, value, options, onChoose }: ChooseProps) {
  return (
    <select
      class="choose"
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} selected={option.value === value}>
          {option.name}
        </option>
      ))}
    </select>
  )
}
