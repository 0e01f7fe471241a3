import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'
import { Picker } from './picker.js'

export interface PersonFieldProps {
  setup: Setup
  label: string
  /** What the one who is chosen is called; undefined: nobody is. */
  chosen: string | undefined
  /** Given the agent's id, or nothing for everybody's. */
  onChoose: (agentId: string) => void
}

/** Chooses whose records are shown. */
export function PersonField({ setup, label, chosen, onChoose }: PersonFieldProps) {
  return (
    <div class="labelled">
      <label for="history-by">{label}</label>
      <Picker
        setup={setup}
        plural="agents"
        label={label}
        attributes={pickerAttributes}
        chosen={chosen}
        placeholder={texts.history.anybody}
        onChoose={onChoose}
        onClear={() => onChoose('')}
      />
    </div>
  )
}

const pickerAttributes = {
  ...{ id: 'history-by', 'aria-describedby': undefined, 'aria-invalid': false },
  onBlur: () => undefined,
}

export interface DayFieldsProps {
  from: string
  to: string
  onChoose: (days: { from?: string; to?: string }) => void
}

/** Chooses from when to when; days are such as 2030-12-24. While a year is typed there are others before it: 0002, 0020, … */
export function DayFields({ from, to, onChoose }: DayFieldsProps) {
  return (
    <>
      <DayField label={texts.history.from} day={from} onChange={(day) => onChoose({ from: day })} />
      <DayField label={texts.history.to} day={to} onChange={(day) => onChoose({ to: day })} />
    </>
  )
}

function DayField({ label, day, onChange }: { label: string; day: string; onChange: (day: string) => void }) {
  return (
    <label class="labelled">
      <span>{label}</span>
      <input class="field set-date" type="date" value={day} onChange={(event) => onChange(event.currentTarget.value)} />
    </label>
  )
}

/** What the server is asked for: from the beginning of the first day to the end of the last, in the reader's time zone. */
export const timesOf = (from: string, to: string): { since?: string; until?: string } => ({
  ...startOf('since', from, 0),
  ...startOf('until', to, 1),
})

/** The beginning of a day, or of one some days later; nothing for what is no day. */
const startOf = (name: 'since' | 'until', day: string, later: number): { since?: string; until?: string } => {
  const start = new Date(`${day}T00:00`)
  if (Number.isNaN(start.getTime())) return {}
  start.setDate(start.getDate() + later)
  return { [name]: start.toISOString() }
}
