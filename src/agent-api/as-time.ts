import type { Instant } from '../lib/clock.js'

/** An instant as the agents' API writes it: ISO 8601 in UTC with milliseconds. */
export const asTime = (instant: Instant): string => new Date(instant).toISOString()
