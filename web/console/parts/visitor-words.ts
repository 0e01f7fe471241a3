import type { VisitorPlace } from '../../../src/agent-api/visitor-facts.js'
import { browserWords } from '../state/browser-words.js'
import { texts } from '../texts/texts.js'

/** Where a visitor is thought to be, from the smallest to the largest, as addresses are written. */
export function placeText({ city, region, country }: VisitorPlace): string {
  return [city, region, country].filter((name) => name !== undefined).join(', ')
}

/** What a visitor's client is, as far as its User-Agent tells. */
export function browserText(userAgent: string): string {
  const { browser, system } = browserWords(userAgent)
  if (browser !== undefined && system !== undefined) return texts.details.browserOn(browser, system)
  return browser ?? system ?? texts.details.unknown
}
