import type { ComponentType } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { browserStore } from '../browser/stores.js'
import { reloadUnlessWritten } from '../browser/page.js'
import type { Place, PlaceProps } from '../places.js'
import { browserClock } from '../state/clock.js'
import { loadPlace } from '../state/place-load.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'

type Screen = ComponentType<PlaceProps>

const loaded = new Map<string, Screen>()

/** A place's screen, fetched when it is first shown. Give it the place's id as its key. */
export function LoadedPlace({ place, ...props }: PlaceProps & { place: Place }) {
  // As it was at first: a screen that is there already must not be drawn anew because it is known by now.
  const Known = useMemo(() => loaded.get(place.id), [place])
  return Known ? <Known {...props} /> : <LoadingPlace place={place} {...props} />
}

function LoadingPlace({ place, ...props }: PlaceProps & { place: Place }) {
  const { server } = props.app
  const loading = useMemo(
    () =>
      loadPlace({
        id: place.id,
        load: async () => {
          const Screen = await place.load()
          loaded.set(place.id, Screen)
          return Screen
        },
        isServerThere: async () => (await server.ask('GET', '/login/ways')).ok,
        reload: reloadUnlessWritten,
        ...{ clock: browserClock, tab: browserStore('sessionStorage') },
      }),
    [place, server],
  )
  useEffect(() => () => loading.stop(), [loading])
  const now = loading.now.value
  switch (now.state) {
    case 'there':
      return <now.Screen {...props} />
    case 'loading':
      return (
        <p class="place-state" role="status">
          <span class="place-wait">{texts.places.loading}</span>
        </p>
      )
    case 'away':
      return (
        <p class="place-state" role="status">
          {texts.places.away}
        </p>
      )
    case 'outdated':
      return <PlaceProblem words={texts.places.outdated} />
  }
}

/** In the stead of a place that cannot be shown; the whole page may be able to once it is loaded anew. */
export function PlaceProblem({ words }: { words: string }) {
  return (
    <div class="place-state" role="alert">
      <Icon name="warning" />
      <p>{words}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        {texts.places.reload}
      </button>
    </div>
  )
}
