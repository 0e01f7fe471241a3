import { deskPath } from '../state/place.js'
import { texts } from '../texts/texts.js'

/** An address that leads nowhere, or to a place that is not for whoever is logged in. */
export function NoPlace() {
  return (
    <div class="place-state">
      <h1>{texts.places.nowhere}</h1>
      <p>{texts.places.nowhereMore}</p>
      <a class="button" href={deskPath}>
        {texts.places.toDesk}
      </a>
    </div>
  )
}
