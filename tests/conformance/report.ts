/** The suite's result as text: a table of all checks, and what was said in those that failed. */
import { titleOf, type Chapter, type Check } from './check.js'
import { describeExchange } from './recorded-wire.js'
import type { Outcome } from './run-check.js'

/** Exchanges that are shown of a failed check: the last ones, where it went wrong. */
const shownMax = 4

const row = (word: string, check: Check, more = ''): string =>
  `  ${word.padEnd(8)} ${check.rules.join(' ').padEnd(18)} ${check.sentence}${more}`

const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ')

const failureText = ({ check, failure, exchanges }: Outcome): string => {
  const why = failure?.message ?? ''
  return [
    titleOf(check),
    indented(why),
    ...exchanges.slice(-shownMax).map((one) => indented(describeExchange(one))),
  ].join('\n\n')
}

/** All that is to be said after a run. `outcomes` holds those checks that ran. */
export const reportText = (chapters: readonly Chapter[], outcomes: ReadonlyMap<Check, Outcome>): string => {
  const lines: string[] = []
  const failed: Outcome[] = []
  const counts = { passed: 0, leftOut: 0 }
  const needs = new Set<string>()
  for (const { title, checks } of chapters) {
    lines.push(title)
    for (const check of checks) {
      const need = check.needsMoved ? 'an organization that lives elsewhere' : 'an agent'
      const outcome = outcomes.get(check)
      if (outcome === undefined) {
        counts.leftOut += 1
        needs.add(need)
        lines.push(row('left out', check, ` (needs ${need})`))
      } else if (outcome.failure === undefined) {
        counts.passed += 1
        lines.push(row('ok', check))
      } else {
        failed.push(outcome)
        lines.push(row('FAILED', check))
      }
    }
    lines.push('')
  }
  for (const outcome of failed) lines.push(failureText(outcome), '')
  const leftOut = counts.leftOut > 0 ? `, ${counts.leftOut} left out: they need ${[...needs].join(' or ')}` : ''
  lines.push(`${counts.passed} passed, ${failed.length} failed${leftOut}`)
  return lines.join('\n')
}
