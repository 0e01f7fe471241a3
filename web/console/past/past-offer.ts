import type { PlaceOffer } from '../state/place-offer.js'
import { texts } from './texts/texts.js'

/** The keys of the page, for the list of keys. */
export const pastOffer: PlaceOffer = {
  place: 'past',
  keys: [
    { keys: ['/'], does: () => texts.keys.search },
    { keys: ['J', 'K'], does: () => texts.keys.move },
    { keys: ['Enter'], does: () => texts.keys.read },
    { keys: ['N'], does: () => texts.keys.next },
    { keys: ['Shift', 'N'], does: () => texts.keys.before },
    { keys: ['Esc'], does: () => texts.keys.back },
  ],
  deeds: [],
}
