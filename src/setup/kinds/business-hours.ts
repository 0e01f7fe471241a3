import { Type, type Static } from 'typebox'
import { nameMember } from './members.js'

/** The days of a week, in the order people list them. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

/** How many periods and holidays one object may have. */
export const periodsMax = 100
export const holidaysMax = 400

const from = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  form: 'a time of day such as 09:30',
  description: 'When it begins, on the clock of the time zone',
})
const to = Type.String({
  pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
  form: 'a time of day such as 17:00, or 24:00',
  description: 'When it ends; not later than it begins: on the next day',
})

/** From a time of day to another, which is on the next day when it is not later. */
export const Period = Type.Object({ from, to })
export type Period = Static<typeof Period>

/** When somebody is there, on the clocks of a time zone. */
export const BusinessHours = Type.Object({
  name: nameMember(),
  timeZone: Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'Whose clocks count, by their name in the IANA database, such as Europe/Berlin',
  }),
  periods: Type.Array(
    Type.Object({
      day: Type.Enum(weekdays, { description: 'The day it begins on' }),
      from,
      to,
    }),
    { maxItems: periodsMax, default: [], description: 'When it is open, any number of periods a day; none: never' },
  ),
  holidays: Type.Array(
    Type.Object({
      date: Type.String({
        pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
        form: 'a day such as 2030-12-24',
        description: 'The day',
      }),
      name: Type.String({ maxLength: 80, default: '', description: 'What it is called' }),
      periods: Type.Array(Period, { maxItems: 10, default: [], description: 'When it is open that day; none: closed' }),
    }),
    { maxItems: holidaysMax, default: [], description: 'Days whose periods are others than those of their weekday' },
  ),
})
export type BusinessHours = Static<typeof BusinessHours>
