import { Icon } from '../../parts/icon.js'
import type { Span } from '../state/week.js'
import { texts } from '../texts/texts.js'
import { FieldProblem, useControl } from './field-frame.js'

export interface SpanInputsProps {
  span: Span
  /** The path of the period, and what it is called. */
  path: string
  name: string
  onChange: (span: Span) => void
  onRemove: () => void
}

/** From when to when. The end of a day is 24:00, which a browser's field cannot say: there it is midnight. */
export function SpanInputs({ span, path, name, onChange, onRemove }: SpanInputsProps) {
  const { attributes } = useControl(path)
  return (
    <div class="set-span" role="group" aria-label={name}>
      <input
        {...attributes}
        class="field"
        type="time"
        aria-label={texts.week.from(name)}
        value={span.from}
        onInput={(event) => onChange({ ...span, from: event.currentTarget.value })}
      />
      <span aria-hidden="true">–</span>
      <input
        class="field"
        type="time"
        aria-label={texts.week.to(name)}
        aria-describedby={attributes['aria-describedby']}
        value={span.to === '24:00' ? '00:00' : span.to}
        onBlur={attributes.onBlur}
        onInput={(event) => {
          const to = event.currentTarget.value
          onChange({ ...span, to: to === '00:00' ? '24:00' : to })
        }}
      />
      {span.to !== '' && span.to <= span.from && <span class="set-help">{texts.week.nextDay}</span>}
      <button type="button" class="icon-button" aria-label={texts.week.remove(name)} onClick={onRemove}>
        <Icon name="close" />
      </button>
      <FieldProblem path={path} />
    </div>
  )
}
