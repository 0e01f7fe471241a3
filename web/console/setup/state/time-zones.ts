/** The time zones there are, as the browser knows them; where it does not, they are written. */
export const timeZones = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')]

/** Where the reader is. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
