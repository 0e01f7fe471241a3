import { Icon } from '../../parts/icon.js'
import type { HolidaysField } from '../state/field.js'
import { nextSpan, type Holiday } from '../state/week.js'
import { texts } from '../texts/texts.js'
import { FieldFrame, FieldProblem, focusField, useControl } from './field-frame.js'
import type { FieldProps } from './form-use.js'
import { SpanInputs } from './span-inputs.js'

/** Days that are unlike their weekday: closed, or open at other times. */
export function HolidaysControl({ field, path, value, onChange }: FieldProps<HolidaysField>) {
  const holidays = value as readonly Holiday[]
  return (
    <FieldFrame path={path} group>
      <ol class="set-rows">
        {holidays.map((holiday, place) => (
          <HolidayRow
            key={place}
            holiday={holiday}
            path={`${path}.${place}`}
            field={field}
            onChange={(next) => onChange(holidays.with(place, next))}
            onRemove={() => {
              onChange(holidays.toSpliced(place, 1))
              focusField(path)
            }}
          />
        ))}
      </ol>
      {holidays.length < field.max && (
        <button
          type="button"
          id={`field-${path}`}
          class="button button-small"
          onClick={() => {
            onChange([...holidays, { date: '', name: '', periods: [] }])
            focusField(`${path}.${holidays.length}.date`)
          }}
        >
          {texts.week.addHoliday}
        </button>
      )}
    </FieldFrame>
  )
}

interface HolidayRowProps {
  holiday: Holiday
  path: string
  field: HolidaysField
  onChange: (holiday: Holiday) => void
  onRemove: () => void
}

function HolidayRow({ holiday, path, field, onChange, onRemove }: HolidayRowProps) {
  const { attributes } = useControl(`${path}.date`)
  const { periods } = holiday
  const name = holiday.name === '' ? holiday.date : holiday.name
  return (
    <li class="set-row">
      <div class="set-row-fields">
        <input
          {...attributes}
          class="field set-date"
          type="date"
          aria-label={texts.week.date}
          value={holiday.date}
          onInput={(event) => onChange({ ...holiday, date: event.currentTarget.value })}
        />
        <input
          class="field set-grow"
          type="text"
          dir="auto"
          aria-label={texts.week.holidayName}
          placeholder={texts.week.holidayName}
          maxLength={field.nameMax}
          value={holiday.name}
          onInput={(event) => onChange({ ...holiday, name: event.currentTarget.value })}
        />
        <div class="week-spans">
          {periods.length === 0 && <span class="set-help">{texts.week.closed}</span>}
          {periods.map((period, place) => (
            <SpanInputs
              key={place}
              span={period}
              path={`${path}.periods.${place}`}
              name={texts.week.period(name, place + 1)}
              onChange={(span) => onChange({ ...holiday, periods: periods.with(place, span) })}
              onRemove={() => {
                onChange({ ...holiday, periods: periods.toSpliced(place, 1) })
                focusField(`${path}.periods`)
              }}
            />
          ))}
          {periods.length < field.periodsMax && (
            <button
              type="button"
              id={`field-${path}.periods`}
              class="link-button"
              aria-label={texts.week.addTo(name)}
              onClick={() => {
                onChange({ ...holiday, periods: [...periods, nextSpan(periods)] })
                focusField(`${path}.periods.${periods.length}`)
              }}
            >
              {texts.week.add}
            </button>
          )}
        </div>
        <FieldProblem path={`${path}.date`} />
      </div>
      <button type="button" class="icon-button" aria-label={texts.week.removeHoliday(name)} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </li>
  )
}
