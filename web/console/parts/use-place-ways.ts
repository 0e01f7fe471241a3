import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Place } from '../places.js'
import type { PlaceDeed } from '../state/place-offer.js'
import type { PlaceId } from '../state/place.js'

type Ways = () => readonly PlaceDeed[]
const loaded = signal<ReadonlyMap<PlaceId, Ways>>(new Map())

/** The ways to what is within these places, as far as they are loaded; the rest is fetched, and is there a moment later. */
export function usePlaceWays(places: readonly Place[]): readonly PlaceDeed[] {
  useEffect(() => {
    for (const { id, loadWays } of places) {
      if (loadWays === undefined || loaded.peek().has(id)) continue
      loadWays().then(
        (ways) => (loaded.value = new Map([...loaded.peek(), [id, ways]])),
        // The places themselves are on the list anyway.
        () => undefined,
      )
    }
  }, [places])
  return places.flatMap(({ id }) => loaded.value.get(id)?.() ?? [])
}
