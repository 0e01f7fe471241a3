/** What the place on the screen adds to the console: keys for the list of keys, deeds for the list of all there is to do. */
import { signal } from '@preact/signals'
import type { PlaceId } from './place.js'

export interface PlaceKey {
  readonly keys: readonly string[]
  /** In the language that is spoken now. */
  readonly does: () => string
}

export interface PlaceDeed {
  readonly key: string
  /** In the language that is spoken now. */
  readonly name: () => string
  /** The key that does the same, if one does. */
  readonly keys?: string
  readonly run: () => void
}

export interface PlaceOffer {
  /** Whose keys these are. */
  readonly place: PlaceId
  readonly keys: readonly PlaceKey[]
  readonly deeds: readonly PlaceDeed[]
}

const nothing: PlaceOffer = { place: 'desk', keys: [], deeds: [] }
const current = signal(nothing)

/** What is offered now; nothing at the desk, whose own are always there. */
export const placeOffer = (): PlaceOffer => current.value

/** Offers something until the function that comes back is called. */
export function offerHere(offer: PlaceOffer): () => void {
  current.value = offer
  return () => {
    if (current.peek() === offer) current.value = nothing
  }
}
