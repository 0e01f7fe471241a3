/** A length of time as people would say it at a glance. */
export type TimeLength =
  | { readonly unit: 'seconds'; readonly seconds: number }
  | { readonly unit: 'minutes'; readonly minutes: number }
  | { readonly unit: 'hours'; readonly hours: number; readonly minutes: number }
  | { readonly unit: 'days'; readonly days: number; readonly hours: number }

/** Rounds `ms` down to what is worth saying; a negative length counts as none. */
export function timeLength(ms: number): TimeLength {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (minutes === 0) return { unit: 'seconds', seconds }
  if (hours === 0) return { unit: 'minutes', minutes }
  if (days === 0) return { unit: 'hours', hours, minutes: minutes % 60 }
  return { unit: 'days', days, hours: hours % 24 }
}

/** Names the day of a moment in this computer's time zone; two moments of one day have the same name. */
export function localDay(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`
}

/** How many days `at` is before `now` by the calendar of this computer's time zone; 0 is today. */
export function daysAgo(at: number, now: number): number {
  const midnight = (moment: number): number => new Date(moment).setHours(0, 0, 0, 0)
  return Math.round((midnight(now) - midnight(at)) / 86_400_000)
}
