import type { Entry } from '../../../src/agent-api/entries.js'
import type { VisitedPage } from '../../../src/agent-api/visitor-facts.js'

/** How many pages are shown, the newest. */
export const trailLengthMax = 25

/** The pages a visitor looked at, before the chat and in it, newest first. The same page twice in a row is one. */
export function pageTrail(before: readonly VisitedPage[], entries: readonly Entry[]): readonly VisitedPage[] {
  const since = entries.flatMap((entry) => (entry.kind === 'page-visited' ? [entry] : []))
  return [...before, ...since]
    .map(({ location, at }) => ({ location, at }))
    .filter(({ location }, place, all) => all[place - 1]?.location !== location)
    .slice(-trailLengthMax)
    .reverse()
}
