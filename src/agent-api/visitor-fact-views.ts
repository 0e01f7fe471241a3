import type { ChatRequest, GeoLocation } from '../chat/chat-request.js'
import { asTime } from './as-time.js'
import type { VisitorFacts, VisitorPlace } from './visitor-facts.js'

const asPlace = ({ countryCode, countryName, region, city }: GeoLocation): VisitorPlace => ({
  countryCode,
  country: countryName,
  ...(region !== undefined && { region }),
  ...(city !== undefined && { city }),
})

/** What a request says of where its visitor comes from, as agents see it. */
export const asVisitorFacts = (request: ChatRequest | undefined): VisitorFacts => {
  const { pages = [], pageUrl, address, location } = request ?? {}
  return {
    pages: pages.map((page) => ({ location: page.location, at: asTime(page.at) })),
    ...(pageUrl !== undefined && { pageUrl }),
    ...(address !== undefined && { address }),
    ...(location !== undefined && { location: asPlace(location) }),
  }
}
