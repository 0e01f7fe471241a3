import type { Field } from '../state/field.js'
import { HolidaysControl } from './holidays-field.js'
import { GroupControl, LinesControl, RowsControl } from './group-fields.js'
import { ReferenceControl, ReferencesControl } from './reference-fields.js'
import { ChoiceControl, LengthControl, NumberControl, SwitchControl, TextControl } from './simple-fields.js'
import { WeekControl } from './week-field.js'
import type { FieldProps } from './form-use.js'

/** The control that a field's description asks for. */
export function FieldControl({ field, ...props }: FieldProps<Field>) {
  switch (field.type) {
    case 'text':
      return <TextControl field={field} {...props} />
    case 'number':
      return <NumberControl field={field} {...props} />
    case 'length':
      return <LengthControl field={field} {...props} />
    case 'switch':
      return <SwitchControl field={field} {...props} />
    case 'choice':
      return <ChoiceControl field={field} {...props} />
    case 'reference':
      return <ReferenceControl field={field} {...props} />
    case 'references':
      return <ReferencesControl field={field} {...props} />
    case 'lines':
      return <LinesControl field={field} {...props} />
    case 'week':
      return <WeekControl field={field} {...props} />
    case 'holidays':
      return <HolidaysControl field={field} {...props} />
    case 'group':
      return <GroupControl field={field} {...props} />
    case 'rows':
      return <RowsControl field={field} {...props} />
  }
}
