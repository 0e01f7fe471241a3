import type { WeekField } from '../state/field.js'
import { barsOn, copiedTo, nextSpan, periodsOn, weekdays, type Period, type Weekday } from '../state/week.js'
import { texts } from '../texts/texts.js'
import { FieldFrame, focusField } from './field-frame.js'
import type { FieldProps } from './form-use.js'
import { SpanInputs } from './span-inputs.js'

const dayMinutes = 1440
const hourMarks = [0, 6, 12, 18, 24]

/** A week: for each day its periods, and a picture of when it is open. */
export function WeekControl({ field, path, value, onChange }: FieldProps<WeekField>) {
  const periods = value as readonly Period[]
  return (
    <FieldFrame path={path} group>
      <div class="week">
        <div class="week-hours" aria-hidden="true">
          {hourMarks.map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </div>
        {weekdays.map((day) => (
          <Day
            key={day}
            day={day}
            periods={periods}
            path={path}
            isFull={periods.length >= field.max}
            onChange={onChange}
          />
        ))}
      </div>
    </FieldFrame>
  )
}

interface DayProps {
  day: Weekday
  periods: readonly Period[]
  path: string
  isFull: boolean
  onChange: (periods: readonly Period[]) => void
}

function Day({ day, periods, path, isFull, onChange }: DayProps) {
  const own = periodsOn(periods, day)
  const name = texts.week.day(day)
  /** Where the focus goes when a period is taken out. */
  const adding = `${path}.${day}`
  return (
    <div class="week-day" role="group" aria-label={name}>
      <span class="week-name">{name}</span>
      <DayBar periods={periods} day={day} />
      <div class="week-spans">
        {own.length === 0 && <span class="set-help">{texts.week.closed}</span>}
        {own.map(({ place, ...period }, number) => (
          <SpanInputs
            key={place}
            span={period}
            path={`${path}.${place}`}
            name={texts.week.period(name, number + 1)}
            onChange={(span) => onChange(periods.with(place, { ...span, day }))}
            onRemove={() => {
              onChange(periods.toSpliced(place, 1))
              focusField(adding)
            }}
          />
        ))}
        <span class="week-actions">
          <button
            type="button"
            id={`field-${adding}`}
            class="link-button"
            disabled={isFull}
            aria-label={texts.week.addTo(name)}
            onClick={() => {
              onChange([...periods, { ...nextSpan(own), day }])
              focusField(`${path}.${periods.length}`)
            }}
          >
            {texts.week.add}
          </button>
          {own.length > 0 && (
            <button
              type="button"
              class="link-button"
              aria-label={texts.week.copyFrom(name)}
              onClick={() => onChange(copiedTo(periods, day, weekdays.slice(0, 5)))}
            >
              {texts.week.copy}
            </button>
          )}
        </span>
      </div>
    </div>
  )
}

/** When a day is open, as a picture; what it says is in the fields beside it. */
function DayBar({ periods, day }: { periods: readonly Period[]; day: Weekday }) {
  return (
    <svg class="week-bar" viewBox={`0 0 ${dayMinutes} 10`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="week-bar-ground" width={dayMinutes} height={10} />
      {barsOn(periods, day).map(({ from, to }) => (
        <rect key={`${from}-${to}`} class="week-bar-open" x={from} width={Math.max(1, to - from)} height={10} />
      ))}
      {hourMarks.slice(1, -1).map((hour) => (
        <rect key={hour} class="week-bar-mark" x={hour * 60 - 1} width={2} height={10} />
      ))}
    </svg>
  )
}
